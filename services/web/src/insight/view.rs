//! The analyst's first page as a view of one question: what came, what is waiting, how long it
//! takes, what was decided, whether it lasted, and how far to trust all that. It needs no record
//! and no visit to be made, so that tests and a preview make it as the counter does.

use askama::Template;
use jiff::ToSpan as _;
use jiff::civil::Date;
use measures::rows::Recourse;
use measures::{Dimension, Figure, Identity};

use super::asked::{Asked, BadQuestion};
use super::form;
use super::names::{self, Kind, say};
use super::panel::{Panel, Tile};
use super::ports::{self, Ports};
use super::reading::Ground;
use super::{figures, table};
use crate::words::Words;

/// A part of the page, with its measures in order.
const PARTS: [(&str, &[&str]); 6] = [
    ("came", &["received", "closed-by-kind", "clearance"]),
    ("waiting", &["open", "pending-age", "disposition-time"]),
    (
        "long",
        &[
            "in-time",
            "in-time-gross",
            "time-to-decision",
            "time-to-end",
            "first-answer",
            "pause-share",
            "completeness",
            "component-time",
        ],
    ),
    ("decided", &["outcomes", "file-to-outcome", "root-cause", "second-signature"]),
    ("lasted", &["effective", "recurrence", "reopened"]),
    ("trust", &["data-quality"]),
];

/// The numbers that stand at the top, each a way down to its figure.
const GLANCE: [&str; 6] =
    ["received", "open", "in-time", "in-time-gross", "time-to-decision", "outcomes"];

/// Above this share of doubtful rows, or of one kind of doubt, the page says so at its head.
const DOUBTFUL: f64 = 0.05;

/// A part of the page.
#[derive(Debug, Clone)]
pub struct Part {
    /// Key of its wording; also its place on the page.
    pub key: &'static str,
    /// Its figures.
    pub panels: Vec<Panel>,
}

/// A large number that leads to its figure.
#[derive(Debug, Clone)]
pub struct Glance {
    /// The figure's place on the page.
    pub name: &'static str,
    /// What it is.
    pub title: String,
    /// The number.
    pub tile: Tile,
}

/// The accounting identity at the foot.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Whether both sides are equal.
    pub holds: bool,
    /// What was there and what came: name and count.
    pub came: Vec<(String, String)>,
    /// What went and what is left.
    pub went: Vec<(String, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "insight/page.html")]
pub struct View {
    w: Words,
    asked: Asked,
    trouble: Option<String>,
    form: form::Form,
    glance: Vec<Glance>,
    parts: Vec<Part>,
    ports: Ports,
    account: Account,
    doubts: Vec<String>,
    period: String,
    as_of: String,
    rows: String,
    filters: Vec<(String, String)>,
    synthetic: bool,
}

impl View {
    /// The page of a question; one that cannot be answered shows the usual page and says why.
    pub fn of(w: Words, query: &str, ground: &Ground) -> Result<Self, BadQuestion> {
        match Asked::read(query, ground.today) {
            Ok(asked) => Self::make(w, asked, ground, None),
            Err(bad) => {
                let trouble = Some(trouble(w, &bad));
                Self::make(w, Asked::usual(ground.today), ground, trouble)
            }
        }
    }

    /// Whether the question could be answered.
    pub const fn is_answered(&self) -> bool {
        self.trouble.is_none()
    }

    fn make(
        w: Words,
        asked: Asked,
        ground: &Ground,
        trouble: Option<String>,
    ) -> Result<Self, BadQuestion> {
        let all = figures::answers(&asks(&asked), ground)?;
        let (ports, rest) = all.split_at(ports::COLUMNS.len());
        let (months, figures) = rest.split_at(1);
        Ok(Self {
            form: form::Form::of(w, &asked, ground.today),
            glance: glance(w, figures),
            parts: parts(w, figures, months),
            ports: ports::ports(w, ports),
            account: account(w, &asked, ground),
            doubts: doubts(w, figures),
            period: period(w, &asked),
            as_of: as_of(w, ground),
            rows: w.number(i64::try_from(ground.reading.rows.len()).unwrap_or(i64::MAX)),
            filters: chosen(w, &asked),
            synthetic: ground.synthetic,
            w,
            asked,
            trouble,
        })
    }

    /// The address of a measure as a file.
    pub fn csv(&self, name: &str) -> String {
        format!("/insight/{name}.csv?{}", self.asked.query())
    }

    /// The address of this view with every table open, or with every table folded.
    pub fn folded(&self) -> String {
        let tables = if self.asked.open { "" } else { "&tables=open" };
        format!("/insight?{}{tables}", self.asked.query())
    }
}

/// What is wrong with a question, in words.
pub fn trouble(w: Words, bad: &BadQuestion) -> String {
    match bad {
        BadQuestion::Unknown { name, nearest, .. } => {
            w.t2("insight-unknown-name", "name", name, "nearest", nearest)
        }
        BadQuestion::Period { .. } => w.t("insight-bad-period"),
    }
}

/// The period, as it is read: its first and its last day.
pub fn period(w: Words, asked: &Asked) -> String {
    let last = asked.to.yesterday().unwrap_or(asked.to);
    w.t2("insight-period", "from", w.date(&asked.from), "to", w.date(&last))
}

