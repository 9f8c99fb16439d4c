//! Columns: one for each month, so that rise and fall can be seen.

use askama::Template;

use super::{Head, at, place};

/// Height of the tallest column.
const TALL: f64 = 120.0;
/// Room above it, for the mark of the axis.
pub const TOP: f64 = 22.0;
/// Most names that stand below without touching on a narrow screen.
const NAMES: usize = 5;

/// One month, before it is drawn.
#[derive(Debug, Clone)]
pub struct Given {
    /// The month.
    pub name: String,
    /// The month in few letters, to stand below.
    pub short: String,
    /// Its value; none where it may not be shown.
    pub value: Option<f64>,
    /// The value in words, or why there is none.
    pub words: String,
}

/// One column.
#[derive(Debug, Clone)]
pub struct Column {
    /// The month.
    pub name: String,
    /// The value in words, or why there is none.
    pub words: String,
    /// What stands below it, if anything.
    pub below: Option<String>,
    /// Whether there is nothing to draw.
    pub is_dark: bool,
    left: f64,
    width: f64,
    height: f64,
}

/// A chart of columns.
#[derive(Debug, Clone, Template)]
#[template(path = "insight/chart_columns.html")]
pub struct Columns {
    /// Title and description.
    pub head: Head,
    /// In the order of time.
    pub columns: Vec<Column>,
    /// The value of the tallest, in words.
    pub tallest: String,
}

impl Columns {
    /// Draws months against the tallest of them.
    pub fn draw(head: Head, given: Vec<Given>) -> Self {
        let tallest =
            given.iter().max_by(|a, b| a.value.unwrap_or(0.0).total_cmp(&b.value.unwrap_or(0.0)));
        let highest = tallest.and_then(|g| g.value).unwrap_or(0.0);
        let words = tallest.filter(|_| highest > 0.0).map(|g| g.words.clone()).unwrap_or_default();
        let scale = if highest > 0.0 { TALL / highest } else { 0.0 };
        let each = 100.0 / place(given.len().max(1));
        let every = [1, 2, 3, 6].into_iter().find(|every| given.len().div_ceil(*every) <= NAMES);
        let every = every.unwrap_or(12);
        let column = |(n, one): (usize, Given)| Column {
            below: (n % every == 0).then_some(one.short),
            name: one.name,
            words: one.words,
            is_dark: one.value.is_none(),
            left: each * place(n),
            width: each * 0.78,
            height: one.value.unwrap_or(0.0) * scale,
        };
        Self { head, columns: given.into_iter().enumerate().map(column).collect(), tallest: words }
    }

    /// Height of the base line.
    pub fn base(&self) -> String {
        at(TOP + TALL)
    }

    /// Height of the drawing.
    pub fn height(&self) -> String {
        at(TOP + TALL + 24.0)
    }

    /// Where the names stand.
    pub fn names_y(&self) -> String {
        at(TOP + TALL + 18.0)
    }
}

impl Column {
    /// Left edge in percent.
    pub fn x(&self) -> String {
        at(self.left)
    }

    /// Width in percent.
    pub fn width(&self) -> String {
        at(self.width)
    }

    /// Where the words below begin or, near the right edge, end.
    pub fn below_at(&self) -> (String, &'static str) {
        let is_last = self.left > 84.0;
        if is_last { (at(self.left + self.width), "end") } else { (at(self.left), "start") }
    }

    /// Top edge; what may not be shown is a low hatched stub.
    pub fn y(&self) -> String {
        at(TOP + TALL - self.drawn())
    }

    /// Height.
    pub fn height(&self) -> String {
        at(self.drawn())
    }

    fn drawn(&self) -> f64 {
        if self.is_dark { 8.0 } else { self.height }
    }
}
