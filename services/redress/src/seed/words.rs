//! What people write in the synthetic history: short texts in their own language, each marked
//! as made up in both.

use domain::matter::Content;
use domain::purpose::Language;
use domain::recourse::inquiry::codes::Complaint;

use super::chance::Chance;
use super::lists::{Said, Texts};

fn marked(texts: &Texts, language: Language, text: &str) -> Content {
    let mark = match language {
        Language::En => &texts.mark.en,
        Language::Fr => &texts.mark.fr,
    };
    Content::Text { text: format!("{mark} {text}"), lang: Some(language.code().to_owned()) }
}

fn pick<'a>(said: &'a Said, language: Language, chance: &mut Chance) -> &'a str {
    let list = match language {
        Language::En => &said.en,
        Language::Fr => &said.fr,
    };
    chance.one(list).as_str()
}

/// One of a list of things said.
pub(crate) fn said(texts: &Texts, said: &Said, language: Language, chance: &mut Chance) -> Content {
    marked(texts, language, pick(said, language, chance))
}

/// The person's own account: a sentence or two for each complaint, and how it closes.
pub(crate) fn story(
    texts: &Texts,
    complaints: &[Complaint],
    language: Language,
    chance: &mut Chance,
) -> Content {
    let mut parts: Vec<&str> = Vec::new();
    for complaint in complaints.iter().take(3) {
        if let Some(said) = texts.story.get(complaint) {
            parts.push(pick(said, language, chance));
        }
    }
    parts.push(pick(&texts.close, language, chance));
    marked(texts, language, &parts.join(" "))
}

/// Reasons for an outcome, in one language.
pub(crate) fn reasons(texts: &Texts, outcome: &str, language: Language) -> Content {
    let text = texts.reasons.get(outcome).map_or("", |both| match language {
        Language::En => both.en.as_str(),
        Language::Fr => both.fr.as_str(),
    });
    marked(texts, language, text)
}
