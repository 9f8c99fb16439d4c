//! The list of ports: what came, what was in time, what was decided in favour, in the order of
//! their names. It is not a ranking, and most of its fields will say that they cannot tell.

use measures::{Cell, Dimension, Figure};

use super::names;
use super::panel::hidden;
use super::table::{self, Row};
use crate::words::Words;

/// The measures of its columns.
pub const COLUMNS: [&str; 4] = ["received", "in-time", "in-time-gross", "outcomes"];

/// The list of ports.
#[derive(Debug, Clone, Default)]
pub struct Ports {
    /// Ports under the name of their region.
    pub regions: Vec<(String, Vec<Row>)>,
    /// Heads of the columns.
    pub heads: Vec<String>,
    /// Columns that could only be told by region.
    pub only_by_region: Vec<String>,
    /// What is hidden, and by which rule.
    pub hidden: Option<String>,
    /// Why there is no list.
    pub why: Option<String>,
}

/// The list of ports from its figures. A column that could be told by region only is left out.
pub fn ports(w: Words, figures: &[Figure]) -> Ports {
    let Some(received) = figures.first() else { return Ports::default() };
    let is_port = |figure: &&Figure| table::told_by(figure) == Some(Dimension::Port);
    let told: Vec<&Figure> = figures.iter().filter(is_port).collect();
    let head = |figure: &&Figure| w.of("insight-port-{name}", figure.name);
    Ports {
        heads: told.iter().map(head).collect(),
        regions: if is_port(&received) { regions(w, &told) } else { Vec::new() },
        only_by_region: figures.iter().filter(|f| !is_port(f)).map(|f| head(&f)).collect(),
        hidden: hidden(w, received),
        why: received.series.is_empty().then(|| names::say(w, &received.summary).to_owned()),
    }
}

fn regions(w: Words, figures: &[&Figure]) -> Vec<(String, Vec<Row>)> {
    let Some(received) = figures.first() else { return Vec::new() };
    let mut regions: Vec<(String, Vec<Row>)> = Vec::new();
    for (port, cells) in table::grouped(received) {
        let within = cells.first().and_then(|cell| cell.within.as_deref());
        let region = within.map_or_else(
            || w.t("insight-not-known"),
            |code| names::name(w, Dimension::Region, code),
        );
        let fields = figures.iter().map(|figure| field(w, figure, port, within)).collect();
        let row = Row { name: names::name(w, Dimension::Port, port), fields };
        match regions.iter_mut().find(|(known, _)| *known == region) {
            Some((_, rows)) => rows.push(row),
            None => regions.push((region, vec![row])),
        }
    }
    let other = w.t("insight-other-ports");
    for (_, rows) in &mut regions {
        // What is lumped together comes last.
        rows.sort_by(|a, b| (a.name == other, &a.name).cmp(&(b.name == other, &b.name)));
    }
    regions
}

fn field(w: Words, figure: &Figure, port: &str, within: Option<&str>) -> String {
    let is_it = |cell: &&Cell| {
        cell.line == "total"
            && cell.group.as_deref() == Some(port)
            && cell.within.as_deref() == within
    };
    let cell = figure.series.iter().find(is_it);
    cell.map_or_else(|| names::NOTHING.to_owned(), |cell| table::words(w, figure, cell))
}
