//! Short ways to write down rows and questions.

use jiff::civil::Date;
use measures::durations::{WAIT_TRAVELLER, after};
use measures::rows::{Disposition, End, Issue, Pause, Recourse, Spell, Terminal};
use measures::{Cell, Count, Figure, Question, Standard, measure};

/// Day 0 of every test: a first day of a quarter.
pub(crate) const DAY_0: Date = jiff::civil::date(2024, 1, 1);

pub(crate) fn day(number: i64) -> Date {
    after(DAY_0, number)
}

/// A spell whose file was complete when it came.
pub(crate) fn spell(received: i64) -> Spell {
    Spell {
        received: day(received),
        complete: Some(day(received)),
        first_action: None,
        pauses: Vec::new(),
        ended: None,
        reopened_for: None,
    }
}

pub(crate) fn ended(received: i64, kind: Terminal, on: i64) -> Spell {
    Spell { ended: Some(End { on: day(on), kind }), ..spell(received) }
}

pub(crate) fn wait(from: i64, to: Option<i64>) -> Pause {
    Pause { reason: WAIT_TRAVELLER.to_owned(), from: day(from), to: to.map(day) }
}

pub(crate) fn row(spells: Vec<Spell>) -> Recourse {
    Recourse { mechanism: "inquiry".to_owned(), spells, ..Recourse::default() }
}

pub(crate) fn issue(outcome: &str, on: i64) -> Issue {
    let outcome = Some(outcome.to_owned());
    Issue { dispositions: vec![Disposition { on: day(on), outcome, root_cause: None }] }
}

pub(crate) fn standard() -> Standard {
    Standard {
        rule: "inquiry-target".to_owned(),
        days: 42,
        confidence: "unconfirmed".to_owned(),
        source: "this office".to_owned(),
    }
}

/// A question inside, with a reason: exact counts.
pub(crate) fn exact(from: i64, to: i64, as_of: i64) -> Question {
    let mut question = Question::new(day(from), day(to), day(as_of));
    question.exact = true;
    question.standard = Some(standard());
    question
}

/// A question outside about the first half of the year, read a year later.
pub(crate) fn outside() -> Question {
    let mut question = Question::new(day(0), jiff::civil::date(2024, 7, 1), day(366));
    question.standard = Some(standard());
    question
}

/// The figure of a measure that exists.
pub(crate) fn asked(name: &str, rows: &[Recourse], question: &Question) -> Figure {
    measure(name, rows, question).expect("a measure and filters that exist")
}

/// Numerator and denominator of a share.
pub(crate) fn counts(figure: &Figure) -> (Count, Count) {
    (figure.numerator.expect("a numerator"), figure.denominator.expect("a denominator"))
}

pub(crate) fn line<'a>(figure: &'a Figure, line: &str) -> &'a Cell {
    let mut cells = figure.series.iter().filter(|cell| cell.line == line && cell.group.is_none());
    cells.next().unwrap_or_else(|| panic!("{} has no line {line}", figure.name))
}

pub(crate) fn on_day(figure: &Figure, line: &str, day: i64) -> f64 {
    let mut cells =
        figure.series.iter().filter(|cell| cell.line == line && cell.day.is_some_and(|d| d <= day));
    cells.next_back().and_then(|cell| cell.value).unwrap_or(0.0)
}

pub(crate) fn count(figure: &Figure, name: &str) -> Count {
    line(figure, name).numerator.expect("a line of counts")
}

#[track_caller]
pub(crate) fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.000_05, "{found} is not {expected}");
}
