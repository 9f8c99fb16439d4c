//! Charts of our own, drawn as SVG from the cells of a figure: bars, columns, curves, areas, a
//! small grid. Each has a title and a description, writes the same words as its table, stretches
//! to any width without its letters shrinking, and needs neither script nor colour to be read.

pub mod area;
pub mod bars;
pub mod columns;
pub mod curve;
pub mod grid;

use askama::Template;

/// One chart.
#[derive(Debug, Clone)]
pub enum Chart {
    /// Lengths beside each other.
    Bars(bars::Bars),
    /// Months beside each other.
    Columns(columns::Columns),
    /// Steps over days, with their bands.
    Curve(curve::Curve),
    /// Shares that add up to one, over days.
    Area(area::Area),
    /// Shares of rows and columns.
    Grid(grid::Grid),
}

/// What every chart carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Unique on the page.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What it shows, in words.
    pub desc: String,
    /// What stands above it, where a panel has several charts.
    pub caption: Option<String>,
}

impl Chart {
    /// The chart as SVG.
    pub fn svg(&self) -> Result<String, askama::Error> {
        match self {
            Self::Bars(chart) => chart.render(),
            Self::Columns(chart) => chart.render(),
            Self::Curve(chart) => chart.render(),
            Self::Area(chart) => chart.render(),
            Self::Grid(chart) => chart.render(),
        }
    }

    /// What letters of the drawing stand for.
    pub const fn keys(&self) -> Option<&Vec<(char, String)>> {
        match self {
            Self::Grid(chart) => Some(&chart.columns),
            Self::Bars(_) | Self::Columns(_) | Self::Curve(_) | Self::Area(_) => None,
        }
    }

    /// What it carries.
    pub const fn head(&self) -> &Head {
        match self {
            Self::Bars(chart) => &chart.head,
            Self::Columns(chart) => &chart.head,
            Self::Curve(chart) => &chart.head,
            Self::Area(chart) => &chart.head,
            Self::Grid(chart) => &chart.head,
        }
    }
}

/// A number as it stands in a drawing: two places are finer than any screen.
pub(super) fn at(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Ends of an axis that people can count in: at most six marks, 0 first.
pub(super) fn marks(last: i64) -> Vec<i64> {
    let steps = [1, 2, 5, 7, 10, 14, 30, 60, 90, 120, 180, 365, 730];
    let step = steps.into_iter().find(|step| last / step <= 6).unwrap_or(last / 6 + 1);
    (0..).map(|n| n * step).take_while(|mark| *mark <= last).collect()
}

/// A count of days, months or rows as a length.
#[expect(clippy::cast_precision_loss, reason = "days and rows stay far below 2^52")]
pub(super) const fn real(count: i64) -> f64 {
    count as f64
}

/// A place in a list as a length.
pub(super) fn place(place: usize) -> f64 {
    real(i64::try_from(place).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawings_are_written_short_and_axes_can_be_counted_in() {
        assert_eq!([at(1.0), at(0.256), at(100.0 / 3.0)], ["1", "0.26", "33.33"]);
        assert_eq!(marks(180), [0, 30, 60, 90, 120, 150, 180]);
        assert_eq!(marks(3), [0, 1, 2, 3]);
        assert!(marks(6000).len() <= 7);
    }
}
