//! Each letter in each language: rendered from a story, whole, and right in what it must say.

use std::collections::BTreeSet;

use domain::case;
use domain::matter::Content;
use domain::purpose::Language;
use domain::recourse::Mechanism;
use domain::recourse::inquiry::codes::{Disclosure, Item, Outcome, RootCause};
use letters::{Rendered, preview, render};

use crate::fixture::{self, HELPER, RECOURSE, Story, TRAVELLER, profile};
use crate::stories::{every, finding, in_process, story};

fn rendered(letter: &str, story: &Story, lang: Language) -> Rendered {
    render(letter, &story.facts(lang), &profile()).unwrap_or_else(|e| panic!("{letter}: {e:?}"))
}

#[test]
fn there_is_a_story_for_every_wording() {
    let mechanisms = Mechanism::ALL.iter().flat_map(|m| m.wordings());
    let all: BTreeSet<&str> = case::WORDINGS.iter().chain(mechanisms).map(|w| w.letter).collect();
    let told: BTreeSet<&str> = every().iter().map(|(letter, _)| *letter).collect();
    assert_eq!(all, told);
}

#[test]
fn every_letter_is_whole_in_both_languages() {
    for (letter, story) in every() {
        for lang in [Language::En, Language::Fr] {
            let one = rendered(letter, &story, lang);
            assert!(one.text.contains("RDR-"), "{letter}: the number");
            assert!(one.text.contains("Zoë O’Brien-Nguyễn <b>"), "{letter}: the name as written");
            assert!(one.html.contains("<bdi>Zoë O’Brien-Nguyễn &lt;b&gt;</bdi>"), "{letter}");
            assert!(
                !one.html.contains("<b>") && !one.html.contains("<h2>Not a heading"),
                "{letter}"
            );
            let synthetic = match lang {
                Language::En => "Synthetic data",
                Language::Fr => "Données fictives",
            };
            assert!(one.text.contains(synthetic), "{letter}: synthetic");
            let odd = |c: char| {
                ('\u{E000}'..='\u{F8FF}').contains(&c) || "\u{2068}\u{2069}{}%".contains(c)
            };
            assert!(!one.text.contains(odd), "{letter}: marks are left in\n{}", one.text);
            assert_eq!(one.version.len(), 16);
        }
    }
}

/// Whoever sees a mailbox over a shoulder learns nothing from a subject.
#[test]
fn subjects_are_neutral() {
    const TELLING: &[&str] = &[
        "border",
        "front",
        "cross",
        "passage",
        "custom",
        "douan",
        "visa",
        "passport",
        "passeport",
        "entry",
        "entrée",
        "flight",
        "vol ",
        "travel",
        "voyag",
        "recours",
        "redress",
        "rdr-",
        "refus",
        "list",
        "decision",
        "décision",
        "zoë",
    ];
    for (letter, story) in every() {
        for lang in [Language::En, Language::Fr] {
            let subject = rendered(letter, &story, lang).subject;
            let small = subject.to_lowercase();
            let told = TELLING.iter().find(|word| small.contains(**word));
            assert_eq!(told, None, "{letter}: {subject}");
            assert!(subject.chars().count() <= 78, "{letter}: {subject}");
        }
    }
}

/// What an officer wrote is never markup: as it was typed in the text, escaped in the HTML.
#[test]
fn the_words_of_officers_and_operators_are_never_markup() {
    let typed = "Photo & <b>page</b> <script>alert(1)</script>";
    let escaped = "Photo &amp; &lt;b&gt;page&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;";
    let mut operator = profile();
    operator.zone.en = "Toronto <i>time</i>".to_owned();
    operator.zone.fr = operator.zone.en.clone();
    let mut quoting = BTreeSet::new();
    for (letter, mut story) in every() {
        for id in [fixture::NOTE, fixture::REASONS_EN, fixture::REASONS_FR] {
            let (text, lang) = (typed.to_owned(), Some("en".to_owned()));
            story.matter.insert(id, Content::Text { text, lang });
        }
        for lang in [Language::En, Language::Fr] {
            let one = render(letter, &story.facts(lang), &operator).unwrap();
            let said = one.text.contains(typed);
            assert_eq!(said, one.html.contains(escaped), "{letter}: {}", one.html);
            for raw in ["<b>", "<script", "<i>"] {
                assert!(!one.html.contains(raw), "{letter}: {}", one.html);
            }
            if said {
                quoting.insert(letter);
            }
        }
    }
    let known = ["decision", "document-request", "message", "missing-items", "urgency-answered"];
    assert_eq!(quoting.into_iter().collect::<Vec<_>>(), known);
}

