//! What the program publishes of a period: the account at the foot of the analyst's page, and counts
//! through the programming interface. A count that is masked says so and is never read as a number.

use acceptance::api::Api;
use acceptance::desk::Desk;
use jiff::civil::Date;
use serde_json::Value;

use super::recount::{CAME, TERMS};

/// A count as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Exact(u64),
    /// From one to nine.
    Under10,
    /// From one to nine, or kept back so that another count cannot be worked out.
    Hidden,
}

impl Shown {
    fn read(text: &str) -> Self {
        match text {
            "under 10" => Self::Under10,
            "hidden" => Self::Hidden,
            number => {
                let number = number.replace([',', '\u{a0}', '\u{202f}'], "");
                Self::Exact(number.parse().unwrap_or_else(|_| panic!("{text:?} is no count")))
            }
        }
    }

    fn of(value: &Value) -> Self {
        value.as_u64().map_or_else(|| Self::read(value.as_str().expect("a count")), Self::Exact)
    }

    /// Whether this may be shown where so many were counted.
    pub(super) fn may_stand_for(self, counted: u64) -> bool {
        match self {
            Self::Exact(shown) => shown == counted,
            Self::Under10 => is_small(counted),
            Self::Hidden => true,
        }
    }

    /// Whether a number above 0 is told.
    pub(super) const fn is_told(self) -> bool {
        matches!(self, Self::Exact(count) if count > 0)
    }

    pub(super) const fn is_masked(self) -> bool {
        !matches!(self, Self::Exact(_))
    }
}

/// Whether a count is one of those that are never told.
pub(super) const fn is_small(count: u64) -> bool {
    count > 0 && count < 10
}

/// The foot of the analyst's page.
#[derive(Debug)]
pub(super) struct Foot {
    /// What the page says of itself.
    pub(super) holds: bool,
    /// The terms, where they are shown: for the whole record and whole months only.
    pub(super) terms: Option<[Shown; 13]>,
}

/// The account that the page shows for a period, and for what a filter keeps.
pub(super) fn foot(desk: &mut Desk, (from, to): (Date, Date), filter: &str) -> Foot {
    let page = desk.read(&format!("/insight?from={from}&to={to}&by=none{filter}"));
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let (_, rest) = text.split_once("id=\"account\"").expect("an account at the foot");
    let (account, _) = rest.split_once("</article>").expect("its end");
    let said = |class: &str| account.contains(class);
    let holds = !said("i-broken");
    assert!(holds || said("role=\"alert\""), "whoever cannot see it is told too");
    let counts: Vec<Shown> = account
        .split("<dd>")
        .skip(1)
        .map(|rest| Shown::read(&rest.split('<').next().unwrap().trim().to_lowercase()))
        .collect();
    if counts.is_empty() {
        return Foot { holds, terms: None };
    }
    let came = account.split("</dl>").next().unwrap();
    assert_eq!(came.matches("<dd>").count(), CAME, "{account}");
    let terms: [Shown; TERMS.len()] = counts.try_into().expect("every term");
    Foot { holds, terms: Some(terms) }
}

/// A cell of a figure: its group where it is told apart, its line, its count.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) group: Option<String>,
    pub(super) line: String,
    pub(super) shown: Shown,
}

/// The count above the line of a figure, not told apart.
pub(super) fn total(api: &Api, name: &str, (from, to): (Date, Date)) -> Shown {
    let path = format!("/api/v1/measures/{name}?from={from}&to={to}&by=none");
    Shown::of(&api.get(&path).unwrap().done()["numerator"])
}

/// Every count of a figure, its own first, as the line `total`.
pub(super) fn cells(api: &Api, name: &str, (from, to): (Date, Date), by: &str) -> Vec<Cell> {
    let path = format!("/api/v1/measures/{name}?from={from}&to={to}&by={by}");
    let figure = api.get(&path).unwrap().done();
    let own = ("total".to_owned(), &figure["numerator"]);
    let whole = Cell { group: None, line: own.0, shown: Shown::of(own.1) };
    let series = figure["series"].as_array().unwrap().iter();
    let cell = |cell: &Value| Cell {
        group: cell["group"].as_str().map(ToOwned::to_owned),
        line: cell["line"].as_str().unwrap().to_owned(),
        shown: Shown::of(&cell["numerator"]),
    };
    std::iter::once(whole).chain(series.map(cell)).collect()
}
