//! The form that asks: a period in whole months, a way to tell figures apart, and filters. It is
//! sent by GET, so that the address of a view is all that is needed to see it again.

use jiff::ToSpan;
use jiff::civil::Date;
use measures::Dimension;

use super::asked::{Asked, FILTERS, codes};
use super::names::{self, PLACES};
use crate::words::Words;

/// How many months back a period may begin.
const MONTHS_BACK: i64 = 60;

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub code: String,
    /// What is read.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Name in the address.
    pub name: &'static str,
    /// What is asked.
    pub label: String,
    /// What may be chosen.
    pub choices: Vec<Choice>,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Period and way to tell apart.
    pub first: Vec<List>,
    /// Filters.
    pub filters: Vec<List>,
    /// Whether any filter is chosen.
    pub narrowed: bool,
}

/// Ways to tell figures apart, in the order in which they are offered.
const WAYS: [Dimension; 11] = [
    Dimension::Country,
    Dimension::Region,
    Dimension::Port,
    Dimension::Mode,
    Dimension::Purpose,
    Dimension::Complaint,
    Dimension::Channel,
    Dimension::Language,
    Dimension::Represented,
    Dimension::Mechanism,
    Dimension::Month,
];

impl Form {
    /// The form as it was sent.
    pub fn of(w: Words, asked: &Asked, today: Date) -> Self {
        Self {
            first: vec![from(w, asked, today), to(w, asked, today), by(w, asked)],
            filters: FILTERS.into_iter().map(|dimension| filter(w, asked, dimension)).collect(),
            narrowed: !asked.filters.is_empty(),
        }
    }
}

fn from(w: Words, asked: &Asked, today: Date) -> List {
    let first = today.first_of_month();
    let months = (0..=MONTHS_BACK).map(|back| first.saturating_sub(back.months()));
    let name = |day: &Date| format!("{} {}", w.month(day.month()), day.year());
    List { name: "from", label: w.t("insight-from"), choices: days(months, asked.from, name) }
}

fn to(w: Words, asked: &Asked, today: Date) -> List {
    let last = today.first_of_month().saturating_add(3.months());
    let months = (0..=MONTHS_BACK).map(|back| last.saturating_sub(back.months()));
    let name = |day: &Date| {
        let last = day.yesterday().unwrap_or(*day);
        format!("{} {}", w.month(last.month()), last.year())
    };
    List { name: "to", label: w.t("insight-to"), choices: days(months, asked.to, name) }
}

/// Days to choose from; the one that was asked for is among them, whatever it is.
fn days(
    offered: impl Iterator<Item = Date>,
    asked: Date,
    name: impl Fn(&Date) -> String,
) -> Vec<Choice> {
    let mut days: Vec<Date> = offered.collect();
    if !days.contains(&asked) {
        days.push(asked);
        days.sort_unstable_by(|a, b| b.cmp(a));
    }
    let choice =
        |day: &Date| Choice { code: day.to_string(), name: name(day), chosen: *day == asked };
    days.iter().map(choice).collect()
}

fn by(w: Words, asked: &Asked) -> List {
    let none = Choice {
        code: "none".to_owned(),
        name: w.t("insight-by-none"),
        chosen: asked.by.is_none(),
    };
    let way = |way: Dimension| Choice {
        code: way.name().to_owned(),
        name: names::dimension(w, way),
        chosen: asked.by == Some(way),
    };
    let choices = WAYS.into_iter().map(way).chain([none]).collect();
    List { name: "by", label: w.t("insight-by"), choices }
}

fn filter(w: Words, asked: &Asked, dimension: Dimension) -> List {
    let asked = asked.filter(dimension);
    let every = Choice { code: String::new(), name: w.t("insight-every"), chosen: asked.is_none() };
    let choice = |code: &str| Choice {
        code: code.to_owned(),
        name: names::name(w, dimension, code),
        chosen: asked == Some(code),
    };
    let known = codes(dimension, &PLACES).into_iter().map(choice);
    let choices = std::iter::once(every).chain(known).collect();
    List { name: dimension.name(), label: names::dimension(w, dimension), choices }
}