/// How far the record had been read.
pub fn as_of(w: Words, ground: &Ground) -> String {
    let position = |p: &measures::ShardPosition| {
        let record = w.of("insight-record-{shard}", &p.shard);
        w.t2("insight-position", "position", w.number(p.position), "record", record)
    };
    let positions: Vec<String> = ground.reading.as_of.iter().map(position).collect();
    let day = w.date(&ground.today);
    w.t2("insight-as-of", "position", positions.join("; "), "date", day)
}

fn chosen(w: Words, asked: &Asked) -> Vec<(String, String)> {
    let named = |(name, code): (&String, &String)| {
        let dimension: Dimension = name.parse().ok()?;
        Some((names::dimension(w, dimension), names::name(w, dimension, code)))
    };
    asked.filters.iter().filter_map(named).collect()
}

/// Everything that the page asks: the list of ports, month by month, and each of its figures.
fn asks(asked: &Asked) -> Vec<(&'static str, Asked)> {
    let ports = ports::COLUMNS.map(|name| (name, asked.told_by(Some(Dimension::Port))));
    let months = ("received", asked.told_by(Some(Dimension::Month)));
    let names = PARTS.iter().flat_map(|(_, names)| names.iter());
    let figures = names.map(|name| (*name, asked.clone()));
    ports.into_iter().chain([months]).chain(figures).collect()
}

fn find<'a>(figures: &'a [Figure], name: &str) -> Option<&'a Figure> {
    figures.iter().find(|figure| figure.name == name)
}

fn glance(w: Words, figures: &[Figure]) -> Vec<Glance> {
    let one = |name: &&'static str| {
        let figure = find(figures, name)?;
        let panel = Panel::of(w, figure);
        let title = w.of("insight-glance-{name}", name);
        Some(Glance { name, title, tile: panel.tiles.into_iter().next()? })
    };
    GLANCE.iter().filter_map(one).collect()
}

fn parts(w: Words, figures: &[Figure], months: &[Figure]) -> Vec<Part> {
    let panel = |figure: &Figure| {
        let panel = Panel::of(w, figure);
        match months.first().filter(|months| months.name == figure.name) {
            Some(months) => panel.beside(w, months),
            None => panel,
        }
    };
    let part = |(key, names): &(&'static str, &[&str])| Part {
        key,
        panels: names.iter().filter_map(|name| find(figures, name)).map(panel).collect(),
    };
    PARTS.iter().map(part).collect()
}

/// What makes the page less than certain, where it is more than one row in twenty.
fn doubts(w: Words, figures: &[Figure]) -> Vec<String> {
    let Some(quality) = find(figures, "data-quality") else { return Vec::new() };
    let is_large = |share: Option<f64>| share.is_some_and(|share| share > DOUBTFUL);
    let whole = quality.value.filter(|_| is_large(quality.value));
    let mut doubts: Vec<String> = whole
        .map(|share| w.t1("insight-doubt-any", "share", names::value(w, Kind::Share, share)))
        .into_iter()
        .collect();
    let large = table::whole(quality).filter(|c| c.denominator.is_some() && is_large(c.value));
    doubts.extend(large.map(|cell| {
        let label = say(w, &cell.label).to_owned();
        w.t2("insight-doubt", "what", label, "share", table::words(w, quality, cell))
    }));
    doubts
}

/// The identity over the whole record. Told apart by a filter it is checked but not shown: what a
/// filter leaves out could be worked out from two pages.
fn account(w: Words, asked: &Asked, ground: &Ground) -> Account {
    let dimensions: Vec<(Dimension, &str)> = asked
        .filters
        .iter()
        .filter_map(|(name, code)| Some((name.parse().ok()?, code.as_str())))
        .collect();
    let keeps = |row: &&Recourse| {
        let mut all = dimensions.iter();
        row.synthetic == ground.synthetic && all.all(|(d, code)| d.codes(row).contains(code))
    };
    let rows: Vec<Recourse> = ground.reading.rows.iter().filter(keeps).cloned().collect();
    let to = asked.to.min(ground.today.tomorrow().unwrap_or(ground.today));
    let identity = measures::identity(&rows, asked.from, to);
    let is_fixed = asked.from.day() == 1 && asked.to.day() == 1;
    let is_shown = asked.filters.is_empty() && is_fixed;
    let (came, went) = if is_shown {
        let before = asked.from.saturating_sub(1.month());
        let stocks = [(before, asked.from), (asked.from, asked.to)];
        sides(w, &identity, stocks.map(|(from, to)| hides_open(asked, ground, from, to)))
    } else {
        (Vec::new(), Vec::new())
    };
    Account { holds: identity.holds(), came, went }
}

/// Whether the figure of what is open hides how much that was at the end of a period.
fn hides_open(asked: &Asked, ground: &Ground, from: Date, to: Date) -> bool {
    let asked = Asked { from, to, ..asked.told_by(None) };
    let open = figures::answer("open", &asked, ground);
    !open.is_ok_and(|figure| figure.numerator.is_some_and(|count| count.shown().is_some()))
}

type Side = Vec<(String, String)>;

fn sides(w: Words, identity: &Identity, hidden_stocks: [bool; 2]) -> (Side, Side) {
    let term = |(name, count): (&str, measures::Count)| {
        (w.of("insight-term-{name}", name), names::count(w, count))
    };
    let mut came: Side = identity.masked(hidden_stocks).into_iter().map(term).collect();
    let went = came.split_off(4);
    (came, went)
}
