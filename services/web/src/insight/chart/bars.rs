//! Bars: a name, a length, a number. What may not be shown has no length and says why.

use askama::Template;

use super::{Head, at, place};

/// Height of a row: the name above, the bar below.
const ROW: f64 = 42.0;
/// Where the number stands beside it, bars end.
const WIDEST: f64 = 74.0;

/// One bar, before it is drawn.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// What it is of.
    pub name: String,
    /// Its value; none where it may not be shown.
    pub value: Option<f64>,
    /// The value in words, or why there is none.
    pub words: String,
    /// Where the value likely lies.
    pub range: Option<(f64, f64)>,
}

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// The value in words, or why there is none.
    pub words: String,
    /// Whether there is nothing to draw.
    pub is_dark: bool,
    width: f64,
    range: Option<(f64, f64)>,
    top: f64,
}

/// A chart of bars.
#[derive(Debug, Clone, Template)]
#[template(path = "insight/chart_bars.html")]
pub struct Bars {
    /// Title and description.
    pub head: Head,
    /// From the top.
    pub bars: Vec<Bar>,
}

impl Bars {
    /// Draws bars against the longest of them, or against a whole.
    pub fn draw(head: Head, given: Vec<Given>, whole: Option<f64>) -> Self {
        let ends = given.iter().map(|g| g.range.map_or(0.0, |r| r.1).max(g.value.unwrap_or(0.0)));
        let longest = whole.unwrap_or_else(|| ends.fold(0.0, f64::max));
        let scale = if longest > 0.0 { WIDEST / longest } else { 0.0 };
        let bar = |(row, one): (usize, Given)| Bar {
            name: one.name,
            words: one.words,
            is_dark: one.value.is_none(),
            width: one.value.unwrap_or(0.0) * scale,
            range: one.range.map(|(low, high)| (low * scale, high * scale)),
            top: place(row) * ROW,
        };
        Self { head, bars: given.into_iter().enumerate().map(bar).collect() }
    }

    /// Height of the drawing.
    pub fn height(&self) -> String {
        at(place(self.bars.len()) * ROW)
    }
}

impl Bar {
    /// Length in percent.
    pub fn width(&self) -> String {
        at(self.width)
    }

    /// Height of a line of the row below its top.
    pub fn y(&self, below: f64) -> String {
        at(self.top + below)
    }

    /// The likely range, in percent.
    pub fn range(&self) -> Option<(String, String)> {
        self.range.map(|(low, high)| (at(low), at(high)))
    }
}
