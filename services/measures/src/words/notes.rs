//! Captions that stand beside a figure: what was left out, which standard, and how to read it.

use super::grammar::{Language, whole};
use super::texts::{find, text};
use crate::figure::{Count, Excluded, Figure, Text};

/// Every caption of a figure.
pub(super) fn notes(figure: &Figure, name: &str) -> Vec<Text> {
    let mut notes = vec![both(|language| left_out(&figure.excluded, language))];
    if figure.standard.is_some() {
        notes.push(both(|language| standard(figure, language)));
    }
    let own = format!("{name}-note");
    if find(&own, Language::En).is_some() {
        notes.push(both(|language| text(&own, language).to_owned()));
    }
    if figure.synthetic {
        notes.push(both(|language| text("note-synthetic", language).to_owned()));
    }
    notes
}

fn both(say: impl Fn(Language) -> String) -> Text {
    Text { en: say(Language::En), fr: say(Language::Fr) }
}

fn standard(figure: &Figure, language: Language) -> String {
    let Some(standard) = &figure.standard else {
        return String::new();
    };
    let known = find(&format!("note-confidence-{}", standard.confidence), language);
    text("note-standard", language)
        .replace("{days}", &standard.days.to_string())
        .replace("{rule}", &standard.rule)
        .replace("{source}", &standard.source)
        .replace("{confidence}", known.unwrap_or(&standard.confidence))
}

/// The line of exclusions by reason; it is printed even when nothing was left out.
fn left_out(excluded: &Excluded, language: Language) -> String {
    let reasons = [
        ("left-immature", excluded.immature),
        ("left-withdrawn", excluded.withdrawn_before),
        ("left-abandoned", excluded.abandoned_before),
        ("left-superseded", excluded.superseded_before),
        ("left-returned", excluded.returned),
        ("left-transferred", excluded.transferred),
        ("left-duplicate", excluded.duplicate),
        ("left-never-complete", excluded.never_complete),
        ("left-imported", excluded.imported),
        ("left-no-decision", excluded.no_decision),
    ];
    let some = reasons.into_iter().filter(|(_, count)| *count != Count::Exact(0));
    let said: Vec<String> = some
        .map(|(key, count)| {
            let number = match count {
                Count::Exact(count) => whole(count, language),
                Count::Under10 | Count::Hidden => text("left-hidden", language).to_owned(),
            };
            format!("{}\u{a0}{}", number, text(key, language))
        })
        .collect();
    if said.is_empty() {
        return text("left-none", language).to_owned();
    }
    text("left-some", language).replace("{list}", &said.join(", "))
}
