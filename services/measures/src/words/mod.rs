//! Titles, definitions, captions and one sentence for every figure, in English and French.
//! The wording is data in two text files; the sentence is made from the figure that is shown, so
//! it can neither differ from it nor tell what the figure hides.

mod catalogue;
mod grammar;
mod notes;
mod texts;

pub(crate) use catalogue::wording;
pub(crate) use texts::Both;

use crate::figure::{Figure, Text, Why};
use grammar::{Language, fill};

/// Puts the figure's sentence and captions into words.
pub(crate) fn speak(figure: &mut Figure, name: &str) {
    figure.summary =
        Text { en: sentence(figure, name, Language::En), fr: sentence(figure, name, Language::Fr) };
    figure.notes = notes::notes(figure, name);
}

fn sentence(figure: &Figure, name: &str, language: Language) -> String {
    let key = match figure.reason {
        None => format!("{name}-sentence"),
        Some(why) => format!("why-{}", code(why)),
    };
    let title = texts::text(&format!("{name}-title"), language);
    let mut said = fill(texts::text(&key, language), figure, language, title);
    if let Some(more) = after(figure, name) {
        said.push(' ');
        said.push_str(&fill(texts::text(more, language), figure, language, title));
    }
    said
}

/// A second sentence, where the definitions ask for one.
fn after(figure: &Figure, name: &str) -> Option<&'static str> {
    match (name, figure.value) {
        ("clearance", Some(rate)) if rate > 1.0 => Some("clearance-falls"),
        ("clearance", Some(rate)) if rate < 1.0 => Some("clearance-grows"),
        ("clearance", Some(_)) => Some("clearance-stays"),
        ("in-time-gross", _) if grammar::part(figure, "late-but-for-pauses").is_some() => {
            Some("in-time-gross-pauses")
        }
        _ => None,
    }
}

fn code(why: Why) -> &'static str {
    match why {
        Why::Empty => "empty",
        Why::Small => "small",
        Why::TooFewForShare => "too-few-for-share",
        Why::TooFewEvents => "too-few-events",
        Why::NotReached => "not-reached",
        Why::TooEarly => "too-early",
        Why::NoStandard => "no-standard",
        Why::FreePeriod => "free-period",
    }
}

/// What a line of a table is called; codes of other lists keep their code.
pub(crate) fn label(key: &str) -> Text {
    let key = format!("label-{key}");
    let bare = key.trim_start_matches("label-");
    let said = |language| texts::find(&key, language).unwrap_or(bare).to_owned();
    Text { en: said(Language::En), fr: said(Language::Fr) }
}

/// The rule under which cells were hidden.
pub(crate) fn rule(exact: bool, rolled_up: bool) -> Text {
    let key = match (exact, rolled_up) {
        (true, _) => "rule-exact",
        (false, true) => "rule-rolled-up",
        (false, false) => "rule-masked",
    };
    Both::of(key).into()
}
