//! Dates for the traveller, each with how it was worked out. A date whose rule could not be
//! confirmed says so and is called what it is: this office's own.

use domain::deadline::Line;
use domain::rule::Confidence;
use jiff::civil::Date;

use crate::desk::clocks::{Clock, State};
use crate::words::Words;

/// A clock in words.
pub struct Explained {
    /// What it is.
    pub title: String,
    /// The day, with what it means.
    pub day: String,
    /// How far that is confirmed.
    pub caution: Option<String>,
    /// Line by line.
    pub lines: Vec<String>,
    /// What supports it.
    pub sources: Vec<String>,
    /// What follows when it is missed.
    pub missed: String,
}

/// A clock in words.
pub fn clock(w: Words, clock: &Clock<'_>, today: Date) -> Explained {
    let (rule, due) = (clock.rule, w.date(&clock.due()));
    let is_ours = clock.kind == "target";
    let day = match (is_ours, clock.state) {
        (true, State::Paused) => w.t("clock-ours-paused"),
        (true, _) if clock.due() < today => w.t1("clock-ours-late", "day", due),
        (true, _) => w.t1("clock-ours", "day", due),
        (false, State::Late) => w.t1("clock-yours-late", "day", due),
        (false, _) => w.t1("clock-yours", "day", due),
    };
    let unconfirmed = rule.confidence == Confidence::Unconfirmed;
    let caution = if is_ours { "clock-caution-ours" } else { "clock-caution" };
    Explained {
        title: w.pick(&rule.title.en, &rule.title.fr).to_owned(),
        day,
        caution: unconfirmed.then(|| w.t(caution)),
        lines: clock.derivation.lines.iter().map(|l| line(w, l)).collect(),
        sources: rule.sources.iter().map(|s| cite(&s.cite).to_owned()).collect(),
        missed: w.pick(&rule.missed.en, &rule.missed.fr).to_owned(),
    }
}

/// A source without the key under which the office lists it.
fn cite(source: &str) -> &str {
    let rest = source.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    rest.map_or(source, |(_, rest)| rest)
}

fn line(w: Words, line: &Line) -> String {
    match line {
        Line::Trigger { on } => w.t1("how-trigger", "day", w.date(on)),
        Line::Counted { to, days, .. } => w.t2("how-counted", "count", days, "day", w.date(to)),
        Line::Paused { from, to: Some(to), .. } => {
            w.t2("how-paused", "from", w.date(from), "to", w.date(to))
        }
        Line::Paused { from, to: None, .. } => w.t1("how-pausing", "day", w.date(from)),
        Line::Due { on } => w.t1("how-due", "day", w.date(on)),
    }
}
