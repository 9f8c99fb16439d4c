//! What codes are called where people read them, and how values are written.

use std::sync::LazyLock;

use domain::place::Places;
use jiff::civil::Date;
use measures::{Cell, Count, Dimension, Figure, Text, Why};

use crate::lang::Lang;
use crate::words::Words;

/// The list of places.
pub static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let text = include_str!("../../../../contracts/rules/places.toml");
    toml::from_str(text).expect("the list of places is read by a test")
});

/// What stands where nothing can be shown.
pub const NOTHING: &str = "–";

/// Whichever of two texts is in this language.
pub fn say(w: Words, text: &Text) -> &str {
    w.pick(&text.en, &text.fr)
}

/// What a code of a dimension is called.
pub fn name(w: Words, dimension: Dimension, code: &str) -> String {
    let label = |pattern: &str| {
        if w.has(&pattern.replace("{c}", code)) { w.of(pattern, code) } else { code.to_owned() }
    };
    match (dimension, code) {
        (_, "unknown") => w.t("insight-not-known"),
        (Dimension::Port, "other") => w.t("insight-other-ports"),
        (Dimension::Mechanism, _) => label("mechanism-{c}"),
        (Dimension::Jurisdiction, _) => label("jurisdiction-{c}"),
        (Dimension::Country, _) => label("country-{c}"),
        (Dimension::Mode, _) => label("mode-{c}"),
        (Dimension::Purpose, _) => label("purpose-{c}"),
        (Dimension::Complaint, _) => label("complaint-{c}"),
        (Dimension::Channel, _) => label("channel-{c}"),
        (Dimension::Language, _) => label("language-{c}"),
        (Dimension::Represented, _) => label("insight-represented-{c}"),
        (Dimension::Port, _) => port(w, code),
        (Dimension::Region, _) => {
            let region = PLACES.regions.get(code);
            region.map_or(code, |name| w.pick(&name.en, &name.fr)).to_owned()
        }
        (Dimension::Month, _) => month(w, code),
        (Dimension::Agency, _) => code.to_owned(),
    }
}

fn port(w: Words, key: &str) -> String {
    let Some(place) = PLACES.find(key) else { return key.to_owned() };
    let name = w.pick(&place.name.en, &place.name.fr);
    match &place.code {
        Some(code) => format!("{name} ({code})"),
        None => name.to_owned(),
    }
}

fn month(w: Words, code: &str) -> String {
    match format!("{code}-01").parse::<Date>() {
        Ok(day) => format!("{} {}", w.month(day.month()), day.year()),
        Err(_) => code.to_owned(),
    }
}

/// What a dimension is called.
pub fn dimension(w: Words, dimension: Dimension) -> String {
    w.of("insight-by-{dimension}", dimension.name())
}

/// What a value counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Things.
    Count,
    /// A part of a whole.
    Share,
    /// Something over something else.
    Ratio,
    /// Days.
    Days,
}

/// What the value of a cell counts in. The headline has the figure's own kind; a line that counts
/// nothing is a number of days, except the mean number of pauses.
pub fn kind(figure: &Figure, cell: &Cell) -> Kind {
    match (cell.line.as_str(), cell.day, cell.numerator) {
        ("total", _, _) => kind_of(figure),
        (_, Some(_), _) | (_, _, Some(_)) => Kind::Share,
        ("pauses-per-spell", _, _) => Kind::Ratio,
        (_, None, None) => Kind::Days,
    }
}

/// What a figure's own value counts in.
pub fn kind_of(figure: &Figure) -> Kind {
    match figure.value_kind {
        "count" => Kind::Count,
        "share" => Kind::Share,
        "ratio" => Kind::Ratio,
        _ => Kind::Days,
    }
}

/// A value in words.
pub fn value(w: Words, kind: Kind, value: f64) -> String {
    match kind {
        Kind::Count => w.number(rounded(value)),
        Kind::Share => {
            let percent = w.tenths(rounded(value * 1000.0));
            match w.lang {
                Lang::En => format!("{percent}%"),
                Lang::Fr => format!("{percent}\u{a0}%"),
            }
        }
        Kind::Ratio => format!("{value:.2}").replace('.', w.pick(".", ",")),
        Kind::Days => w.t1("insight-days", "count", rounded(value)),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "figures stay far below 2^52")]
fn rounded(value: f64) -> i64 {
    value.round() as i64
}

/// A count in words.
pub fn count(w: Words, count: Count) -> String {
    match count {
        Count::Exact(count) => w.number(i64::try_from(count).unwrap_or(i64::MAX)),
        Count::Under10 => w.t("insight-under-10"),
        Count::Hidden => w.t("insight-hidden"),
    }
}

/// A likely range in words.
pub fn range(w: Words, kind: Kind, low: Option<f64>, high: Option<f64>) -> String {
    if low.is_none() && high.is_none() {
        return String::new();
    }
    let end = |end: Option<f64>, kind| {
        end.map_or_else(|| w.t("insight-open-end"), |end| value(w, kind, end))
    };
    // "26 to 28 days": the word once.
    let bare = if kind == Kind::Days && high.is_some() { Kind::Count } else { kind };
    w.t2("insight-range", "low", end(low, bare), "high", end(high, kind))
}

/// Why there is no value, in a few words.
pub fn why(w: Words, why: Why) -> String {
    w.t(match why {
        Why::Empty => "insight-why-empty",
        Why::Small => "insight-why-small",
        Why::TooFewForShare => "insight-why-too-few-for-share",
        Why::TooFewEvents => "insight-why-too-few-events",
        Why::NotReached => "insight-why-not-reached",
        Why::TooEarly => "insight-why-too-early",
        Why::NoStandard => "insight-why-no-standard",
        Why::FreePeriod => "insight-why-free-period",
    })
}
