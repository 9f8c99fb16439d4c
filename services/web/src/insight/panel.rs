//! One figure as it stands on the page: its sentence, its numbers gross beside net, its charts,
//! their tables, its captions, and what it was counted from.

use jiff::civil::Date;
use measures::{Cell, Count, Dimension, Figure};

use super::chart::bars::{Bars, Given as Bar};
use super::chart::columns::{Columns, Given as Month};
use super::chart::curve::{Axes, Curve, Given as Line, Point};
use super::chart::grid::{Field, Grid, Row as GridRow};
use super::chart::{Chart, Head, area::Area, real};
use super::names::{self, Kind, say};
use super::table::{self, Table};
use crate::words::Words;

/// A number that stands large.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tile {
    /// What it is.
    pub name: String,
    /// The number, or a dash.
    pub words: String,
    /// Its range, or why there is no number.
    pub small: String,
}

/// A figure, ready to be shown.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// Name of the measure; also the panel's place on the page.
    pub name: &'static str,
    /// What it is.
    pub title: String,
    /// Of whom and when, as part of the title.
    pub when: String,
    /// What exactly is counted.
    pub definition: String,
    /// One sentence from the same numbers.
    pub summary: String,
    /// Large numbers.
    pub tiles: Vec<Tile>,
    /// Charts.
    pub charts: Vec<Chart>,
    /// Tables of the same numbers.
    pub tables: Vec<Table>,
    /// Captions.
    pub notes: Vec<String>,
    /// Where cells are hidden: how many, and by which rule.
    pub hidden: Option<String>,
    /// What one counted thing is, and how many were looked at.
    pub unit: String,
    /// Whether the rows are made up.
    pub synthetic: bool,
}

/// How a measure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawing {
    /// Its own lines as bars.
    Lines,
    /// Steps over days, from nothing upwards.
    Rising,
    /// Steps over days, from everybody downwards.
    Falling,
    /// Areas over days.
    Stacked,
    /// Its groups.
    Groups,
    /// Nothing: one ratio.
    Bare,
}

fn drawing(name: &str) -> Drawing {
    match name {
        "time-to-decision" | "first-answer" => Drawing::Rising,
        "time-to-end" => Drawing::Falling,
        "file-to-outcome" => Drawing::Stacked,
        "received" | "in-time" | "in-time-gross" => Drawing::Groups,
        "clearance" | "disposition-time" => Drawing::Bare,
        _ => Drawing::Lines,
    }
}

impl Panel {
    /// The panel of a figure.
    pub fn of(w: Words, figure: &Figure) -> Self {
        let mut notes: Vec<String> = figure.notes.iter().map(|n| say(w, n).to_owned()).collect();
        if figure.synthetic {
            // Said by a tag beside the title.
            notes.pop();
        }
        Self {
            name: figure.name,
            title: split(say(w, &figure.title)).0.to_owned(),
            when: split(say(w, &figure.title)).1.to_owned(),
            definition: say(w, &figure.definition).to_owned(),
            summary: say(w, &figure.summary).to_owned(),
            tiles: tiles(w, figure),
            charts: charts(w, figure),
            tables: table::tables(w, figure),
            notes,
            hidden: hidden(w, figure),
            unit: unit(w, figure),
            synthetic: figure.synthetic,
        }
    }

    /// With a chart of another question to the same measure, such as month by month.
    #[must_use]
    pub fn beside(mut self, w: Words, figure: &Figure) -> Self {
        self.charts.insert(0, columns(w, figure));
        let more = table::tables(w, figure).into_iter().nth(1);
        self.tables.extend(more);
        self
    }
}

/// The title and, apart, the cohort or period that every title ends with.
fn split(title: &str) -> (&str, &str) {
    let parts = title.strip_suffix(')').and_then(|title| title.split_once(" ("));
    parts.unwrap_or((title, ""))
}

/// How many cells are hidden, and why.
pub fn hidden(w: Words, figure: &Figure) -> Option<String> {
    let cells = figure.suppressed.cells;
    let is_some = cells > 0 || figure.suppressed.rolled_up_to.is_some();
    let count = w.t1("insight-hidden-cells", "count", cells);
    is_some.then(|| match figure.suppressed.rolled_up_to {
        Some(_) => format!("{count} {}", say(w, &figure.suppressed.rule)),
        None => count,
    })
}

fn unit(w: Words, figure: &Figure) -> String {
    let rows = names::count(w, figure.rows);
    w.t2("insight-unit", "unit", w.of("insight-unit-{unit}", figure.unit), "rows", rows)
}

