//! The clocks of a recourse, each with the way its date was worked out. One engine (`domain`)
//! counts; here its result is only named, for the desk's page and for programs alike.

use domain::case::Case;
use domain::deadline::{Derivation, Line};
use domain::recourse::Recourse;
use domain::recourse::inquiry::{DOCUMENTS, Inquiry, TARGET, Terminal};
use domain::rule::{NoSuchRule, Rule, RuleBook};
use domain::{RecourseId, deadline};
use jiff::civil::Date;
use serde::Serialize;

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It runs.
    Running,
    /// It stands still while the traveller is waited for.
    Paused,
    /// Its day has passed.
    Late,
    /// It ended in time.
    Met,
    /// It ended late.
    Missed,
    /// It ended with the recourse, without a decision.
    Stopped,
}

impl State {
    /// Code, as in the wording keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Late => "late",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Stopped => "stopped",
        }
    }
}

/// One clock.
#[derive(Debug, Clone)]
pub struct Clock<'a> {
    /// The recourse.
    pub recourse: RecourseId,
    /// `documents` binds the traveller, `target` this office.
    pub kind: &'static str,
    /// The rule that it follows.
    pub rule: &'a Rule,
    /// How its date was worked out.
    pub derivation: Derivation,
    /// The day that was told, where it differs from what the rule gives now.
    pub told: Option<Date>,
    /// How it stands.
    pub state: State,
}

impl Clock<'_> {
    /// Days left; negative when late.
    pub fn left(&self, today: Date) -> i32 {
        deadline::days(today, self.due())
    }

    /// Its last day: the one that was told, where one was.
    pub fn due(&self) -> Date {
        self.told.unwrap_or(self.derivation.told.due)
    }

    /// Days counted and days paused so far.
    pub fn sums(&self) -> (i32, i32) {
        let mut sums = (0, 0);
        for line in &self.derivation.lines {
            match line {
                Line::Counted { days, .. } => sums.0 += days,
                Line::Paused { days, .. } => sums.1 += days,
                Line::Trigger { .. } | Line::Due { .. } => {}
            }
        }
        sums
    }
}

/// Every clock of a case.
pub fn clocks<'a>(
    case: &Case,
    rules: &'a RuleBook,
    today: Date,
) -> Result<Vec<Clock<'a>>, NoSuchRule> {
    let mut all = Vec::new();
    for recourse in &case.recourses {
        let Recourse::Inquiry(inquiry) = recourse;
        all.extend(documents(inquiry, rules, today)?);
        all.extend(target(inquiry, rules, today)?);
    }
    Ok(all)
}

fn documents<'a>(
    inquiry: &Inquiry,
    rules: &'a RuleBook,
    today: Date,
) -> Result<Option<Clock<'a>>, NoSuchRule> {
    let Some(wait) = inquiry.wait.as_ref().filter(|_| inquiry.open()) else {
        return Ok(None);
    };
    let limit = rules.limit(DOCUMENTS)?;
    let derivation = limit.due(wait.told.trigger);
    let told = (derivation.told.due != wait.told.due).then_some(wait.told.due);
    let state = if today > wait.told.due { State::Late } else { State::Running };
    let rule = &limit.0;
    Ok(Some(Clock { recourse: inquiry.id, kind: "documents", rule, derivation, told, state }))
}

/// A closed recourse is counted as of the day on which it ended.
fn target<'a>(
    inquiry: &Inquiry,
    rules: &'a RuleBook,
    today: Date,
) -> Result<Option<Clock<'a>>, NoSuchRule> {
    let spell = inquiry.spell();
    let Some(complete) = spell.complete else {
        return Ok(None);
    };
    let standard = rules.standard(TARGET)?;
    let as_of = spell.ended.map_or(today, |(on, _)| on);
    let derivation = standard.due(complete, &spell.pauses, as_of);
    let due = derivation.told.due;
    let state = match spell.ended {
        Some((on, Terminal::Decided)) if on <= due => State::Met,
        Some((_, Terminal::Decided)) => State::Missed,
        Some(_) => State::Stopped,
        None if derivation.paused => State::Paused,
        None if today > due => State::Late,
        None => State::Running,
    };
    let rule = &standard.0;
    Ok(Some(Clock { recourse: inquiry.id, kind: "target", rule, derivation, told: None, state }))
}
