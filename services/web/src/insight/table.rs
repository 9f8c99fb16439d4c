//! The table beside a chart: the same cells, the same words. Nothing is drawn that is not in a
//! table, and nothing is rounded in one of them alone.

use measures::{Cell, Dimension, Figure};

use super::names::{self, Kind, NOTHING, say};
use crate::words::Words;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// Heads of the columns; the first is that of the rows' names.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<String>,
}

/// Every table of a figure.
pub fn tables(w: Words, figure: &Figure) -> Vec<Table> {
    let all = [lines(w, figure), groups(w, figure), days(w, figure)];
    all.into_iter().filter(|table| !table.rows.is_empty()).collect()
}

/// The value of a cell in words, or why there is none.
pub fn words(w: Words, figure: &Figure, cell: &Cell) -> String {
    match (cell.value, cell.reason) {
        (Some(value), _) => names::value(w, names::kind(figure, cell), value),
        (None, Some(why)) => names::why(w, why),
        (None, None) => cell.numerator.map_or(NOTHING.to_owned(), |count| names::count(w, count)),
    }
}

/// The count of a cell, and out of how many.
pub fn counts(w: Words, cell: &Cell) -> String {
    let Some(above) = cell.numerator else { return NOTHING.to_owned() };
    let above = names::count(w, above);
    match cell.denominator {
        Some(below) => w.t2("insight-of", "count", above, "all", names::count(w, below)),
        None => above,
    }
}

fn range(w: Words, figure: &Figure, cell: &Cell) -> String {
    let range = cell.interval.map(|i| names::range(w, names::kind(figure, cell), i.low, i.high));
    range.filter(|range| !range.is_empty()).unwrap_or_else(|| NOTHING.to_owned())
}

/// The figure itself as a cell, so that it is written like all others.
pub fn headline(figure: &Figure) -> Cell {
    Cell {
        line: "total".to_owned(),
        label: figure.title.clone(),
        group: None,
        within: None,
        day: None,
        numerator: figure.numerator,
        denominator: figure.denominator,
        value: figure.value,
        reason: figure.reason,
        interval: figure.interval,
    }
}

/// Lines of the whole.
pub fn whole(figure: &Figure) -> impl Iterator<Item = &Cell> {
    figure.series.iter().filter(|cell| cell.group.is_none() && cell.day.is_none())
}

fn lines(w: Words, figure: &Figure) -> Table {
    let mut total = headline(figure);
    (total.label.en, total.label.fr) = ("All".to_owned(), "Ensemble".to_owned());
    let cells = std::iter::once(&total).chain(whole(figure));
    let row = |cell: &Cell| Row {
        name: say(w, &cell.label).to_owned(),
        fields: vec![counts(w, cell), value_or_nothing(w, figure, cell), range(w, figure, cell)],
    };
    Table {
        caption: w.t("insight-table-lines"),
        heads: [
            "insight-head-line",
            "insight-head-count",
            "insight-head-value",
            "insight-head-range",
        ]
        .map(|key| w.t(key))
        .to_vec(),
        rows: cells.map(row).collect(),
    }
}

fn value_or_nothing(w: Words, figure: &Figure, cell: &Cell) -> String {
    let is_told = cell.value.is_some() || cell.reason.is_some();
    if is_told { words(w, figure, cell) } else { NOTHING.to_owned() }
}

/// The dimension by which a figure is told apart in the end.
pub fn told_by(figure: &Figure) -> Option<Dimension> {
    figure.suppressed.rolled_up_to.or(figure.group_by)?.parse().ok()
}

/// The cells of each group, in the order of the places' list or of the codes.
pub fn grouped(figure: &Figure) -> Vec<(&str, Vec<&Cell>)> {
    let mut groups: Vec<(&str, Vec<&Cell>)> = Vec::new();
    for cell in figure.series.iter().filter(|cell| cell.day.is_none()) {
        let Some(group) = cell.group.as_deref() else { continue };
        let same = groups.iter_mut().find(|(known, cells)| {
            *known == group && cells.first().is_some_and(|first| first.within == cell.within)
        });
        match same {
            Some((_, cells)) => cells.push(cell),
            None => groups.push((group, vec![cell])),
        }
    }
    groups
}

fn groups(w: Words, figure: &Figure) -> Table {
    let Some(dimension) = told_by(figure) else { return Table::default() };
    let groups = grouped(figure);
    let Some((_, first)) = groups.first() else { return Table::default() };
    let mut heads = vec![names::dimension(w, dimension), w.t("insight-head-count")];
    heads.extend([w.t("insight-head-value"), w.t("insight-head-range")]);
    heads.extend(first.iter().filter(|c| c.line != "total").map(|c| say(w, &c.label).to_owned()));
    let row = |(code, cells): &(&str, Vec<&Cell>)| {
        let mut fields = Vec::new();
        for cell in cells {
            if cell.line == "total" {
                fields.extend([
                    counts(w, cell),
                    value_or_nothing(w, figure, cell),
                    range(w, figure, cell),
                ]);
            } else if cell.numerator.is_some() {
                fields.push(counts(w, cell));
            } else {
                fields.push(words(w, figure, cell));
            }
        }
        Row { name: names::name(w, dimension, code), fields }
    };
    Table {
        caption: w.t1("insight-table-groups", "dimension", names::dimension(w, dimension)),
        heads,
        rows: groups.iter().map(row).collect(),
    }
}

/// The lines of the curves, in order.
pub fn curves(figure: &Figure) -> Vec<(&Cell, Vec<&Cell>)> {
    let mut curves: Vec<(&Cell, Vec<&Cell>)> = Vec::new();
    for cell in figure.series.iter().filter(|cell| cell.day.is_some()) {
        match curves.iter_mut().find(|(first, _)| first.line == cell.line) {
            Some((_, cells)) => cells.push(cell),
            None => curves.push((cell, vec![cell])),
        }
    }
    curves
}

fn days(w: Words, figure: &Figure) -> Table {
    let curves = curves(figure);
    let mut days: Vec<i64> = figure.series.iter().filter_map(|cell| cell.day).collect();
    days.sort_unstable();
    days.dedup();
    let mut heads = vec![w.t("insight-head-day")];
    for (first, _) in &curves {
        heads.extend([say(w, &first.label).to_owned(), w.t("insight-head-range")]);
    }
    let row = |day: &i64| {
        let mut fields = Vec::new();
        for (_, cells) in &curves {
            let cell = cells.iter().find(|cell| cell.day == Some(*day));
            fields.push(cell.map_or(NOTHING.to_owned(), |cell| words(w, figure, cell)));
            fields.push(cell.map_or(NOTHING.to_owned(), |cell| range(w, figure, cell)));
        }
        Row { name: w.number(*day), fields }
    };
    Table { caption: w.t("insight-table-days"), heads, rows: days.iter().map(row).collect() }
}

/// Where a likely range begins and ends, if both are known.
pub fn ends(cell: &Cell) -> Option<(f64, f64)> {
    let interval = cell.interval?;
    interval.low.zip(interval.high)
}

/// Whether a kind is drawn against a whole.
pub const fn whole_of(kind: Kind) -> Option<f64> {
    match kind {
        Kind::Share => Some(1.0),
        Kind::Count | Kind::Ratio | Kind::Days => None,
    }
}