/// The figure's own value, and beside it the same on the other calendar.
fn tiles(w: Words, figure: &Figure) -> Vec<Tile> {
    let own = match figure.name {
        "in-time" | "time-to-decision" | "time-to-end" => "insight-tile-net",
        "in-time-gross" | "pending-age" | "first-answer" => "insight-tile-gross",
        _ if figure.basis == "cohort" => "insight-tile-cohort",
        _ => "insight-tile-period",
    };
    let mut tiles = vec![tile(w, figure, w.t(own), &table::headline(figure))];
    let beside = |cell: &&Cell| {
        matches!(cell.line.as_str(), "gross-half" | "net-half" | "gross-p90" | "net-p90" | "oldest")
    };
    for cell in table::whole(figure).filter(beside) {
        tiles.push(tile(w, figure, say(w, &cell.label).to_owned(), cell));
    }
    tiles
}

fn tile(w: Words, figure: &Figure, name: String, cell: &Cell) -> Tile {
    let kind = names::kind(figure, cell);
    let range = cell.interval.map(|i| names::range(w, kind, i.low, i.high)).unwrap_or_default();
    let words = cell.value.map_or(names::NOTHING.to_owned(), |value| names::value(w, kind, value));
    let why = cell.reason.map(|why| names::why(w, why));
    let small = match why {
        Some(why) if range.is_empty() => why,
        Some(why) => format!("{why}; {range}"),
        None => range,
    };
    Tile { name, words, small }
}

fn charts(w: Words, figure: &Figure) -> Vec<Chart> {
    let own = match drawing(figure.name) {
        Drawing::Lines => vec![bars(w, figure, lines(w, figure))],
        Drawing::Rising => curve(w, figure, 0.0).into_iter().collect(),
        Drawing::Falling => curve(w, figure, 1.0).into_iter().collect(),
        Drawing::Stacked => stacked(w, figure).into_iter().collect(),
        Drawing::Groups => groups(w, figure).into_iter().collect(),
        Drawing::Bare => Vec::new(),
    };
    let grid = (figure.name == "outcomes").then(|| grid(w, figure)).flatten();
    own.into_iter().chain(grid).collect()
}

fn head(w: Words, figure: &Figure, which: &str) -> Head {
    let id = format!("chart-{}-{which}", figure.name);
    let (title, desc) = (say(w, &figure.title).to_owned(), say(w, &figure.summary).to_owned());
    Head { id, title, desc, caption: None }
}

/// The lines of the whole that a chart can show: counts that are parts, or shares, or days.
fn lines(w: Words, figure: &Figure) -> Vec<Bar> {
    let days = figure.name == "component-time";
    let sharing = figure.name == "data-quality";
    let is_mine = |cell: &&Cell| match (cell.numerator, cell.denominator) {
        (None, None) => days,
        (Some(_), Some(_)) => sharing,
        (_, None) | (None, _) => !days && !sharing,
    };
    let bar = |cell: &Cell| {
        let drawn = if days || sharing { cell.value } else { counted(cell) };
        let words =
            if days || sharing { table::words(w, figure, cell) } else { table::counts(w, cell) };
        let range = table::ends(cell).filter(|_| drawn.is_some());
        Bar { name: say(w, &cell.label).to_owned(), value: drawn, words, range }
    };
    table::whole(figure).filter(is_mine).map(bar).collect()
}

