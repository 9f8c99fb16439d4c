//! What is asked: a period, filters and one way to tell figures apart, all read from the address
//! and all written back into it, so that an address is a view. What is not known is answered with
//! the nearest name that is.

use std::collections::BTreeMap;

use actix_web::web::Query;
use domain::place::Places;
use domain::purpose::{Channel, Language, Purpose};
use domain::recourse::{Mechanism, inquiry::codes::Complaint};
use jiff::ToSpan;
use jiff::civil::Date;
use measures::{Dimension, Unknown, nearest};

use super::names::PLACES;

/// Ways to narrow the page down, in the order of its form.
pub const FILTERS: [Dimension; 10] = [
    Dimension::Mechanism,
    Dimension::Country,
    Dimension::Region,
    Dimension::Port,
    Dimension::Mode,
    Dimension::Purpose,
    Dimension::Complaint,
    Dimension::Channel,
    Dimension::Language,
    Dimension::Represented,
];

/// Months of the usual period: eight quarters, the running one included.
const USUAL_MONTHS: i64 = 24;

/// A question, before it is put to the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// First day of the period.
    pub from: Date,
    /// First day after it.
    pub to: Date,
    /// How figures are told apart.
    pub by: Option<Dimension>,
    /// Dimension name to code.
    pub filters: BTreeMap<String, String>,
    /// Whether every table stands open: for reading on paper.
    pub open: bool,
    /// Whether a file begins with the mark that some spreadsheets need.
    pub bom: bool,
}

/// Why a question cannot be answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadQuestion {
    /// A name that nobody has.
    #[error("find {what} \"{name}\"; the nearest is \"{nearest}\"")]
    Unknown {
        /// `measure`, `parameter`, or the parameter whose code it is.
        what: &'static str,
        /// What was sent.
        name: String,
        /// What may have been meant.
        nearest: String,
    },
    /// A day that is none, or a period that ends before it begins.
    #[error("read {what} as a day of a period")]
    Period {
        /// `from` or `to`.
        what: &'static str,
    },
}

impl From<Unknown> for BadQuestion {
    fn from(unknown: Unknown) -> Self {
        let (what, name, nearest) = match unknown {
            Unknown::Measure { name, nearest } => ("measure", name, nearest),
            Unknown::Filter { name, nearest } => ("parameter", name, nearest),
            Unknown::Dimension { name, nearest } => ("by", name, nearest),
        };
        Self::Unknown { what, name, nearest: nearest.to_owned() }
    }
}

impl Asked {
    /// The usual question on a day: eight quarters by region.
    pub fn usual(today: Date) -> Self {
        let to = next_quarter(today);
        Self {
            from: to.saturating_sub(USUAL_MONTHS.months()),
            to,
            by: Some(Dimension::Region),
            filters: BTreeMap::new(),
            open: false,
            bom: false,
        }
    }

    /// Reads the part of an address behind the question mark; what is empty is not asked.
    pub fn read(query: &str, today: Date) -> Result<Self, BadQuestion> {
        let pairs = Query::<Vec<(String, String)>>::from_query(query);
        let pairs = pairs.map(Query::into_inner).unwrap_or_default();
        let mut asked = Self::usual(today);
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            asked.take(name, value)?;
        }
        if asked.from >= asked.to {
            return Err(BadQuestion::Period { what: "to" });
        }
        Ok(asked)
    }

    fn take(&mut self, name: &str, value: &str) -> Result<(), BadQuestion> {
        match name {
            "from" => self.from = day(value).ok_or(BadQuestion::Period { what: "from" })?,
            "to" => self.to = day(value).ok_or(BadQuestion::Period { what: "to" })?,
            "by" if value == "none" => self.by = None,
            "by" => self.by = Some(value.parse()?),
            "tables" => self.open = value == "open",
            "bom" => self.bom = value == "1",
            name => {
                let dimension = dimension(name)?;
                check(dimension, value)?;
                self.filters.insert(dimension.name().to_owned(), value.to_owned());
            }
        }
        Ok(())
    }

    /// The code that a dimension is narrowed down to.
    pub fn filter(&self, dimension: Dimension) -> Option<&str> {
        self.filters.get(dimension.name()).map(String::as_str)
    }

    /// The same question, told apart in another way.
    #[must_use]
    pub fn told_by(&self, by: Option<Dimension>) -> Self {
        Self { by, ..self.clone() }
    }

    /// The question as the part of an address behind the question mark.
    pub fn query(&self) -> String {
        let by = self.by.map_or("none", Dimension::name);
        let mut query = format!("from={}&to={}&by={by}", self.from, self.to);
        for (name, code) in &self.filters {
            // Codes are checked against lists: letters, digits, underscores and hyphens.
            query.push_str(&format!("&{name}={code}"));
        }
        query
    }
}

