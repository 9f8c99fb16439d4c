//! Areas on top of each other that always add up to one: what became of everybody, day by day.
//! Each is named inside where there is room, and in the legend in the same order.

use askama::Template;

use super::curve::{Axes, Given, anchor};
use super::{Head, at, marks, place, real};

/// Height of the plot.
const TALL: f64 = 240.0;
/// Room above it, for the mark of the whole.
const TOP: f64 = 18.0;
/// Height of a line of the legend.
const LEGEND: f64 = 22.0;

/// One area.
#[derive(Debug, Clone)]
pub struct Band {
    /// What it is.
    pub name: String,
    /// Its shape.
    pub shape: String,
    /// Its share on the last day, in words.
    pub words: String,
}

/// A chart of areas.
#[derive(Debug, Clone, Template)]
#[template(path = "insight/chart_area.html")]
pub struct Area {
    /// Title and description.
    pub head: Head,
    /// From the bottom.
    pub bands: Vec<Band>,
    /// The last day.
    pub last: i64,
    /// What the days are called.
    pub axis: String,
    /// Shares on the axis: height, words.
    pub shares: Vec<(String, String)>,
}

impl Area {
    /// Stacks lines; what is left of the whole is `rest`.
    pub fn draw(
        head: Head,
        given: &[Given],
        rest: String,
        axes: Axes,
        words: impl Fn(f64) -> String,
    ) -> Self {
        let mut days: Vec<i64> =
            given.iter().flat_map(|g| g.points.iter().map(|p| p.day)).collect();
        days.push(0);
        days.sort_unstable();
        days.dedup();
        let last = days.last().copied().unwrap_or(0).max(1);
        let mut floor: Vec<f64> = vec![0.0; days.len()];
        let mut bands = Vec::new();
        for line in given {
            let top: Vec<f64> =
                days.iter().zip(&floor).map(|(day, below)| below + share_on(line, *day)).collect();
            let end = share_on(line, last);
            bands.push(Band {
                name: line.name.clone(),
                shape: shape(&days, &floor, &top, last),
                words: words(end),
            });
            floor = top;
        }
        let open = 1.0 - floor.last().copied().unwrap_or(0.0);
        let full = vec![1.0; days.len()];
        let shape = shape(&days, &floor, &full, last);
        bands.push(Band { name: rest, shape, words: words(open.max(0.0)) });
        let heights = [1.0, 0.75, 0.5, 0.25, 0.0].map(|up| at(TOP + TALL * up));
        let shares = heights.into_iter().zip(axes.shares).collect();
        Self { head, bands, last, axis: axes.days, shares }
    }

    /// Where the plot begins.
    pub fn top(&self) -> String {
        at(TOP)
    }

    /// Height of the plot.
    pub fn plot(&self) -> String {
        at(TALL)
    }

    /// Height of the drawing.
    pub fn height(&self) -> String {
        at(TOP + TALL + 52.0 + place(self.bands.len()) * LEGEND)
    }

    /// Where the days stand.
    pub fn days_y(&self) -> String {
        at(TOP + TALL + 18.0)
    }

    /// Where the name of the days stands.
    pub fn axis_y(&self) -> String {
        at(TOP + TALL + 38.0)
    }

    /// Days on the axis: place in percent, the day, where its middle is.
    pub fn days(&self) -> Vec<(String, i64, &'static str)> {
        let mark =
            |day: i64| (at(real(day) / real(self.last) * 100.0), day, anchor(day, self.last));
        marks(self.last).into_iter().map(mark).collect()
    }

    /// The bands with the height of their line in the legend; the top one first, as it is drawn.
    pub fn legend(&self) -> Vec<(usize, &Band, String, String)> {
        let drawn = self.bands.iter().enumerate().rev().enumerate();
        let placed = drawn.map(|(row, (n, band))| {
            let top = TOP + TALL + 52.0 + place(row) * LEGEND;
            (n, band, at(top), at(top + 13.0))
        });
        placed.collect()
    }
}

/// The share of a line on a day: that of its last step.
fn share_on(line: &Given, day: i64) -> f64 {
    line.points.iter().rfind(|point| point.day <= day).map_or(0.0, |point| point.share)
}

fn shape(days: &[i64], floor: &[f64], top: &[f64], last: i64) -> String {
    let down = |share: &f64| at(100.0 - 100.0 * share);
    let mut path = format!("M0 {}", top.first().map(down).unwrap_or_default());
    for (day, share) in days.iter().zip(top).skip(1) {
        path.push_str(&format!("H{day}V{}", down(share)));
    }
    let mut until = last;
    for (day, share) in days.iter().zip(floor).rev() {
        path.push_str(&format!("H{until}V{}", down(share)));
        until = *day;
    }
    path.push_str("H0Z");
    path
}

#[cfg(test)]
mod tests {
    use super::super::curve::Point;
    use super::*;

    #[test]
    fn areas_and_the_rest_fill_the_whole() {
        let point = |day, share| Point { day, share, band: None };
        let lines = [
            Given { name: "a".to_owned(), points: vec![point(10, 0.25)] },
            Given { name: "b".to_owned(), points: vec![point(20, 0.5)] },
        ];
        let axes = Axes { days: String::new(), shares: Default::default() };
        let area = Area::draw(Head::default(), &lines, "rest".to_owned(), axes, at);
        let ends: Vec<&str> = area.bands.iter().map(|band| band.words.as_str()).collect();
        assert_eq!(ends, ["0.25", "0.5", "0.25"]);
        assert_eq!(area.bands[0].shape, "M0 100H10V75H20V75H20V100H20V100H10V100H0Z");
    }
}
