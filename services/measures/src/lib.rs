//! THE NUMBERS. Pure statistics and the figures of the analyst's first page.
//!
//! Rows go in, a [`Figure`] comes out: `measure("in-time", &rows, &question)`. The way is always
//! the same: rows as known on a day ([`rows`]), a tally per group, the small-number rules, words.
//! No time, no chance and no place is read here; they are arguments.

mod answer;
mod dimension;
pub mod durations;
pub mod estimate;
mod figure;
mod finish;
mod from_facts;
mod identity;
mod known;
mod layout;
mod left_out;
mod lines;
mod measure;
mod nearest;
mod outcome;
mod prepared;
mod protect;
mod question;
pub mod rows;
mod tally;
pub mod treatment;
mod words;

pub use dimension::Dimension;
pub use figure::{Cell, Count, Excluded, Figure, Period, Revised, Suppressed, Text, Why};
pub use finish::measure;
pub use identity::{Identity, identity};
pub use measure::names;
pub use nearest::nearest;
pub use outcome::{Group, public_group};
pub use prepared::Prepared;
pub use question::{Frozen, Question, ShardPosition, Standard, Unknown};
