//! Curves that rise or fall in steps over days, each with the band in which it likely lies.
//! The lines differ in dash and weight as well as in colour, and are named above the plot.

use askama::Template;

use super::{Head, at, marks, place, real};

/// Height of the plot.
const TALL: f64 = 200.0;
/// Height of a line of the legend.
const LEGEND: f64 = 22.0;
/// Room between legend and plot, for the mark of the whole.
const GAP: f64 = 20.0;

/// One day of a line.
#[derive(Debug, Clone, Copy)]
pub struct Point {
    /// The day.
    pub day: i64,
    /// The share.
    pub share: f64,
    /// Where it likely lies.
    pub band: Option<(f64, f64)>,
}

/// One line, before it is drawn.
#[derive(Debug, Clone)]
pub struct Given {
    /// What it is.
    pub name: String,
    /// Its days, in order.
    pub points: Vec<Point>,
}

/// One line.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is.
    pub name: String,
    /// Its steps.
    pub path: String,
    /// Its band.
    pub band: String,
}

/// A chart of curves.
#[derive(Debug, Clone, Template)]
#[template(path = "insight/chart_curve.html")]
pub struct Curve {
    /// Title and description.
    pub head: Head,
    /// The first is drawn heavier.
    pub lines: Vec<Line>,
    /// The last day.
    pub last: i64,
    /// What the days are called.
    pub axis: String,
    /// Shares on the axis: height, words.
    pub shares: Vec<(String, String)>,
}

/// What stands beside a plot: words of the axes.
#[derive(Debug, Clone)]
pub struct Axes {
    /// What the days are called.
    pub days: String,
    /// 0, 25, 50, 75 and 100 percent.
    pub shares: [String; 5],
}

impl Curve {
    /// Draws lines that begin at `start` on day 0.
    pub fn draw(head: Head, given: Vec<Given>, start: f64, axes: Axes) -> Self {
        let days = given.iter().flat_map(|line| line.points.iter().map(|point| point.day));
        let last = days.max().unwrap_or(0).max(1);
        let line = |one: Given| Line {
            path: steps(start, one.points.iter().map(|p| (p.day, p.share)), last),
            band: band(&one.points, last),
            name: one.name,
        };
        let lines: Vec<Line> = given.into_iter().map(line).collect();
        let top = place(lines.len()) * LEGEND + GAP;
        let heights = [1.0, 0.75, 0.5, 0.25, 0.0].map(|up| at(top + TALL * up));
        let shares = heights.into_iter().zip(axes.shares).collect();
        Self { head, lines, last, axis: axes.days, shares }
    }

    fn above(&self) -> f64 {
        place(self.lines.len()) * LEGEND + GAP
    }

    /// Where the plot begins.
    pub fn top(&self) -> String {
        at(self.above())
    }

    /// Height of the plot.
    pub fn plot(&self) -> String {
        at(TALL)
    }

    /// Height of the drawing.
    pub fn height(&self) -> String {
        at(self.above() + TALL + 44.0)
    }

    /// Where the days stand.
    pub fn days_y(&self) -> String {
        at(self.above() + TALL + 18.0)
    }

    /// Where the name of the days stands.
    pub fn axis_y(&self) -> String {
        at(self.above() + TALL + 38.0)
    }

    /// Days on the axis: place in percent, the day, where its middle is.
    pub fn days(&self) -> Vec<(String, i64, &'static str)> {
        let mark =
            |day: i64| (at(real(day) / real(self.last) * 100.0), day, anchor(day, self.last));
        marks(self.last).into_iter().map(mark).collect()
    }

    /// Height of a line of the legend.
    pub fn legend_y(&self, line: &usize) -> String {
        at(place(*line) * LEGEND + 12.0)
    }
}

/// Where a mark's words hang, so that none leaves the drawing.
pub(super) const fn anchor(day: i64, last: i64) -> &'static str {
    match day {
        0 => "start",
        day if day * 20 >= last * 19 => "end",
        _ => "middle",
    }
}

/// A path of steps in a plot that is `last` wide and 100 tall, from the top.
pub(super) fn steps(start: f64, points: impl Iterator<Item = (i64, f64)>, last: i64) -> String {
    let down = |share: f64| at(100.0 - 100.0 * share);
    let mut path = format!("M0 {}", down(start));
    for (day, share) in points {
        path.push_str(&format!("H{day}V{}", down(share)));
    }
    path.push_str(&format!("H{last}"));
    path
}

/// The band as a closed shape: along its upper edge and back along the lower.
fn band(points: &[Point], last: i64) -> String {
    let banded: Vec<(i64, f64, f64)> =
        points.iter().filter_map(|p| p.band.map(|(low, high)| (p.day, low, high))).collect();
    let Some(first) = banded.first() else { return String::new() };
    let down = |share: f64| at(100.0 - 100.0 * share);
    let mut path = format!("M{} {}", first.0, down(first.2));
    for (day, _, high) in &banded {
        path.push_str(&format!("H{day}V{}", down(*high)));
    }
    let mut until = last;
    for (day, low, _) in banded.iter().rev() {
        path.push_str(&format!("H{until}V{}", down(*low)));
        until = *day;
    }
    path.push_str(&format!("H{}Z", first.0));
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_goes_in_steps_to_the_last_day() {
        let path = steps(0.0, [(10, 0.25), (20, 0.5)].into_iter(), 30);
        assert_eq!(path, "M0 100H10V75H20V50H30");
    }

    #[test]
    fn a_band_goes_there_and_back() {
        let point = |day, low, high| Point { day, share: 0.0, band: Some((low, high)) };
        let shape = band(&[point(10, 0.1, 0.4), point(20, 0.3, 0.6)], 30);
        assert_eq!(shape, "M10 60H10V60H20V40H30V70H20V90H10Z");
        assert_eq!(band(&[], 30), "");
    }
}
