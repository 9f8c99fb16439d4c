//! The wording is whole: the same keys and values in both languages, each of them used, and
//! nothing used that is not there. Dates and numbers against a golden list.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use jiff::civil::date;
use jiff::tz::TimeZone;

use super::{FILES, Words};
use crate::lang::Lang;

type Keys = BTreeMap<String, BTreeSet<String>>;

fn keys(lang: Lang) -> Keys {
    let mut keys = Keys::new();
    for (en, fr) in FILES {
        let text = if lang == Lang::En { *en } else { *fr };
        let tree = parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}\n{text}"));
        for entry in tree.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut values = BTreeSet::new();
            pattern_values(&message.value.expect("a message has a text"), &mut values);
            let double = keys.insert(message.id.name.to_owned(), values);
            assert!(double.is_none(), "{} is there twice", message.id.name);
        }
    }
    keys
}

fn pattern_values(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => inline_values(inline, into),
            Expression::Select { selector, variants } => {
                inline_values(selector, into);
                for variant in variants {
                    pattern_values(&variant.value, into);
                }
            }
        }
    }
}

fn inline_values(inline: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        into.insert(id.name.to_owned());
    }
}

#[test]
fn both_languages_have_the_same_keys_and_values() {
    let (english, french) = (keys(Lang::En), keys(Lang::Fr));
    for (key, values) in &english {
        assert_eq!(Some(values), french.get(key), "{key} in French");
    }
    for key in french.keys() {
        assert!(english.contains_key(key), "{key} is French only");
    }
}

fn files_under(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of this crate") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files_under(&path, into);
        } else if !path.ends_with("words/tests.rs") {
            into.push(path);
        }
    }
}

/// Every quoted text in the crate's code and templates.
fn literals() -> BTreeSet<String> {
    let mut files = Vec::new();
    files_under(Path::new("src"), &mut files);
    files_under(Path::new("templates"), &mut files);
    let mut found = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a text file");
        for line in text.lines() {
            // Templates quote keys within quoted attributes, so every piece may be one.
            found.extend(line.split('"').map(ToOwned::to_owned));
        }
    }
    found
}

/// Whether a literal names a key: itself, or as a pattern such as `field-{key}-label`.
fn names(literal: &str, key: &str) -> bool {
    if !literal.contains('{') {
        return literal == key;
    }
    let mut fixed = Vec::new();
    for piece in literal.split('{') {
        fixed.push(piece.split_once('}').map_or(piece, |(_, rest)| rest));
    }
    if fixed.iter().map(|f| f.len()).sum::<usize>() < 4 || !key.starts_with(fixed[0]) {
        return false;
    }
    let mut rest = &key[fixed[0].len()..];
    for piece in &fixed[1..] {
        match rest.rfind(piece) {
            Some(at) if !piece.is_empty() => rest = &rest[at + piece.len()..],
            _ if piece.is_empty() => rest = "",
            _ => return false,
        }
    }
    rest.is_empty()
}

#[test]
fn every_key_is_used() {
    let literals = literals();
    let unused: Vec<String> = keys(Lang::En)
        .into_keys()
        .filter(|key| !literals.iter().any(|literal| names(literal, key)))
        .collect();
    assert!(unused.is_empty(), "never used: {unused:#?}");
}

#[test]
fn every_key_that_is_used_is_there() {
    let mut files = Vec::new();
    files_under(Path::new("src"), &mut files);
    files_under(Path::new("templates"), &mut files);
    // Labels of the law's codes are in the domain's folders and come with the bundle.
    let is_there = |key: &str| Lang::ALL.into_iter().all(|lang| Words::new(lang).has(key));
    let mut missing = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a text file");
        for call in [".t(\"", ".t1(\"", ".t2(\"", ".with(\""] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or("");
                if !key.contains('{') && !is_there(key) {
                    missing.push(format!("{key} in {}", file.display()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no wording: {missing:#?}");
}

#[test]
fn dates_and_numbers_as_each_language_writes_them() {
    let (en, fr) = (Words::new(Lang::En), Words::new(Lang::Fr));
    let first = date(2026, 3, 1);
    assert_eq!(en.date(&first), "March\u{A0}1, 2026");
    assert_eq!(fr.date(&first), "1er\u{A0}mars\u{A0}2026");
    assert_eq!(fr.date(&date(2026, 8, 2)), "2\u{A0}août\u{A0}2026");
    assert_eq!(en.number(1_234_567), "1,234,567");
    assert_eq!(fr.number(-1234), "\u{2212}1\u{202F}234");
    assert_eq!(fr.tenths(12345), "1\u{202F}234,5");
    assert_eq!(fr.size(2_340_000), "2,3\u{A0}Mo");
    let at = "2026-03-01T19:30:00Z".parse().unwrap();
    let toronto = TimeZone::get("America/Toronto").unwrap();
    assert_eq!(en.instant(&at, &toronto), "March\u{A0}1, 2026, 2:30\u{A0}p.m.");
    assert_eq!(fr.instant(&at, &toronto), "1er\u{A0}mars\u{A0}2026 à 14\u{A0}h\u{A0}30");
}

#[test]
fn plain_text_carries_no_marks_of_direction() {
    let text = Words::new(Lang::En).t1("title-error", "title", "Zoë");
    assert!(!text.contains('\u{2068}') && text.contains("Zoë"), "{text}");
}
