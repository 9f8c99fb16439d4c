//! The law: what may be done about a border decision, by whom, and by when.
//!
//! Pure and total. A command and the state of a case go in, events or a [`Violation`] come out
//! (`case::decide`); events fold into state (`case::Case::evolve`). Nothing here reads a clock,
//! draws a number, opens a file or waits: time, ids and chance are arguments.
//!
//! ```text
//!   command ─┐
//!   moment ──┼─> case::decide ──> events ──> (the record) ──> evolve ──> case
//!   case ────┤        │
//!   office ──┤        └─ a step of one procedure: recourse::inquiry::decide
//!   rules ───┘
//! ```

pub mod actor;
pub mod case;
pub mod context;
pub mod deadline;
pub mod facts;
pub mod ids;
pub mod matter;
pub mod moment;
pub mod office;
pub mod place;
pub mod purpose;
pub mod recourse;
pub mod reference;
pub mod rule;
pub mod violation;

pub use actor::{Actor, Role};
pub use context::Context;
pub use ids::{CaseId, Jurisdiction, MatterId, Position, RecourseId, ShardId, StaffId, SubjectId};
pub use moment::Moment;
pub use reference::CaseReference;
pub use violation::Violation;