#[test]
fn missing_items_are_named_with_a_day_that_says_what_it_is() {
    let (letter, story) = ("missing-items", story("missing-items"));
    let english = rendered(letter, &story, Language::En);
    assert!(english.text.contains("- Copy of an identity document"));
    assert!(english.text.contains("- Flight or booking details"));
    let flat = english.text.replace('\n', " ");
    assert!(flat.contains("April\u{A0}3, 2026, 23:59 Toronto time"), "{flat}");
    assert!(flat.contains("this office’s target"));
    assert!(flat.contains("could not confirm in law"));
    assert!(!flat.contains("Act by"), "an unconfirmed rule gives no last day");
    assert_eq!(english.subject, "Please send something by April\u{A0}3, 2026");
    let french = rendered(letter, &story, Language::Fr).text.replace('\n', " ");
    assert!(french.contains("3\u{A0}avril\u{A0}2026"));
    assert!(french.contains("objectif de ce bureau"));
    assert!(french.contains("Cette partie est écrite en anglais"), "the officer's own words");
}

#[test]
fn a_confirmed_rule_says_act_by() {
    let mut story = Story::filed(&[Item::IdentityDocument], false);
    let rule = &mut story.rules.limits.get_mut("US-D01").unwrap().0;
    rule.confidence = domain::rule::Confidence::Official;
    let on = jiff::civil::date(2026, 1, 1);
    rule.review = Some(domain::rule::Review { by: "A reviewer".to_owned(), on, due: on });
    let text = rendered("acknowledgement", &story, Language::En).text;
    assert!(text.contains("Act by April\u{A0}1, 2026"), "{text}");
}

#[test]
fn a_decision_says_what_was_seen_to_work_and_what_was_not() {
    let story = story("decision");
    let text = rendered("decision", &story, Language::En).text.replace("\n  ", " ");
    assert!(text.contains("seen to work on March\u{A0}27, 2026"), "{text}");
    assert!(text.contains("What is not done yet"));
    assert!(text.contains("Your record was mixed up with another."));
    assert!(text.contains("In your favour"));
    let french = rendered("decision", &story, Language::Fr).text.replace('\n', " ");
    assert!(french.contains("Votre dossier a été confondu avec un autre."));
    assert!(french.contains("traduction de courtoisie"));
}

#[test]
fn the_helper_reads_that_it_is_about_somebody_else() {
    let story = in_process();
    let facts = letters::LetterFacts::of(&story.occasion(HELPER, Language::Fr)).unwrap();
    let text = render("withdrawn", &facts, &profile());
    assert!(text.is_err(), "a letter asks for facts that this case does not have");
    let story = crate::stories::story("withdrawn");
    let facts = letters::LetterFacts::of(&story.occasion(HELPER, Language::Fr)).unwrap();
    let text = render("withdrawn", &facts, &profile()).unwrap().text;
    assert!(text.contains("Maître Ève Côté"));
    assert!(text.replace('\n', " ").contains("vous agissez pour Zoë"));
}

#[test]
fn an_assistance_service_says_that_filing_here_is_not_filing_there() {
    let mut operator = profile();
    operator.files_with_decider = false;
    let facts = every()[0].1.facts(Language::En);
    let text = render("acknowledgement", &facts, &operator).unwrap().text;
    assert!(text.contains("This is not an application to"));
}

