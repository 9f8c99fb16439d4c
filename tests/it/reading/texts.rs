//! Every text that travellers read: pages, labels of codes, doors and rules, letters and mails. A file of
//! words that is not named here on one side or the other is found by a test.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use acceptance::installation::house;
use fluent_syntax::ast::{Entry, Expression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::grade::Lang;

/// Pages of travellers and what is round every page.
pub(super) const PAGES: [&str; 10] = [
    "about",
    "check",
    "common",
    "demo",
    "doors",
    "errors",
    "filing",
    "questions",
    "start",
    "tracking",
];

/// Words for people at work, who know their trade's: officers, analysts, and those who write programs.
pub(super) const AT_WORK: [&str; 3] = ["desk", "insight", "api"];

/// Labels of the law's codes; keys with these marks are read at the desk alone.
const LABELS: [&str; 2] = ["case", "recourse/inquiry"];
const LABELS_AT_WORK: [&str; 2] = ["basis-", "-officer"];

/// Lists of the law whose words are shown to travellers.
const LISTS: [&str; 2] = ["doors.toml", "us-inquiry.toml"];

/// The mail that only supervisors get.
const LETTERS_AT_WORK: [&str; 1] = ["digest"];

/// A text as it stands in a file, with stand-ins where facts are filled in.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) file: String,
    pub(super) key: String,
    pub(super) lang: Lang,
    pub(super) words: String,
}

/// All of them.
pub(super) fn all() -> Vec<Text> {
    let mut texts = Vec::new();
    for lang in Lang::ALL {
        let code = lang.code();
        for page in PAGES {
            let path = format!("services/web/locales/{code}/{page}.ftl");
            texts.extend(fluent(lang, &path));
        }
        for folder in LABELS {
            let path = format!("services/domain/src/{folder}/labels.{code}.ftl");
            let shown = |text: &Text| !LABELS_AT_WORK.iter().any(|mark| text.key.contains(mark));
            texts.extend(fluent(lang, &path).into_iter().filter(shown));
        }
        for list in LISTS {
            texts.extend(listed(lang, &format!("contracts/rules/{list}")));
        }
        for path in letters(lang) {
            texts.extend(letter(lang, &path));
        }
    }
    texts
}

/// Names of the files of words beside the pages.
pub(super) fn pages_there(lang: Lang) -> BTreeSet<String> {
    let folder = house().join("services/web/locales").join(lang.code());
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(house().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A message with plural forms is as many texts as it has forms.
fn fluent(lang: Lang, path: &str) -> Vec<Text> {
    let source = read(path);
    let tree = parser::parse(source.as_str()).unwrap_or_else(|(_, e)| panic!("{path}: {e:?}"));
    let mut texts = Vec::new();
    for entry in &tree.body {
        let Entry::Message(message) = entry else { continue };
        let pattern = message.value.as_ref().unwrap();
        for words in forms(lang, pattern) {
            let (file, key) = (path.to_owned(), message.id.name.to_owned());
            texts.push(Text { file, key, lang, words });
        }
    }
    texts
}

fn forms(lang: Lang, pattern: &Pattern<&str>) -> Vec<String> {
    let mut forms = vec![String::new()];
    for element in &pattern.elements {
        let pieces = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression: Expression::Inline(_) } => {
                vec![lang.stand_in().to_owned()]
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().flat_map(|variant| self::forms(lang, &variant.value)).collect()
            }
        };
        let longer = |form: String| -> Vec<String> {
            pieces.iter().map(|piece| format!("{form}{piece}")).collect()
        };
        forms = forms.into_iter().flat_map(longer).collect();
    }
    forms
}

/// Every pair of an English and a French text in a list, whatever it belongs to.
fn listed(lang: Lang, path: &str) -> Vec<Text> {
    let list: toml::Table = read(path).parse().unwrap();
    let mut texts = Vec::new();
    pairs(&toml::Value::Table(list), "", &mut |key, pair| {
        let words = pair[lang.code()].as_str().unwrap().to_owned();
        texts.push(Text { file: path.to_owned(), key: key.to_owned(), lang, words });
    });
    texts
}

