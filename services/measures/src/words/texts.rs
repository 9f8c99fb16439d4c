//! The two wording files, read once: `key = text`, one a line, `#` for a remark to the translator.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::grammar::Language;

type Texts = BTreeMap<&'static str, &'static str>;

static EN: LazyLock<Texts> = LazyLock::new(|| read(include_str!("en.txt")));
static FR: LazyLock<Texts> = LazyLock::new(|| read(include_str!("fr.txt")));

fn read(file: &'static str) -> Texts {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" = ")).collect()
}

/// One text in both languages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Both {
    pub en: &'static str,
    pub fr: &'static str,
}

impl Both {
    pub(crate) fn of(key: &str) -> Both {
        Both { en: text(key, Language::En), fr: text(key, Language::Fr) }
    }
}

pub(crate) fn find(key: &str, language: Language) -> Option<&'static str> {
    match language {
        Language::En => EN.get(key).copied(),
        Language::Fr => FR.get(key).copied(),
    }
}

/// A text that must be there; a test visits every key.
pub(crate) fn text(key: &str, language: Language) -> &'static str {
    find(key, language).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_have_the_same_keys_and_no_empty_text() {
        assert_eq!(EN.keys().collect::<Vec<_>>(), FR.keys().collect::<Vec<_>>());
        assert!(EN.values().chain(FR.values()).all(|text| !text.trim().is_empty()));
    }

    #[test]
    fn every_measure_has_its_words() {
        for name in crate::names() {
            for part in ["title", "when", "definition", "sentence"] {
                assert!(EN.contains_key(format!("{name}-{part}").as_str()), "{name}-{part}");
            }
        }
    }

    #[test]
    fn no_text_belongs_to_nothing() {
        let known = ["label-", "why-", "rule-", "note-", "left-"];
        for key in EN.keys() {
            let of_measure = crate::names().any(|name| key.starts_with(name));
            assert!(of_measure || known.iter().any(|start| key.starts_with(start)), "{key}");
        }
    }
}
