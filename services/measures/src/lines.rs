//! The table of a figure: its parts, its groups, its further lines and its curves, each as far as
//! the small-number rules allow.

use crate::answer::{days_told, show, show_alone, tell};
use crate::estimate::real;
use crate::figure::{Cell, Count, Text, Why};
use crate::layout::Layout;
use crate::protect::{SMALL, Table, is_small, protect};
use crate::question::Question;
use crate::tally::{Line, Point};
use crate::words;

/// The least that a mean may rest on.
const MEAN_NEEDS: u64 = 20;

pub(crate) fn series(layout: &Layout<'_>, question: &Question) -> Vec<Cell> {
    let mut cells = parts(layout, 0);
    for line in &layout.tallies[0].lines {
        cells.extend(of_line(line, layout.hides(0, None), question.exact));
    }
    for row in layout.finest..layout.paths.len() {
        let (group, within) = layout.group(row);
        let mut mine = vec![total(layout, row, question.exact)];
        mine.extend(parts(layout, row));
        let lines = layout.tallies[row].lines.iter();
        let days = lines.filter(|line| matches!(line, Line::Days { .. }));
        let hidden = layout.hides(row, None);
        mine.extend(days.flat_map(|line| of_line(line, hidden, question.exact)));
        cells.extend(mine.into_iter().map(|cell| Cell {
            group: group.clone(),
            within: within.clone(),
            ..cell
        }));
    }
    cells
}

fn parts(layout: &Layout<'_>, row: usize) -> Vec<Cell> {
    let tally = &layout.tallies[row];
    let part = |key: &String| {
        let count = show(tally.part(key), layout.hides(row, Some(key)));
        let share = match (count, tally.adds_up && !layout.hides(row, None)) {
            (Count::Exact(count), true) if tally.total() > 0 => {
                Some(real(count) / real(tally.total()))
            }
            (Count::Exact(_) | Count::Under10 | Count::Hidden, _) => None,
        };
        Cell { numerator: Some(count), value: share, ..cell(key) }
    };
    layout.keys.iter().map(part).collect()
}

fn total(layout: &Layout<'_>, row: usize, exact: bool) -> Cell {
    let told = tell(layout, row, exact);
    Cell {
        numerator: told.numerator,
        denominator: told.denominator,
        value: told.value,
        reason: told.why,
        interval: told.interval,
        ..cell("total")
    }
}

fn of_line(line: &Line, whole_hidden: bool, exact: bool) -> Vec<Cell> {
    match line {
        Line::Of { key, count, of } => vec![share_of(key, *count, *of, exact)],
        Line::Count { key, count } => {
            vec![Cell { numerator: Some(show_alone(*count, exact)), ..cell(key) }]
        }
        Line::Split(parts) => split(parts, whole_hidden, exact),
        Line::Days { key, days } => {
            let (value, interval, why) = days_told(days, exact);
            let hide = whole_hidden && !exact;
            let (value, interval) = if hide { (None, None) } else { (value, interval) };
            let reason = if hide { Some(Why::Small) } else { why };
            vec![Cell { value, reason, interval, ..cell(key) }]
        }
        Line::Mean { key, value, over } => {
            let few = *over < MEAN_NEEDS && !exact;
            let reason = few.then_some(Why::TooFewEvents);
            let value = Some(*value).filter(|value| !few && value.is_finite());
            vec![Cell { value, reason, ..cell(key) }]
        }
        Line::Curve { .. } if whole_hidden && !exact => Vec::new(),
        Line::Curve { key, points } => curve(key, points, exact),
    }
}

/// A count inside a count: shown only if the rest could be shown too.
fn share_of(key: &str, count: u64, of: u64, exact: bool) -> Cell {
    let hide = !exact && (is_small(count) || is_small(of) || is_small(of.saturating_sub(count)));
    let value = (!hide && (of >= 30 || exact) && of > 0).then(|| real(count) / real(of));
    Cell {
        numerator: Some(show(count, hide)),
        denominator: Some(show(of, hide)),
        value,
        ..cell(key)
    }
}

fn split(parts: &[(String, u64)], whole_hidden: bool, exact: bool) -> Vec<Cell> {
    let mut table = Table::new(true);
    table.push(None, &parts.iter().map(|(_, count)| *count).collect::<Vec<_>>());
    let mut hidden = vec![false; table.len()];
    if !exact {
        hidden[table.len() - 1] = whole_hidden;
        protect(&table, 0, &mut hidden);
        if hidden[table.len() - 1] && !whole_hidden {
            hidden.fill(true);
        }
    }
    let shown = parts.iter().enumerate().map(|(column, (key, count))| Cell {
        numerator: Some(show(*count, hidden[column])),
        ..cell(key)
    });
    shown.collect()
}

/// The points of a curve; outside, only such that no step tells of fewer than ten events.
fn curve(key: &str, points: &[Point], exact: bool) -> Vec<Cell> {
    let mut told = 0;
    let mut cells = Vec::new();
    for point in points {
        let step = point.events - told;
        if exact || step == 0 || step >= SMALL {
            told = point.events;
            let (value, interval) = (Some(point.share), point.band);
            cells.push(Cell { day: Some(point.day), value, interval, ..cell(key) });
        }
    }
    cells
}

fn cell(key: &str) -> Cell {
    Cell {
        line: key.to_owned(),
        label: words::label(key),
        group: None,
        within: None,
        day: None,
        numerator: None,
        denominator: None,
        value: None,
        reason: None,
        interval: None,
    }
}

impl From<words::Both> for Text {
    fn from(both: words::Both) -> Text {
        Text { en: both.en.to_owned(), fr: both.fr.to_owned() }
    }
}
