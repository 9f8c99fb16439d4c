//! Mails tell nothing of a case, and the one thing that helps.

use domain::purpose::Language;
use jiff::civil::date;
use letters::{CodePurpose, code, digest, mail, render};

use crate::fixture::profile;
use crate::stories::{every, story};

#[test]
fn no_mail_holds_a_fact_of_the_case() {
    const FACTS: &[&str] = &[
        "RDR-",
        "Zoë",
        "Côté",
        "border",
        "frontière",
        "Border",
        "identity",
        "identité",
        "CBP",
        "secondary",
        "mixed up",
        "confondu",
        "613",
    ];
    for (letter, story) in every() {
        for lang in [Language::En, Language::Fr] {
            let one = mail(letter, &story.facts(lang), &profile()).unwrap();
            for fact in FACTS {
                assert!(
                    !one.text.contains(fact) && !one.html.contains(fact),
                    "{letter}: {fact}\n{}",
                    one.text
                );
            }
            let page = render(letter, &story.facts(lang), &profile()).unwrap();
            assert_eq!(one.version, page.version, "a mail goes under the version of its letter");
            assert!(one.html.starts_with("<!doctype html>"));
            assert!(one.html.contains("<a href=\"https://redress.example/"));
        }
    }
}

#[test]
fn a_mail_says_by_when_something_is_needed() {
    let story = story("document-request");
    let english = mail("document-request", &story.facts(Language::En), &profile()).unwrap();
    let flat = english.text.replace('\n', " ");
    assert!(flat.contains("answer by April\u{A0}20, 2026, 23:59 Toronto time"), "{flat}");
    assert!(flat.contains("this office’s target"));
    let french = mail("document-request", &story.facts(Language::Fr), &profile()).unwrap();
    assert!(french.text.replace('\n', " ").contains("20\u{A0}avril\u{A0}2026 à 23\u{A0}h\u{A0}59"));
}

#[test]
fn a_code_says_what_it_is_for_and_how_long_it_lasts() {
    for lang in [Language::En, Language::Fr] {
        for purpose in CodePurpose::ALL {
            let one = code("482913", purpose, 20, (lang, true), &profile()).unwrap();
            assert!(one.text.contains("482913") && one.text.contains("20 minutes"));
            assert!(!one.subject.contains("482913"), "a lock screen shows subjects");
            assert_eq!(CodePurpose::parse(purpose.code()), Some(purpose));
        }
    }
}

#[test]
fn the_digest_is_counts_alone() {
    let counts = [("open".to_owned(), 12), ("late".to_owned(), 3)];
    let one = digest(date(2026, 3, 2), &counts, (Language::Fr, true), &profile()).unwrap();
    assert!(one.text.contains(": 12") && one.text.contains(": 3"), "{}", one.text);
    assert!(one.subject.contains("2\u{A0}mars\u{A0}2026"));
}