fn counted(cell: &Cell) -> Option<f64> {
    let count = cell.numerator.and_then(Count::shown)?;
    Some(real(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn bars(w: Words, figure: &Figure, given: Vec<Bar>) -> Chart {
    let whole = (figure.name == "data-quality").then_some(1.0);
    Chart::Bars(Bars::draw(head(w, figure, "lines"), given, whole))
}

/// The figure told apart: one bar for each group, with its likely range.
pub fn groups(w: Words, figure: &Figure) -> Option<Chart> {
    let dimension = table::told_by(figure)?;
    let kind = names::kind_of(figure);
    let bar = |(code, cells): (&str, Vec<&Cell>)| {
        let cell = cells.into_iter().find(|cell| cell.line == "total")?;
        let name = names::name(w, dimension, code);
        let (words, range) = (table::words(w, figure, cell), table::ends(cell));
        Some(Bar { name, value: cell.value, words, range: range.filter(|_| cell.value.is_some()) })
    };
    let given: Vec<Bar> = table::grouped(figure).into_iter().filter_map(bar).collect();
    let mut head = head(w, figure, "groups");
    let by = names::dimension(w, dimension);
    head.caption = Some(w.t1("insight-told-by", "dimension", by.to_lowercase()));
    let whole = table::whole_of(kind);
    (!given.is_empty()).then(|| Chart::Bars(Bars::draw(head, given, whole)))
}

/// The figure month by month.
fn columns(w: Words, figure: &Figure) -> Chart {
    let month = |(code, cells): (&str, Vec<&Cell>)| {
        let cell = cells.into_iter().find(|cell| cell.line == "total")?;
        let name = names::name(w, Dimension::Month, code);
        let year = code.strip_suffix("-01").map(ToOwned::to_owned);
        Some(Month {
            short: year.unwrap_or_else(|| name.clone()),
            name,
            value: cell.value,
            words: table::words(w, figure, cell),
        })
    };
    // People who came before the period have a month too, in which nothing is counted.
    let is_within = |(code, _): &(&str, Vec<&Cell>)| {
        let day: Result<Date, _> = format!("{code}-01").parse();
        day.is_ok_and(|day| figure.period.from <= day && day < figure.period.to)
    };
    let months = table::grouped(figure).into_iter().filter(is_within);
    let given = months.filter_map(month).collect();
    let mut head = head(w, figure, "months");
    head.caption = Some(w.t("insight-by-months"));
    Chart::Columns(Columns::draw(head, given))
}

fn points(cells: &[&Cell]) -> Vec<Point> {
    let point =
        |cell: &&Cell| Some(Point { day: cell.day?, share: cell.value?, band: table::ends(cell) });
    cells.iter().filter_map(point).collect()
}

fn axes(w: Words) -> Axes {
    let whole = |percent: i64| w.t1("insight-percent", "percent", percent);
    Axes { days: w.t("insight-axis-days"), shares: [0, 25, 50, 75, 100].map(whole) }
}

fn curve(w: Words, figure: &Figure, start: f64) -> Option<Chart> {
    let line = |(first, cells): (&Cell, Vec<&Cell>)| Line {
        name: say(w, &first.label).to_owned(),
        points: points(&cells),
    };
    let given: Vec<Line> = table::curves(figure).into_iter().map(line).collect();
    let is_drawn = given.iter().any(|line| !line.points.is_empty());
    is_drawn.then(|| Chart::Curve(Curve::draw(head(w, figure, "days"), given, start, axes(w))))
}

fn stacked(w: Words, figure: &Figure) -> Option<Chart> {
    let line = |(first, cells): (&Cell, Vec<&Cell>)| Line {
        name: say(w, &first.label).to_owned(),
        points: points(&cells),
    };
    let given: Vec<Line> = table::curves(figure).into_iter().map(line).collect();
    let (mut head, rest) = (head(w, figure, "stack"), w.t("insight-still-open"));
    head.caption = Some(w.t("insight-stack"));
    let words = |share| names::value(w, Kind::Share, share);
    (!given.is_empty()).then(|| Chart::Area(Area::draw(head, &given, rest, axes(w), words)))
}

/// Shares of each group in its own whole.
fn grid(w: Words, figure: &Figure) -> Option<Chart> {
    let dimension = table::told_by(figure)?;
    let groups = table::grouped(figure);
    let is_part = |cell: &&&Cell| cell.line != "total" && cell.numerator.is_some();
    let (_, first) = groups.first()?;
    let names = first.iter().filter(is_part).map(|cell| say(w, &cell.label).to_owned()).collect();
    let row = |(code, cells): &(&str, Vec<&Cell>)| GridRow {
        name: names::name(w, dimension, code),
        fields: cells.iter().filter(is_part).map(|cell| field(w, cell)).collect(),
    };
    let rows: Vec<GridRow> = groups.iter().map(row).collect();
    let fields = || rows.iter().flat_map(|row| &row.fields);
    if 2 * fields().filter(|field| field.share.is_some()).count() < fields().count() {
        // Mostly dashes: the table says them better.
        return None;
    }
    let mut head = head(w, figure, "grid");
    head.caption =
        Some(w.t1("insight-grid", "dimension", names::dimension(w, dimension).to_lowercase()));
    Some(Chart::Grid(Grid::draw(head, names, rows)))
}

fn field(w: Words, cell: &Cell) -> Field {
    let words =
        cell.value.map_or(names::NOTHING.to_owned(), |share| names::value(w, Kind::Share, share));
    Field { share: cell.value, words }
}
