//! The figures, seen from outside the crate.

mod answers;
mod cases;
mod history;
mod identity;
mod oracle;
mod sealed;
mod suppression;
mod treatment;
mod worked_example;