fn pairs(value: &toml::Value, key: &str, found: &mut impl FnMut(&str, &toml::Value)) {
    if let Some(all) = value.as_array() {
        for (place, one) in all.iter().enumerate() {
            let own = one.get("key").and_then(|key| key.as_str());
            let own = own.map_or_else(|| place.to_string(), ToOwned::to_owned);
            pairs(one, &format!("{key} {own}"), found);
        }
    }
    let Some(table) = value.as_table() else { return };
    if table.keys().eq(["en", "fr"]) {
        return found(key.trim(), value);
    }
    for (name, one) in table {
        pairs(one, &format!("{key} {name}"), found);
    }
}

/// Letters beside the law that sends them, and the mails.
fn letters(lang: Lang) -> Vec<String> {
    let folders = [
        "services/domain/src/case/letters",
        "services/domain/src/recourse/inquiry/letters",
        "services/letters/src/wording",
    ];
    let ending = format!(".{}.txt", lang.code());
    let mut all = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(house().join(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let own = names.filter_map(|name| Some(name.strip_suffix(&ending)?.to_owned()));
        let sent = own.filter(|name| !LETTERS_AT_WORK.contains(&name.as_str()));
        all.extend(sent.map(|name| format!("{folder}/{name}{ending}")));
    }
    all.sort();
    all
}

/// Each line of a letter, and each branch of a line, is a text: only some of them are sent together.
fn letter(lang: Lang, path: &str) -> Vec<Text> {
    let plain = filled(&read(path), lang);
    let lines = plain.lines().map(|line| {
        let line = line.trim_start_matches(">en").trim_start_matches(">fr");
        line.trim_start_matches(['#', '-', '>', ' ']).trim()
    });
    let text = |(place, line): (usize, &str)| {
        let (file, key) = (path.to_owned(), format!("part {}", place + 1));
        Text { file, key, lang, words: line.to_owned() }
    };
    lines.filter(|line| !line.is_empty()).enumerate().map(text).collect()
}

fn filled(template: &str, lang: Lang) -> String {
    let mut plain = String::new();
    let mut rest = template;
    while let Some(at) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
        plain.push_str(&rest[..at]);
        let is_fact = rest[at..].starts_with("{{");
        let end = if is_fact { "}}" } else { "%}" };
        rest = rest[at..].split_once(end).expect("a mark that is closed").1;
        plain.push_str(if is_fact { lang.stand_in() } else { "\n" });
    }
    plain + rest
}

/// Every file of a letter's words in the services, wherever it lies.
pub(super) fn letter_files(lang: Lang) -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    walk(&house().join("services"), &mut |path| {
        let is_words = path.to_str().is_some_and(|p| p.ends_with(&format!(".{}.txt", lang.code())));
        if is_words {
            files.insert(path.strip_prefix(house()).unwrap().to_owned());
        }
    });
    files
}

/// Letters that are measured, and those that are not.
pub(super) fn letter_files_known(lang: Lang) -> BTreeSet<PathBuf> {
    let at_work = LETTERS_AT_WORK
        .map(|name| format!("services/letters/src/wording/{name}.{}.txt", lang.code()));
    letters(lang).into_iter().chain(at_work).map(PathBuf::from).collect()
}

fn walk(folder: &Path, found: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else {
            found(&path);
        }
    }
}

#[test]
fn templates_and_plural_forms_are_read_as_they_will_be_sent() {
    let line = "{% if a %}Send it by {{ a.day }}.{% else %}Wait.{% endif %}";
    assert_eq!(filled(line, Lang::En).split_whitespace().count(), 5);
    assert_eq!(filled("le {{ day }} à midi", Lang::Fr), "le un à midi");
    let source = "days = { $n ->\n    [one] One day\n   *[other] { $n } days\n  } left\n";
    let tree = parser::parse(source).unwrap();
    let Some(Entry::Message(message)) = tree.body.first() else { panic!("{tree:?}") };
    let forms = forms(Lang::En, message.value.as_ref().unwrap());
    assert_eq!(forms, ["One day left", "one days left"]);
}
