//! What a decision may look at beside the case: who serves where, and the rules in force.

use jiff::tz::TimeZone;

use crate::office::Office;
use crate::rule::RuleBook;

/// Everything that `decide` is given beside state, command and moment.
#[derive(Debug)]
pub struct Context<'a> {
    /// The office's units, posts and reporting lines.
    pub office: &'a Office,
    /// The rules in force.
    pub rules: &'a RuleBook,
    /// The deciding office's time zone: civil dates are taken there.
    pub zone: &'a TimeZone,
}