#[test]
fn a_draft_is_shown_in_both_languages_before_it_is_issued() {
    use domain::case::Event;
    use domain::recourse::{self, inquiry};
    let story = in_process();
    let proposed = inquiry::Event::Proposed {
        proposal: fixture::part(4),
        findings: vec![finding(Outcome::NoChange, RootCause::NoErrorFound)],
        disclosure: Disclosure::Limited,
        reasons_en: Some(fixture::REASONS_EN),
        reasons_fr: Some(fixture::REASONS_FR),
        corrections: vec![],
        second_signature: inquiry::SecondSignature::Adverse,
    };
    let decided =
        inquiry::Event::Decided { proposal: fixture::part(4), on: jiff::civil::date(2026, 3, 30) };
    let events = [proposed, decided]
        .map(|event| Event::Recourse { id: RECOURSE, event: recourse::Event::Inquiry(event) });
    let occasion = story.occasion(TRAVELLER, Language::En);
    let (english, french) = preview("decision", &occasion, &events, &profile()).unwrap();
    assert!(english.text.contains("The law does not let us give all of our reasons"));
    assert!(french.text.contains("Votre dossier a été confondu"));
    assert!(!english.text.contains("Customs and Border"), "limited: offices are not named");
}

/// A door has one name: a letter calls it as the public pages do, with the office where several
/// share the door.
#[test]
fn doors_are_called_as_on_the_public_pages() {
    let source = include_str!("../../../../contracts/rules/doors.toml");
    let book: toml::Table = toml::from_str(source).unwrap();
    let doors = book["door"].as_array().unwrap();
    let named = [
        ("DEFERRED_INSPECTION", "us-deferred"),
        ("CBP_INFO_CENTER", "us-conduct"),
        ("REAPPLY", "us-again"),
        ("USCIS_MOTION", "us-i290b"),
        ("CRCL_COMPLAINT", "us-conduct"),
        ("TTP_RECONSIDERATION", "us-trusted-review"),
    ];
    for (code, key) in named {
        let door = doors.iter().find(|door| door["key"].as_str() == Some(key)).unwrap();
        for lang in [Language::En, Language::Fr] {
            let name = door["name"][lang.code()].as_str().unwrap();
            let label = letters::Labels(lang).of("door", code);
            assert!(label.starts_with(name), "{code}: {label}");
        }
    }
}

/// Whoever must send something reads that, and not that an officer is at work.
#[test]
fn news_with_something_wanted_says_that_sending_it_comes_next() {
    let asked = story("document-request");
    for (lang, next) in [
        (Language::En, "You send what is listed. Then an officer checks."),
        (Language::Fr, "Vous envoyez ce qui est indiqué. Un agent vérifie ensuite."),
    ] {
        let wanted = rendered("status", &asked, lang).text.replace('\n', " ");
        assert!(wanted.contains(next), "{wanted}");
        assert!(!rendered("status", &in_process(), lang).text.replace('\n', " ").contains(next));
    }
}

#[test]
fn the_version_follows_the_wording() {
    let (a, b) = (&every()[0], &every()[1]);
    let version = |(letter, story): &(&str, Story), lang| rendered(letter, story, lang).version;
    assert_eq!(version(a, Language::En), version(a, Language::En));
    assert_ne!(version(a, Language::En), version(a, Language::Fr));
    assert_ne!(version(a, Language::En), version(b, Language::En));
}

/// Nothing but what a letter asks for has to be opened, and the sealed part never is.
#[test]
fn the_matter_that_a_letter_needs_is_enough() {
    for (letter, mut story) in every() {
        let needed = letters::matter_needed(&story.case, &story.last);
        assert!(!needed.contains(&fixture::SEALED), "{letter}");
        let whole = rendered(letter, &story, Language::Fr);
        story.matter.retain(|id, _| needed.contains(id));
        assert_eq!(rendered(letter, &story, Language::Fr), whole, "{letter}");
    }
}
