//! The school grade of a passage. Each language has two measures, one of syllables and one of letters,
//! and the harder one counts, so that neither a long sentence nor a long word slips by.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::json;

/// A language in which people are written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Lang {
    En,
    Fr,
}

impl Lang {
    pub(super) const ALL: [Self; 2] = [Self::En, Self::Fr];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// A short word that stands where a name, a day or a term of law would.
    pub(super) const fn stand_in(self) -> &'static str {
        match self {
            Self::En => "one",
            Self::Fr => "un",
        }
    }
}

/// What textstat says of a passage.
#[derive(Debug, Deserialize)]
struct Measures {
    kincaid: f64,
    letters: f64,
    ease: f64,
    long_words: f64,
}

/// Flesch's own table (How to Test Readability, 1951): the score from which a text is for a grade. Where a
/// band covers two grades, its upper half is the lower one.
const EASE: [(f64, u8); 8] = [
    (90.0, 5),
    (80.0, 6),
    (70.0, 7),
    (65.0, 8),
    (60.0, 9),
    (55.0, 10),
    (50.0, 12),
    (f64::NEG_INFINITY, 13),
];

/// Anderson's table (Lix and Rix, Journal of Reading 26, 1983): words of seven letters or more to a
/// sentence, and the grade from which they are too many for the one before.
const LONG_WORDS: [(f64, u8); 12] = [
    (7.2, 13),
    (6.2, 12),
    (5.3, 11),
    (4.5, 10),
    (3.7, 9),
    (3.0, 8),
    (2.4, 7),
    (1.8, 6),
    (1.3, 5),
    (0.8, 4),
    (0.5, 3),
    (f64::NEG_INFINITY, 2),
];

/// The grade of each passage, in order.
pub(super) fn grades(passages: &[(Lang, String)]) -> Vec<f64> {
    let measured = measure(passages);
    assert_eq!(measured.len(), passages.len(), "an answer for each passage");
    let each = passages.iter().zip(&measured);
    each.map(|((lang, _), measures)| grade(*lang, measures)).collect()
}

/// English: Flesch-Kincaid and the Automated Readability Index, both made to give a grade. French: Flesch's
/// score with the weights of Kandel and Moles (1958), which are textstat's for French, and Rix, which
/// Anderson found to hold for French as it stands.
fn grade(lang: Lang, measures: &Measures) -> f64 {
    match lang {
        Lang::En => measures.kincaid.max(measures.letters),
        Lang::Fr => at(&EASE, measures.ease).max(at(&LONG_WORDS, measures.long_words)).into(),
    }
}

fn at(table: &[(f64, u8)], score: f64) -> u8 {
    let found = table.iter().find(|(from, _)| score >= *from);
    found.map_or(u8::MAX, |(_, grade)| *grade)
}

fn measure(passages: &[(Lang, String)]) -> Vec<Measures> {
    let asked: Vec<_> = passages.iter().map(|(lang, text)| json!([lang.code(), text])).collect();
    let python = std::env::var_os("TESTS_PYTHON").unwrap_or_else(|| "python3".into());
    let mut child = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("it/reading/grade.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("start the Python that TESTS_PYTHON names");
    let mut into = child.stdin.take().unwrap();
    into.write_all(serde_json::to_string(&asked).unwrap().as_bytes()).unwrap();
    drop(into);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "is textstat there for the Python that TESTS_PYTHON names?");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_tables_give_the_grades_of_their_authors() {
    assert_eq!([95.0, 72.0, 65.0, 64.9, 10.0].map(|ease| at(&EASE, ease)), [5, 7, 8, 9, 13]);
    assert_eq!([0.1, 3.0, 3.69, 3.7, 9.0].map(|rix| at(&LONG_WORDS, rix)), [2, 8, 8, 9, 13]);
}
