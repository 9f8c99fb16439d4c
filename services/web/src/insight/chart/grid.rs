//! A small grid of shares: the darker, the more. Every field carries its number, so that shade is
//! a help and never the only word.

use askama::Template;

use super::{Head, at, place};

/// Height of a row: its name above, its fields below.
const ROW: f64 = 54.0;
/// Height of the letters that name the columns.
const HEADS: f64 = 24.0;

/// One field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its share; none where it may not be shown.
    pub share: Option<f64>,
    /// The share in words.
    pub words: String,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is of.
    pub name: String,
    /// Its fields, in the order of the columns.
    pub fields: Vec<Field>,
}

/// A grid.
#[derive(Debug, Clone, Template)]
#[template(path = "insight/chart_grid.html")]
pub struct Grid {
    /// Title and description.
    pub head: Head,
    /// Letter and name of each column.
    pub columns: Vec<(char, String)>,
    /// From the top.
    pub rows: Vec<Row>,
}

impl Grid {
    /// Names columns by letters: their names would not fit above them on a narrow screen.
    pub fn draw(head: Head, columns: Vec<String>, rows: Vec<Row>) -> Self {
        Self { head, columns: ('A'..='Z').zip(columns).collect(), rows }
    }

    /// Height of the drawing.
    pub fn height(&self) -> String {
        at(HEADS + place(self.rows.len()) * ROW)
    }

    /// Left edge of a column, in percent.
    pub fn x(&self, column: &usize) -> String {
        at(place(*column) * self.each())
    }

    /// Middle of a column, in percent.
    pub fn middle(&self, column: &usize) -> String {
        at(place(*column) * self.each() + self.each() * 0.49)
    }

    /// Width of a field, in percent.
    pub fn width(&self) -> String {
        at(self.each() * 0.98)
    }

    fn each(&self) -> f64 {
        100.0 / place(self.columns.len().max(1))
    }

    /// Height of something below the top of a row.
    pub fn y(&self, row: &usize, below: f64) -> String {
        at(HEADS + place(*row) * ROW + below)
    }
}

impl Field {
    /// The shade: `none` where nothing may be shown, else 0 to 5.
    pub fn shade(&self) -> &'static str {
        let Some(share) = self.share else { return "none" };
        let limits = [(0.02, "0"), (0.1, "1"), (0.2, "2"), (0.35, "3"), (0.5, "4")];
        limits.into_iter().find(|(limit, _)| share < *limit).map_or("5", |(_, shade)| shade)
    }

    /// Whether its number must be white to be read.
    pub fn is_deep(&self) -> bool {
        matches!(self.shade(), "4" | "5")
    }
}
