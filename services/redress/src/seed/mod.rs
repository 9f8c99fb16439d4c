//! The synthetic history: two years of an office that does not exist, planned from a seed and
//! played through the one write path on a clock that is moved by hand.
//!
//! ```text
//!   lists (data/*.toml) ─> outline: who, where, when, how it ends ─> script: acts in order
//!                                                                        │
//!   play: day by day, every act through the register, the office settles each morning and
//!   evening, so that reminders, letters, warnings and breaches result and are never written
//! ```
//!
//! The planner is pure: the same seed gives the same acts, byte for byte, and a longer history
//! begins with the same people. Everything made is marked synthetic.

mod calendar;
mod chance;
mod lists;
mod mail;
mod office;
mod outline;
mod people;
mod plan;
mod play;
mod post;
mod script;
mod signin;
mod span;
mod words;

pub(crate) use lists::committed_lists;
pub(crate) use office::OfficeDay;
pub(crate) use plan::{Plan, plan};
pub(crate) use play::{Order, Stage, Turned, play};
pub(crate) use post::Brittle;
pub(crate) use script::files::Sample;
pub(crate) use signin::sign_ins;
pub(crate) use span::Span;

#[cfg(test)]
mod tests;
