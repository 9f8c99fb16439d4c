//! Words to describe a procedure: steps, fields, letters, timers.
//! Definitions describe, deciders decide: a step table drives menus, forms, paths, role checks
//! and letters, and holds no condition beyond roles and stages.

use crate::actor::Role;

/// What one may do in a procedure.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Kebab-case name: the path in the API, the variant of the command, the key of its label.
    pub key: &'static str,
    /// Roles that may take it.
    pub who: &'static [Role],
    /// Stages from which it may be taken, by stage code; empty means from any.
    pub from: &'static [&'static str],
    /// What is asked.
    pub asks: &'static [Field],
    /// Stored names of the events that follow.
    pub follows: &'static [&'static str],
    /// Why it exists, as a citation that reaches the screen.
    pub basis: &'static str,
    /// Two of these always conflict: `If-Match` is required.
    pub decision: bool,
    /// Whoever takes it must be independent of the contested decisions.
    pub independent: bool,
}

/// One thing that a step asks.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Key in the command's JSON and of its label.
    pub key: &'static str,
    /// How it is asked.
    pub kind: FieldKind,
    /// Whether it must be answered.
    pub required: bool,
}

/// The kinds of field that a form can show without a template of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// A line that is not about a person: a code of a unit, a reference of ours.
    Text,
    /// Free text or an identifier of a person: becomes sealed matter.
    Sealed,
    /// A civil date.
    Date,
    /// One code of a list.
    Choice(&'static [&'static str]),
    /// Any codes of a list.
    Choices(&'static [&'static str]),
    /// Yes or no.
    YesNo,
    /// One of the case's own parts: an open task, a correction, a contested decision, a member
    /// of staff. The form lists what is there.
    Part(PartKind),
    /// A finding for each contested decision; has a template of its own.
    Findings,
}

/// Which parts of the case a field chooses from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// An unanswered component task.
    OpenTask,
    /// A correction not yet confirmed.
    OpenCorrection,
    /// A contested decision.
    Contested,
    /// A member of the office's staff.
    Staff,
    /// A document that was handed in.
    Document,
}

impl Field {
    /// A field that must be answered.
    pub const fn must(key: &'static str, kind: FieldKind) -> Self {
        Self { key, kind, required: true }
    }

    /// A field that may stay empty.
    pub const fn may(key: &'static str, kind: FieldKind) -> Self {
        Self { key, kind, required: false }
    }
}

/// A letter's wording, in one language, as it stands in the mechanism's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wording {
    /// Letter code, such as `acknowledgement`.
    pub letter: &'static str,
    /// `en` or `fr`.
    pub lang: &'static str,
    /// Subject on the first line, then a blank line, then the body (minijinja).
    pub text: &'static str,
}
