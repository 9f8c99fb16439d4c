//! A case: one person's matter before one jurisdiction, and one stream of events.
//! `decide` turns a command into events or a violation; `evolve` folds events into [`Case`];
//! the recourses run side by side inside it, because they share incidents, people and guards.

pub mod codes;
mod command;
pub(crate) mod decide;
mod event;
mod letters;
mod state;
pub mod steps;

pub use command::{Command, Contest, Fate, HandedIn, Incident, Opening, Step};
pub use decide::decide;
pub use event::{Entry, Event, Representative};
pub use letters::{CONTACT_CHANGED, Letter, WORDINGS, letters_for};
pub use state::{Act, Case, Contested, Document, IncidentState, Message, Notice, evolve};

use crate::context::Context;
use crate::recourse::Recourse;
use crate::rule::NoSuchRule;

/// A timer of one of the case's recourses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// The recourse.
    pub recourse: crate::ids::RecourseId,
    /// What comes due.
    pub kind: crate::recourse::TimerKind,
    /// First day on which it may fire, in the office's zone.
    pub due: jiff::civil::Date,
}

/// Everything that will come due on a case, as it stands.
pub fn timers(
    case: &Case,
    context: &Context<'_>,
    today: jiff::civil::Date,
) -> Result<Vec<Timer>, NoSuchRule> {
    let mut all = Vec::new();
    for recourse in &case.recourses {
        match recourse {
            Recourse::Inquiry(inquiry) => {
                let own = crate::recourse::inquiry::timers(inquiry, context.rules, today)?;
                all.extend(own.into_iter().map(|timer| Timer {
                    recourse: inquiry.id,
                    kind: crate::recourse::TimerKind::Inquiry(timer.kind),
                    due: timer.due,
                }));
            }
        }
    }
    Ok(all)
}

#[cfg(test)]
pub(crate) mod tests;
