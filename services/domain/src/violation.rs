//! A rule says no. Software never says refuse, deny or reject of itself: those are outcomes of
//! a person's case.

use serde::{Deserialize, Serialize};

/// Why a command cannot be carried out; carries what is needed to explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Violation {
    /// The actor's role may not take this step.
    #[error("step {step} is not for this actor")]
    NotYourStep {
        /// The step.
        step: String,
    },
    /// The step cannot be taken at this stage.
    #[error("step {step} cannot be taken from stage {stage}")]
    WrongStage {
        /// The step.
        step: String,
        /// Where the recourse stands.
        stage: String,
    },
    /// Nobody of the unit or chain of command behind the contested decision may act.
    #[error("actor is not independent of the contested decision: {why}")]
    NotIndependent {
        /// Which tie bars the actor.
        why: Tie,
    },
    /// The second signature must come from somebody else.
    #[error("a second signature must come from another officer")]
    SameHand,
    /// The draft was written or signed by somebody who turned out to be tied to the decision.
    #[error("the draft comes from somebody who is tied to the contested decision")]
    DraftTied,
    /// A correction is not yet confirmed effective.
    #[error("{open} corrections are not confirmed effective")]
    CorrectionsOpen {
        /// How many.
        open: usize,
    },
    /// A field is missing or not of its kind.
    #[error("field {field} is {what}")]
    BadField {
        /// Field key.
        field: String,
        /// `missing`, `unknown-code`, `in-future`, `too-early`, `not-open`...
        what: String,
    },
    /// There is no such part of the case.
    #[error("no such {what} on this case")]
    NoSuch {
        /// What was looked for.
        what: String,
    },
    /// The case exists already, or does not exist yet.
    #[error("case is not in a state to be opened or continued")]
    CaseState,
    /// Only one document request may be open at a time.
    #[error("a document request is already open")]
    RequestOpen,
    /// From the third document request a supervisor must agree.
    #[error("a supervisor must agree to a further document request")]
    NeedsSupervisor,
    /// Offices that were asked have not all answered.
    #[error("{open} offices have not answered")]
    TasksOpen {
        /// How many.
        open: usize,
    },
    /// The rule book lacks a rule that the procedure names.
    #[error("rule {id} is missing from the rule book")]
    RuleMissing {
        /// The rule.
        id: String,
    },
    /// The time for this step has not come or has passed.
    #[error("not in time for {step}")]
    NotInTime {
        /// The step.
        step: String,
    },
}

/// What ties an actor to a contested decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// Made the decision.
    Originator,
    /// Serves or served in the unit that made it.
    SameUnit,
    /// Stands in the reporting line above it.
    ChainOfCommand,
    /// The officer is unknown and the actor serves at the port.
    SamePort,
}

impl std::fmt::Display for Tie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Originator => "originator",
            Self::SameUnit => "same unit",
            Self::ChainOfCommand => "chain of command",
            Self::SamePort => "same port",
        })
    }
}

impl Violation {
    /// The kebab-case code that problem details, pages and tests name.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYourStep { .. } => "not-your-step",
            Self::WrongStage { .. } => "wrong-stage",
            Self::NotIndependent { .. } => "not-independent",
            Self::SameHand => "same-hand",
            Self::DraftTied => "draft-tied",
            Self::CorrectionsOpen { .. } => "corrections-open",
            Self::BadField { .. } => "bad-field",
            Self::NoSuch { .. } => "no-such",
            Self::CaseState => "case-state",
            Self::RequestOpen => "request-open",
            Self::NeedsSupervisor => "needs-supervisor",
            Self::TasksOpen { .. } => "tasks-open",
            Self::RuleMissing { .. } => "rule-missing",
            Self::NotInTime { .. } => "not-in-time",
        }
    }

    /// A field is not of its kind.
    pub fn field(field: &str, what: &str) -> Self {
        Self::BadField { field: field.to_owned(), what: what.to_owned() }
    }

    /// A part of the case is not there.
    pub fn no_such(what: &str) -> Self {
        Self::NoSuch { what: what.to_owned() }
    }

    /// A field is absent.
    pub fn missing(field: &str) -> Self {
        Self::BadField { field: field.to_owned(), what: "missing".to_owned() }
    }
}

impl From<crate::rule::NoSuchRule> for Violation {
    fn from(missing: crate::rule::NoSuchRule) -> Self {
        Self::RuleMissing { id: missing.id }
    }
}
