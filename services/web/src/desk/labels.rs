//! Codes as words. The lists of codes belong to the law and so do their words; which list a
//! field chooses from is read off the list itself.

use domain::case::codes::Checked;
use domain::recourse::inquiry::codes::{
    Answer, ClearedBy, Component, Crossing, Disclosure, Downstream, Item, OtherDoor, Outcome,
    Proof, ReopenedFor, RootCause, SealedFact, Urgency,
};

use crate::words::Words;

/// The lists that steps choose from, by the first part of their words' keys.
const LISTS: &[(&[&str], &str)] = &[
    (Item::CODES, "item"),
    (Component::CODES, "component"),
    (Answer::CODES, "answer"),
    (Disclosure::CODES, "disclosure"),
    (Downstream::CODES, "downstream"),
    (Proof::CODES, "proof"),
    (OtherDoor::CODES, "door"),
    (ReopenedFor::CODES, "reopened-for"),
    (Crossing::CODES, "crossing"),
    (Urgency::CODES, "urgency"),
    (Checked::CODES, "checked"),
    (Outcome::CODES, "outcome"),
    (RootCause::CODES, "root-cause"),
    (ClearedBy::CODES, "cleared-by"),
    (SealedFact::CODES, "sealed-fact"),
];

/// The list that a field's codes are.
pub fn list(codes: &[&str]) -> &'static str {
    LISTS.iter().find(|(known, _)| *known == codes).map_or("code", |(_, name)| name)
}

/// A code of a list in words; the code itself where it has none.
pub fn code(w: Words, list: &str, code: &str) -> String {
    let key = format!("{list}-{code}");
    if w.has(&key) { w.t(&key) } else { code.to_owned() }
}

/// A part in words, by the pattern of its key; the part itself where there are none.
pub fn word(w: Words, pattern: &str, part: &str) -> String {
    let start = pattern.find('{').unwrap_or(pattern.len());
    code(w, pattern[..start].trim_end_matches('-'), part)
}

/// A step as officers read it: what travellers do by themselves has another name at the desk.
pub fn step(w: Words, key: &str) -> String {
    let own = format!("desk-step-{key}");
    if w.has(&own) { w.t(&own) } else { w.of("step-{key}", key) }
}

/// A field of a step: its own words, else the shared ones.
pub fn field(w: Words, step: &str, key: &str) -> String {
    let own = format!("field-{step}-{key}");
    if w.has(&own) { w.t(&own) } else { code(w, "field", key) }
}

/// An event as officers read it.
pub fn event(w: Words, name: &str) -> String {
    let key = format!("event-{}", name.replace('.', "-"));
    let own = format!("{key}-officer");
    if w.has(&own) { w.t(&own) } else { w.t(&key) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use domain::case::steps::STEPS;
    use domain::recourse::Mechanism;
    use domain::recourse::definition::FieldKind;

    #[test]
    fn every_step_field_and_code_has_words_in_both_languages() {
        let steps = STEPS.iter().chain(Mechanism::ALL.iter().flat_map(|m| m.steps()));
        for step in steps {
            for lang in Lang::ALL {
                let w = Words::new(lang);
                assert!(w.has(&format!("step-{}", step.key)), "{}", step.key);
                for asked in step.asks {
                    assert_ne!(field(w, step.key, asked.key), asked.key, "{}", step.key);
                    let (FieldKind::Choice(codes) | FieldKind::Choices(codes)) = asked.kind else {
                        continue;
                    };
                    for one in codes {
                        assert_ne!(code(w, list(codes), one), *one, "{} {}", step.key, asked.key);
                    }
                }
                for name in step.follows {
                    assert!(!event(w, name).starts_with('['), "{name}");
                }
            }
        }
    }
}
