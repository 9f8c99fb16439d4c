//! What will come due, from the state alone. The scheduler keeps these as rows and asks for
//! each when its day comes; the decider looks here again, so that a stale row can waste a
//! command but never write a wrong event.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::state::{Inquiry, Wait};
use crate::deadline::{days, plus_days};
use crate::rule::{NoSuchRule, RuleBook};

/// Rule of the days in which documents are due.
pub const DOCUMENTS: &str = "US-D01";
/// Rule of this office's target.
pub const TARGET: &str = "US-D04";
/// Rule of the thirty-day status letter.
pub const STATUS: &str = "US-D32";
/// Rule of the question about the next crossing.
pub const CROSSING: &str = "RD-CROSSING";
/// Policy: one in how many favourable drafts gets a second signature.
pub const SAMPLE: &str = "RD-SAMPLE";
/// Policy: days that a component has.
pub const COMPONENT: &str = "RD-COMPONENT";
/// Policy: days within which a matter reopens by itself on the same number.
pub const REOPEN: &str = "RD-REOPEN";

/// What comes due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", content = "n", rename_all = "snake_case")]
pub enum TimerKind {
    /// A reminder, so many days after documents were asked for.
    Reminder(u32),
    /// Documents were due; an officer looks at it.
    DocumentsMissed,
    /// A warning to the office, at so many percent of its target.
    Warning(u32),
    /// The office's target has passed.
    Breach,
    /// The n-th status letter since filing.
    Status(u32),
    /// The question about the next crossing, so many days after closing.
    Crossing(u32),
    /// A component's answer is overdue; n counts the tasks.
    ComponentOverdue(u32),
}

impl TimerKind {
    /// Code with its number, unique within a spell: the row's key.
    pub fn code(self) -> String {
        match self {
            Self::Reminder(n) => format!("reminder-{n}"),
            Self::DocumentsMissed => "documents-missed".to_owned(),
            Self::Warning(n) => format!("warning-{n}"),
            Self::Breach => "breach".to_owned(),
            Self::Status(n) => format!("status-{n}"),
            Self::Crossing(n) => format!("crossing-{n}"),
            Self::ComponentOverdue(n) => format!("component-overdue-{n}"),
        }
    }
}

/// One thing that will come due on a day, in the office's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// What.
    pub kind: TimerKind,
    /// First day on which it may fire.
    pub due: Date,
}

/// Everything that will come due as the inquiry stands; what has elapsed is not listed again.
pub fn timers(inquiry: &Inquiry, rules: &RuleBook, today: Date) -> Result<Vec<Timer>, NoSuchRule> {
    let mut all = Vec::new();
    if inquiry.open() {
        all.extend(of_documents(inquiry, rules, today)?);
        all.extend(of_target(inquiry, rules, today)?);
        all.extend(of_status(inquiry, rules)?);
        all.extend(of_components(inquiry));
    } else {
        all.extend(of_crossing(inquiry, rules)?);
    }
    all.retain(|timer| !inquiry.elapsed.contains(&(timer.kind, timer.due)));
    Ok(all)
}

/// Nobody is reminded of what came in, nor of a day that has passed, nor twice at once.
fn of_documents(
    inquiry: &Inquiry,
    rules: &RuleBook,
    today: Date,
) -> Result<Vec<Timer>, NoSuchRule> {
    let Some(Wait { told, items, .. }) = &inquiry.wait else {
        return Ok(Vec::new());
    };
    let rule = &rules.limit(DOCUMENTS)?.0;
    let reminder = |day: &u32| {
        let due = plus_days(told.trigger, i32::try_from(*day).unwrap_or(i32::MAX));
        (due < told.due).then_some(Timer { kind: TimerKind::Reminder(*day), due })
    };
    let mut all: Vec<Timer> = rule.reminders.iter().filter_map(reminder).collect();
    let latest = all.iter().rfind(|timer| timer.due <= today).map(|timer| timer.due);
    let is_news = |timer: &Timer| today <= told.due && latest.is_none_or(|last| timer.due >= last);
    all.retain(|timer| !items.is_empty() && is_news(timer));
    all.push(Timer { kind: TimerKind::DocumentsMissed, due: plus_days(told.due, 1) });
    Ok(all)
}

/// Warnings and breach stand still with the clock: none while the traveller is waited for.
fn of_target(inquiry: &Inquiry, rules: &RuleBook, today: Date) -> Result<Vec<Timer>, NoSuchRule> {
    let Some(spell) = inquiry.spells.last() else {
        return Ok(Vec::new());
    };
    let Some(complete) = spell.complete else {
        return Ok(Vec::new());
    };
    let standard = rules.standard(TARGET)?;
    let derivation = standard.due(complete, &spell.pauses, today);
    if derivation.paused {
        return Ok(Vec::new());
    }
    let due = derivation.told.due;
    let length = i32::try_from(standard.0.length).unwrap_or(i32::MAX);
    let warning = |percent: &u32| {
        let used = length * i32::try_from(*percent).unwrap_or(100) / 100;
        Timer { kind: TimerKind::Warning(*percent), due: plus_days(due, used - length) }
    };
    let mut all: Vec<Timer> = standard.0.warnings.iter().map(warning).collect();
    all.push(Timer { kind: TimerKind::Breach, due: plus_days(due, 1) });
    // Once warned at a share in this spell, a pause does not make the same warning new.
    all.retain(|t| !inquiry.elapsed_in_spell(t.kind));
    Ok(all)
}

/// The next status letter: after the last one, however late that went out, so that months which
/// went by at once give one letter.
fn of_status(inquiry: &Inquiry, rules: &RuleBook) -> Result<Vec<Timer>, NoSuchRule> {
    let Some(spell) = inquiry.spells.last() else {
        return Ok(Vec::new());
    };
    let every = rules.standard(STATUS)?.0.length;
    let told = spell.status_on.map_or(0, |on| days(spell.received, on).max(0));
    let next = told.unsigned_abs() / every.max(1) + 1;
    let after = i32::try_from(next * every).unwrap_or(i32::MAX);
    let due = plus_days(spell.received, after);
    Ok(vec![Timer { kind: TimerKind::Status(next), due }])
}

fn of_components(inquiry: &Inquiry) -> Vec<Timer> {
    let open = inquiry.tasks.iter().zip(1u32..).filter(|(task, _)| task.answered.is_none());
    open.map(|(task, n)| Timer {
        kind: TimerKind::ComponentOverdue(n),
        due: plus_days(task.due, 1),
    })
    .collect()
}

fn of_crossing(inquiry: &Inquiry, rules: &RuleBook) -> Result<Vec<Timer>, NoSuchRule> {
    let Some(closed) = inquiry.closed_on() else {
        return Ok(Vec::new());
    };
    let crossed = |(_, on): &(_, Date)| days(closed, *on) >= 0;
    if inquiry.crossings.iter().any(crossed) {
        return Ok(Vec::new());
    }
    let rule = &rules.standard(CROSSING)?.0;
    let ask = |day: &u32| Timer {
        kind: TimerKind::Crossing(*day),
        due: plus_days(closed, i32::try_from(*day).unwrap_or(i32::MAX)),
    };
    Ok(rule.reminders.iter().map(ask).collect())
}
