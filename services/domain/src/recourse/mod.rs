//! The mechanisms, and the only list of them. A new one is a folder beside `inquiry` and one
//! variant of [`Mechanism`]; the compiler then lists every match that must know it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::context::Context;
use crate::ids::{MatterId, RecourseId, StaffId};
use crate::moment::Moment;
use crate::violation::Violation;

pub mod definition;
pub mod inquiry;

/// A kind of remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mechanism {
    /// Traveller-redress inquiry, DHS TRIP style.
    Inquiry,
}

impl Mechanism {
    /// Every mechanism.
    pub const ALL: &'static [Self] = &[Self::Inquiry];

    /// Stored and published code; prefix of its events' names.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inquiry => "inquiry",
        }
    }

    /// Its step table.
    pub const fn steps(self) -> &'static [definition::Step] {
        match self {
            Self::Inquiry => inquiry::STEPS,
        }
    }

    /// Its letters' wording.
    pub const fn wordings(self) -> &'static [definition::Wording] {
        match self {
            Self::Inquiry => inquiry::letters::WORDINGS,
        }
    }

    /// Its labels, as Fluent text, by language.
    pub const fn labels(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Inquiry => inquiry::LABELS,
        }
    }
}

/// A step of a recourse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mechanism", content = "step", rename_all = "snake_case")]
pub enum Command {
    /// Of an inquiry.
    Inquiry(inquiry::Command),
}

impl Command {
    /// Words for the office that the step brings along; where nothing else follows from the step,
    /// they are kept as a message.
    pub const fn words(&self) -> Option<MatterId> {
        match self {
            Self::Inquiry(inquiry::Command::AnswerRequest { text }) => *text,
            Self::Inquiry(_) => None,
        }
    }
}

/// An event of a recourse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mechanism", content = "event", rename_all = "snake_case")]
pub enum Event {
    /// Of an inquiry.
    Inquiry(inquiry::Event),
}

/// A timer of a recourse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "mechanism", content = "timer", rename_all = "snake_case")]
pub enum TimerKind {
    /// Of an inquiry.
    Inquiry(inquiry::TimerKind),
}

impl TimerKind {
    /// Key of its row: unique within recourse and day.
    pub fn code(self) -> String {
        match self {
            Self::Inquiry(kind) => kind.code(),
        }
    }

    /// The command that says it came due.
    pub const fn elapse(self, due: Date) -> Command {
        match self {
            Self::Inquiry(timer) => Command::Inquiry(inquiry::Command::Elapse { timer, due }),
        }
    }
}

/// The state of a recourse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recourse {
    /// An inquiry.
    Inquiry(inquiry::Inquiry),
}

impl Recourse {
    /// Its id.
    pub const fn id(&self) -> RecourseId {
        match self {
            Self::Inquiry(inquiry) => inquiry.id,
        }
    }

    /// Its mechanism.
    pub const fn mechanism(&self) -> Mechanism {
        match self {
            Self::Inquiry(_) => Mechanism::Inquiry,
        }
    }

    /// Code of the stage it stands in.
    pub const fn stage(&self) -> &'static str {
        match self {
            Self::Inquiry(inquiry) => inquiry.stage.code(),
        }
    }
}

impl Event {
    /// Stored name.
    pub fn name(&self) -> String {
        match self {
            Self::Inquiry(event) => format!("inquiry.{}", event.name()),
        }
    }

    /// The day on which the filing reached us, where it is one.
    pub const fn received_on(&self) -> Option<Date> {
        match self {
            Self::Inquiry(event) => event.received_on(),
        }
    }

    /// Whether whoever did it must be independent of the contested decisions.
    pub const fn must_be_independent(&self) -> bool {
        match self {
            Self::Inquiry(event) => inquiry::must_be_independent(event),
        }
    }
}

/// Folds an event into the list of recourses.
pub fn evolve(
    recourses: &mut Vec<Recourse>,
    id: RecourseId,
    event: &Event,
    on: Date,
    by: Option<StaffId>,
) {
    let Event::Inquiry(event) = event;
    match recourses.iter_mut().find(|r| r.id() == id) {
        Some(Recourse::Inquiry(inquiry)) => inquiry.evolve(event, on, by),
        None => recourses.extend(inquiry::Inquiry::lodged(id, event, on).map(Recourse::Inquiry)),
    }
}

/// A file came in, which some recourse may wait for.
pub fn handed_in(recourses: &mut [Recourse], item: inquiry::codes::Item) {
    for recourse in recourses {
        let Recourse::Inquiry(inquiry) = recourse;
        inquiry.handed_in(item);
    }
}

/// Decides a step of a recourse.
pub fn decide(
    case: &Case,
    recourse: &Recourse,
    command: &Command,
    moment: &Moment,
    context: &Context<'_>,
) -> Result<Vec<Event>, Violation> {
    match (recourse, command) {
        (Recourse::Inquiry(inquiry), Command::Inquiry(command)) => {
            let events = inquiry::decide(case, inquiry, command, moment, context)?;
            Ok(events.into_iter().map(Event::Inquiry).collect())
        }
    }
}
