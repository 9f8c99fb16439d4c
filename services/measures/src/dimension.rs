//! The ways in which figures may be told apart and filtered. No dimension tells an officer, a
//! nationality or a sealed matter; that they cannot be asked for is the rule, not an omission.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::nearest::nearest;
use crate::question::Unknown;
use crate::rows::Recourse;

/// What an unknown value is called.
pub(crate) const UNKNOWN: &str = "unknown";

/// A way to tell rows apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    Mechanism,
    Jurisdiction,
    Agency,
    Port,
    Region,
    Country,
    Mode,
    Purpose,
    Complaint,
    Channel,
    Language,
    Represented,
    /// The month of filing: how a figure moved, told by when people came.
    Month,
}

impl Dimension {
    /// Every dimension, in the order in which they are offered.
    pub const ALL: [Dimension; 13] = [
        Dimension::Mechanism,
        Dimension::Jurisdiction,
        Dimension::Agency,
        Dimension::Country,
        Dimension::Region,
        Dimension::Port,
        Dimension::Mode,
        Dimension::Purpose,
        Dimension::Complaint,
        Dimension::Channel,
        Dimension::Language,
        Dimension::Represented,
        Dimension::Month,
    ];

    /// The name in a path, a filter or a column.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Mechanism => "mechanism",
            Dimension::Jurisdiction => "jurisdiction",
            Dimension::Agency => "agency",
            Dimension::Port => "port",
            Dimension::Region => "region",
            Dimension::Country => "country",
            Dimension::Mode => "mode",
            Dimension::Purpose => "purpose",
            Dimension::Complaint => "complaint",
            Dimension::Channel => "channel",
            Dimension::Language => "language",
            Dimension::Represented => "represented",
            Dimension::Month => "month",
        }
    }

    pub(crate) fn parse(name: &str) -> Result<Dimension, &'static str> {
        let found = Dimension::ALL.into_iter().find(|dimension| dimension.name() == name);
        found.ok_or_else(|| nearest(name, Dimension::ALL.map(Dimension::name)))
    }

    /// The coarser tables that are published beside this one, from the coarsest.
    pub(crate) fn coarser(self) -> &'static [Dimension] {
        match self {
            Dimension::Port => &[Dimension::Country, Dimension::Region],
            Dimension::Region => &[Dimension::Country],
            Dimension::Mechanism
            | Dimension::Jurisdiction
            | Dimension::Agency
            | Dimension::Country
            | Dimension::Mode
            | Dimension::Purpose
            | Dimension::Complaint
            | Dimension::Channel
            | Dimension::Language
            | Dimension::Represented
            | Dimension::Month => &[],
        }
    }

    /// Whether each row has exactly one code, so that the groups add up to the total.
    pub(crate) fn adds_up(self) -> bool {
        self != Dimension::Complaint
    }

    /// The codes of a row; never empty.
    pub fn codes(self, row: &Recourse) -> Vec<&str> {
        let place = &row.place;
        let code: Option<&str> = match self {
            Dimension::Mechanism => Some(&row.mechanism),
            Dimension::Jurisdiction => Some(&row.jurisdiction),
            Dimension::Agency => row.agency.as_deref(),
            Dimension::Port => place.port.as_deref(),
            Dimension::Region => place.region.as_deref(),
            Dimension::Country => place.country.as_deref(),
            Dimension::Mode => place.mode.as_deref(),
            Dimension::Purpose => row.purpose.as_deref(),
            Dimension::Channel => row.channel.as_deref(),
            Dimension::Language => row.language.as_deref(),
            Dimension::Represented => row.represented.map(|yes| if yes { "yes" } else { "no" }),
            Dimension::Month => row.spells.first().map(|spell| month(spell.received)),
            Dimension::Complaint => {
                let mut codes: Vec<&str> = row.complaints.iter().map(String::as_str).collect();
                codes.sort_unstable();
                codes.dedup();
                return if codes.is_empty() { vec![UNKNOWN] } else { codes };
            }
        };
        vec![code.filter(|code| !code.is_empty()).unwrap_or(UNKNOWN)]
    }
}

/// The months of two centuries as they are written in a code, so that rows can borrow them.
static MONTHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let years = FIRST_YEAR..FIRST_YEAR + 200;
    years.flat_map(|year| (1..=12).map(move |month| format!("{year}-{month:02}"))).collect()
});

const FIRST_YEAR: i16 = 1900;

fn month(day: Date) -> &'static str {
    let months = (day.year() - FIRST_YEAR) * 12 + i16::from(day.month()) - 1;
    let place = usize::try_from(months).ok();
    place.and_then(|place| MONTHS.get(place)).map_or(UNKNOWN, String::as_str)
}

impl std::str::FromStr for Dimension {
    type Err = Unknown;

    fn from_str(name: &str) -> Result<Self, Unknown> {
        let unknown = |nearest| Unknown::Dimension { name: name.to_owned(), nearest };
        Dimension::parse(name).map_err(unknown)
    }
}
