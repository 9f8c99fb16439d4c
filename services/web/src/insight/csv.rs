//! A figure as a file of comma-separated values: one cell a row, every row with the question, the
//! position and the digest, so that a row cut out of the file still says where it comes from. It
//! holds the cells of the page and nothing else.

use std::fmt::Write as _;

use measures::{Cell, Count, Dimension, Excluded, Figure, Text};
use serde_json::Value;

use super::names;
use super::table;
use crate::lang::Lang;
use crate::words::Words;

/// The mark by which some spreadsheets know the encoding.
const BOM: char = '\u{feff}';

/// Heads of the columns.
pub const HEADS: [&str; 27] = [
    "measure",
    "definition_version",
    "unit",
    "basis",
    "from",
    "to",
    "as_of_day",
    "as_of",
    "synthetic",
    "filters",
    "group_by",
    "rows",
    "line",
    "line_en",
    "line_fr",
    "group",
    "group_en",
    "group_fr",
    "within",
    "day",
    "numerator",
    "denominator",
    "value",
    "low",
    "high",
    "reason",
    "query_hash",
];

/// The file of a figure.
pub fn file(figure: &Figure, bom: bool) -> String {
    let mut text = if bom { String::from(BOM) } else { String::new() };
    line(&mut text, HEADS.iter().map(|head| (*head).to_owned()));
    let mut headline = table::headline(figure);
    headline.line = "figure".to_owned();
    let mut last = excluded(&figure.excluded);
    last.push(suppressed(figure));
    for cell in std::iter::once(&headline).chain(&figure.series).chain(&last) {
        line(&mut text, row(figure, cell).into_iter());
    }
    text
}

fn row(figure: &Figure, cell: &Cell) -> [String; 27] {
    let number = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    let dimension = table::told_by(figure);
    let group = |lang| group(cell, dimension, Words::new(lang));
    let interval = cell.interval;
    [
        figure.name.to_owned(),
        figure.definition_version.to_string(),
        figure.unit.to_owned(),
        figure.basis.to_owned(),
        figure.period.from.to_string(),
        figure.period.to.to_string(),
        figure.as_of_day.to_string(),
        positions(figure),
        figure.synthetic.to_string(),
        filters(figure),
        dimension.map(Dimension::name).unwrap_or_default().to_owned(),
        count(Some(figure.rows)),
        cell.line.clone(),
        cell.label.en.clone(),
        cell.label.fr.clone(),
        cell.group.clone().unwrap_or_default(),
        group(Lang::En),
        group(Lang::Fr),
        cell.within.clone().unwrap_or_default(),
        cell.day.map(|day| day.to_string()).unwrap_or_default(),
        count(cell.numerator),
        count(cell.denominator),
        number(cell.value),
        number(interval.and_then(|i| i.low)),
        number(interval.and_then(|i| i.high)),
        cell.reason.map(code).unwrap_or_default(),
        figure.query_hash.clone(),
    ]
}

fn group(cell: &Cell, dimension: Option<Dimension>, w: Words) -> String {
    let named = cell.group.as_deref().zip(dimension);
    named.map(|(code, dimension)| names::name(w, dimension, code)).unwrap_or_default()
}

fn positions(figure: &Figure) -> String {
    let positions: Vec<String> =
        figure.as_of.iter().map(|p| format!("{}:{}", p.shard, p.position)).collect();
    positions.join(";")
}

fn filters(figure: &Figure) -> String {
    let filters: Vec<String> =
        figure.filters.iter().map(|(name, code)| format!("{name}:{code}")).collect();
    filters.join(";")
}

fn count(count: Option<Count>) -> String {
    match count {
        None => String::new(),
        Some(Count::Exact(count)) => count.to_string(),
        Some(Count::Under10) => "under 10".to_owned(),
        Some(Count::Hidden) => "hidden".to_owned(),
    }
}

fn code(why: measures::Why) -> String {
    match serde_json::to_value(why) {
        Ok(Value::String(code)) => code,
        Ok(_) | Err(_) => String::new(),
    }
}

/// What was left out, as lines of its own.
fn excluded(excluded: &Excluded) -> Vec<Cell> {
    let reasons = [
        ("immature", excluded.immature),
        ("withdrawn-before", excluded.withdrawn_before),
        ("abandoned-before", excluded.abandoned_before),
        ("superseded-before", excluded.superseded_before),
        ("returned", excluded.returned),
        ("transferred", excluded.transferred),
        ("duplicate", excluded.duplicate),
        ("never-complete", excluded.never_complete),
        ("imported", excluded.imported),
        ("no-decision", excluded.no_decision),
    ];
    let cell = |(name, count)| bare(format!("left-out-{name}"), Text::default(), count);
    reasons.into_iter().map(cell).collect()
}

/// How many cells are hidden, and by which rule: a file without masks says so too.
fn suppressed(figure: &Figure) -> Cell {
    let cells = Count::Exact(figure.suppressed.cells);
    bare("hidden-cells".to_owned(), figure.suppressed.rule.clone(), cells)
}

const fn bare(line: String, label: Text, count: Count) -> Cell {
    Cell {
        line,
        label,
        group: None,
        within: None,
        day: None,
        numerator: Some(count),
        denominator: None,
        value: None,
        reason: None,
        interval: None,
    }
}

fn line(text: &mut String, fields: impl Iterator<Item = String>) {
    for (place, field) in fields.enumerate() {
        let mark = if place == 0 { "" } else { "," };
        let _written = write!(text, "{mark}{}", quoted(&guarded(field)));
    }
    text.push_str("\r\n");
}

/// A spreadsheet must never take a text for a formula.
fn guarded(field: String) -> String {
    let is_number = field.parse::<f64>().is_ok();
    let starts = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if starts && !is_number { format!("'{field}") } else { field }
}

fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n', '\r']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_field_is_taken_for_a_formula() {
        assert_eq!(guarded("=1+1".to_owned()), "'=1+1");
        assert_eq!(guarded("@sum".to_owned()), "'@sum");
        assert_eq!(guarded("-0.5".to_owned()), "-0.5");
        assert_eq!(quoted("Alburg, \"old\""), "\"Alburg, \"\"old\"\"\"");
    }
}
