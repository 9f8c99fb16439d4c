//! What a measure finds in a set of rows, before anything is hidden or put into words.
//! Only `finish` turns a tally into a figure, so no measure can forget the small-number rules.

use crate::estimate::{Incidence, Interval, Survival};
use crate::treatment::Because;

/// Events that a median, and a ninetieth percentile, must rest on.
pub(crate) const MEDIAN_NEEDS: u64 = 20;
pub(crate) const P90_NEEDS: u64 = 50;

/// The days at which a curve is read off for the table.
pub(crate) const DAYS_SHOWN: [i64; 6] = [30, 42, 60, 90, 120, 180];

/// One measure over one set of rows.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    /// Counts by line. They add up to the denominator, unless `adds_up` is false.
    pub parts: Vec<(String, u64)>,
    pub adds_up: bool,
    pub numerator: Above,
    pub denominator: Below,
    /// Sums of days, where the measure is about days and the parts only count what they rest on.
    pub amounts: Option<(i64, i64)>,
    pub left_out: Vec<Because>,
    /// Parts that another figure's counts would give away, so they are hidden whatever their size.
    pub given_away: Vec<&'static str>,
    pub answer: Answer,
    pub lines: Vec<Line>,
}

/// What stands above the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Above {
    Part(&'static str),
    AllBut(&'static str),
    All,
}

/// What stands below the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Below {
    Total,
    Part(&'static str),
    Nothing,
}

/// The value, and what it must rest on before it may be shown.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// The numerator itself.
    Count,
    /// Numerator over denominator, with Wilson's interval.
    Share,
    /// A ratio that is no share, such as a clearance rate.
    Ratio(f64),
    /// A share read off a curve: `None` if nobody has been followed so far.
    Read { share: Option<f64>, interval: Option<Interval> },
    /// A number of days that rests on so many events; `None` if it was not reached.
    Days(Days),
    /// Needs a service standard, and none was given.
    NoStandard,
}

/// A quantile in days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    pub at: Option<i64>,
    pub interval: Option<Interval>,
    pub events: u64,
    pub needs: u64,
}

/// Something shown beside the value.
#[derive(Debug, Clone)]
pub(crate) enum Line {
    /// A count inside another count.
    Of { key: &'static str, count: u64, of: u64 },
    /// A count that is part of no sum.
    Count { key: &'static str, count: u64 },
    /// Another way to divide the whole.
    Split(Vec<(String, u64)>),
    /// A number of days; also told for each group.
    Days { key: String, days: Days },
    /// A mean over so many.
    Mean { key: String, value: f64, over: u64 },
    /// A curve of shares by day.
    Curve { key: String, points: Vec<Point> },
}

/// One day of a curve. `events` counts up to and including that day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    pub day: i64,
    pub share: f64,
    pub band: Option<Interval>,
    pub events: u64,
}

impl Tally {
    /// Parts that add up, nothing left out and no further lines yet.
    pub(crate) fn of(parts: Vec<(String, u64)>, numerator: Above, answer: Answer) -> Self {
        Tally {
            parts,
            adds_up: true,
            numerator,
            denominator: Below::Total,
            amounts: None,
            left_out: Vec::new(),
            given_away: Vec::new(),
            answer,
            lines: Vec::new(),
        }
    }

    pub(crate) fn leaving_out(mut self, left_out: Vec<Because>) -> Self {
        self.left_out = left_out;
        self
    }

    pub(crate) fn with(mut self, lines: impl IntoIterator<Item = Line>) -> Self {
        self.lines.extend(lines);
        self
    }

    pub(crate) fn part(&self, key: &str) -> u64 {
        self.parts.iter().find(|(name, _)| name == key).map_or(0, |(_, count)| *count)
    }

    pub(crate) fn total(&self) -> u64 {
        self.parts.iter().map(|(_, count)| count).sum()
    }

    pub(crate) fn numerator(&self) -> u64 {
        match self.numerator {
            Above::Part(key) => self.part(key),
            Above::AllBut(key) => self.total() - self.part(key),
            Above::All => self.total(),
        }
    }

    pub(crate) fn denominator(&self) -> u64 {
        match self.denominator {
            Below::Part(key) => self.part(key),
            Below::Total | Below::Nothing => self.total(),
        }
    }
}

/// Counts by line, with a line for every key even where there is none.
pub(crate) fn count_by<'a>(
    keys: impl IntoIterator<Item = &'static str>,
    found: impl IntoIterator<Item = &'a str>,
) -> Vec<(String, u64)> {
    let mut parts: Vec<(String, u64)> = keys.into_iter().map(|key| (key.to_owned(), 0)).collect();
    for key in found {
        match parts.iter_mut().find(|(name, _)| name == key) {
            Some((_, count)) => *count += 1,
            None => parts.push((key.to_owned(), 1)),
        }
    }
    parts
}

impl Days {
    /// A quantile of a curve of those still waiting.
    pub(crate) fn of_survival(curve: &Survival, q: f64, needs: u64) -> Self {
        let interval = (curve.events() > 0).then(|| curve.quantile_interval(q));
        Days { at: curve.quantile(q), interval, events: curve.events(), needs }
    }

    /// A quantile of a curve of those who had the event.
    pub(crate) fn of_incidence(curve: &Incidence, q: f64, needs: u64) -> Self {
        let interval = (curve.events() > 0).then(|| curve.quantile_interval(q));
        Days { at: curve.quantile(q), interval, events: curve.events(), needs }
    }

    /// A quantile of values that were all observed.
    pub(crate) fn of_values(values: &[i64], q: f64, needs: u64) -> Self {
        let at = crate::estimate::quantile(values, q);
        Days { at, interval: None, events: values.len() as u64, needs }
    }
}

/// The curve of an incidence, at the days of the table and at each of its own steps.
pub(crate) fn incidence_line(key: impl Into<String>, curve: &Incidence) -> Line {
    let shown = DAYS_SHOWN.into_iter().filter(|day| *day <= curve.seen_until);
    let mut days: Vec<i64> = shown.chain(curve.steps.iter().map(|step| step.day)).collect();
    days.sort_unstable();
    days.dedup();
    let point = |day| {
        let step = curve.step(day);
        Point {
            day,
            share: step.map_or(0.0, |step| step.share),
            band: step.and_then(|step| step.band),
            events: step.map_or(0, |step| step.events),
        }
    };
    Line::Curve { key: key.into(), points: days.into_iter().map(point).collect() }
}

/// The curve of those still waiting, at each of its steps.
pub(crate) fn survival_line(key: impl Into<String>, curve: &Survival) -> Line {
    let point = |step: &crate::estimate::SurvivalStep| Point {
        day: step.day,
        share: step.share,
        band: step.band,
        events: step.events,
    };
    let points = curve.steps.iter().map(point).collect();
    Line::Curve { key: key.into(), points }
}
