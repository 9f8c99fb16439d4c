//! How a date was worked out, in words: point of departure, days counted, days that did not
//! count, the rule with its source, and how far it was confirmed.

use domain::deadline::Line;
use domain::rule::{Bilingual, Confidence, Rule};
use jiff::civil::Date;

use super::clocks::{Clock, State};
use crate::words::Words;

/// A clock in words.
pub struct Explained {
    /// What it is.
    pub title: String,
    /// How it stands.
    pub state: String,
    /// Colour of the state.
    pub colour: &'static str,
    /// Its last day.
    pub due: String,
    /// Days left, or late.
    pub left: String,
    /// How it was worked out, line by line.
    pub lines: Vec<String>,
    /// The rule and its version.
    pub rule: String,
    /// What supports it.
    pub sources: Vec<String>,
    /// Said where the rule could not be confirmed.
    pub unconfirmed: Option<String>,
    /// What follows when it is missed.
    pub missed: String,
}

/// Whichever text is in the language.
pub fn pick(w: Words, text: &Bilingual) -> &str {
    w.pick(&text.en, &text.fr)
}

/// A clock in words.
pub fn clock(w: Words, clock: &Clock<'_>, today: Date) -> Explained {
    let left = clock.left(today);
    let left = match clock.state {
        State::Late => w.t1("desk-days-late", "count", -left),
        State::Running => w.t1("desk-days-left", "count", left),
        State::Paused => w.t("desk-clock-paused"),
        State::Met | State::Missed | State::Stopped => String::new(),
    };
    let mut lines: Vec<String> = clock.derivation.lines.iter().map(|l| line(w, l)).collect();
    if let Some(told) = clock.told {
        lines.push(w.t1("desk-how-told", "date", w.date(&told)));
    }
    let (counted, paused) = clock.sums();
    lines.push(w.t2("desk-how-sum", "counted", counted, "paused", paused));
    Explained {
        title: pick(w, &clock.rule.title).to_owned(),
        state: w.of("desk-clock-{state}", clock.state.code()),
        colour: colour(clock.state),
        due: w.date(&clock.due()),
        left,
        lines,
        rule: rule(w, clock.rule),
        sources: clock.rule.sources.iter().map(|s| s.cite.clone()).collect(),
        unconfirmed: (clock.rule.confidence == Confidence::Unconfirmed)
            .then(|| w.t("desk-unconfirmed")),
        missed: pick(w, &clock.rule.missed).to_owned(),
    }
}

const fn colour(state: State) -> &'static str {
    match state {
        State::Running => "green",
        State::Paused => "yellow",
        State::Late | State::Missed => "red",
        State::Met | State::Stopped => "grey",
    }
}

fn rule(w: Words, rule: &Rule) -> String {
    w.t2("desk-rule", "rule", &rule.id, "version", rule.version)
}

fn line(w: Words, line: &Line) -> String {
    match line {
        Line::Trigger { on } => w.t1("desk-how-trigger", "date", w.date(on)),
        Line::Counted { to, days, .. } => {
            w.t2("desk-how-counted", "count", days, "date", w.date(to))
        }
        Line::Paused { from, to: Some(to), days } => w.with(
            "desk-how-paused",
            &[("count", days.to_string()), ("from", w.date(from)), ("to", w.date(to))],
        ),
        Line::Paused { from, to: None, days } => {
            w.t2("desk-how-pausing", "count", days, "date", w.date(from))
        }
        Line::Due { on } => w.t1("desk-how-due", "date", w.date(on)),
    }
}