/// A day, or the first of a month.
fn day(text: &str) -> Option<Date> {
    text.parse().or_else(|_| format!("{text}-01").parse()).ok()
}

fn next_quarter(today: Date) -> Date {
    let begun = today.first_of_month();
    let into = i64::from((today.month() - 1) % 3);
    begun.saturating_add((3 - into).months())
}

fn dimension(name: &str) -> Result<Dimension, BadQuestion> {
    let known = Dimension::ALL.into_iter().find(|dimension| dimension.name() == name);
    known.ok_or_else(|| {
        let own = ["from", "to", "by", "tables", "bom"];
        let names = own.into_iter().chain(Dimension::ALL.into_iter().map(Dimension::name));
        BadQuestion::Unknown {
            what: "parameter",
            name: name.to_owned(),
            nearest: nearest(name, names).to_owned(),
        }
    })
}

fn check(dimension: Dimension, code: &str) -> Result<(), BadQuestion> {
    let is_month = dimension == Dimension::Month && day(code).is_some();
    let known = codes(dimension, &PLACES);
    if is_month || code == UNKNOWN || known.contains(&code) {
        return Ok(());
    }
    Err(BadQuestion::Unknown {
        what: dimension.name(),
        name: code.to_owned(),
        nearest: nearest(code, known).to_owned(),
    })
}

/// The code of what is not known.
const UNKNOWN: &str = "unknown";

/// The codes by which a dimension may be narrowed down, in the order in which they are offered.
pub fn codes(dimension: Dimension, places: &Places) -> Vec<&str> {
    match dimension {
        Dimension::Mechanism => Mechanism::ALL.iter().map(|m| m.code()).collect(),
        Dimension::Jurisdiction | Dimension::Country => vec!["ca", "us"],
        Dimension::Region => places.regions.keys().map(String::as_str).collect(),
        Dimension::Port => places.place.iter().map(|place| place.key.as_str()).collect(),
        Dimension::Mode => domain::place::Mode::CODES.to_vec(),
        Dimension::Purpose => Purpose::CODES.to_vec(),
        Dimension::Complaint => Complaint::CODES.to_vec(),
        Dimension::Channel => Channel::CODES.to_vec(),
        Dimension::Language => Language::CODES.to_vec(),
        Dimension::Represented => vec!["yes", "no"],
        // No row says an agency yet, and a month is asked for by the period.
        Dimension::Agency | Dimension::Month => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn the_usual_view_is_eight_quarters_by_region() {
        let asked = Asked::read("", TODAY).unwrap();
        assert_eq!((asked.from, asked.to), (date(2025, 1, 1), date(2027, 1, 1)));
        assert_eq!(asked.by, Some(Dimension::Region));
        assert_eq!(next_quarter(date(2026, 12, 31)), date(2027, 1, 1));
        assert_eq!(next_quarter(date(2026, 1, 1)), date(2026, 4, 1));
    }

    #[test]
    fn an_address_is_a_view() {
        let query = "from=2025-01-01&to=2026-01-01&by=mode&port=us-0901&purpose=professional";
        let asked = Asked::read(query, TODAY).unwrap();
        assert_eq!(asked.query(), query);
        assert_eq!(Asked::read(&asked.query(), TODAY).unwrap(), asked);
        assert_eq!(Asked::read("from=2025-01&region=", TODAY).unwrap().from, date(2025, 1, 1));
    }

    #[test]
    fn what_is_not_known_names_the_nearest() {
        let nearest = |query| match Asked::read(query, TODAY) {
            Err(BadQuestion::Unknown { what, nearest, .. }) => (what, nearest),
            other => panic!("{other:?}"),
        };
        assert_eq!(nearest("purpse=professional"), ("parameter", "purpose".to_owned()));
        assert_eq!(nearest("purpose=profesional"), ("purpose", "professional".to_owned()));
        assert_eq!(nearest("by=regoin"), ("by", "region".to_owned()));
        let turned = Asked::read("from=2026-01-01&to=2025-01-01", TODAY);
        assert_eq!(turned, Err(BadQuestion::Period { what: "to" }));
    }
}
