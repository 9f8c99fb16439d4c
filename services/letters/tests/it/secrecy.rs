//! What letters must not tell: anything of a security list, and, where nothing may be confirmed
//! or denied, anything of what was found.

use domain::matter::Content;
use domain::purpose::Language;
use domain::recourse::inquiry::Finding;
use domain::recourse::inquiry::codes::{
    ClearedBy, Disclosure, Downstream, Outcome, RootCause, SealedFact,
};
use letters::{mail, render};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::fixture::{SEALED, Story, part, profile};
use crate::stories::{decided, every, finding};

const NCND: &str = "decision-neither-confirm-nor-deny";

fn any_finding() -> impl Strategy<Value = Finding> {
    let parts =
        (select(Outcome::ALL), select(RootCause::ALL), select(ClearedBy::ALL), any::<bool>());
    parts.prop_map(|(outcome, root_cause, cleared_by, sealed)| Finding {
        decision: part(2),
        outcome,
        root_cause,
        cleared_by,
        sealed: sealed.then_some(SEALED),
    })
}

fn both(letter: &str, story: &Story) -> Vec<letters::Rendered> {
    let languages = [Language::En, Language::Fr];
    let facts = languages.map(|lang| story.facts(lang));
    let letters = facts.iter().map(|facts| render(letter, facts, &profile()).expect("a letter"));
    letters
        .chain(facts.iter().map(|facts| mail(letter, facts, &profile()).expect("a mail")))
        .collect()
}

fn flagged(mut story: Story, fact: SealedFact) -> Story {
    let text = fact.code().to_owned();
    story.matter.insert(SEALED, Content::Text { text, lang: None });
    story
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever was found, corrected or sealed: the same bytes.
    #[test]
    fn the_fixed_letter_never_changes(
        a in any_finding(),
        b in any_finding(),
        systems in subsequence(Downstream::ALL, 0..=3),
        fact in select(SealedFact::ALL),
    ) {
        let disclosure = Disclosure::NeitherConfirmNorDeny;
        let one = both(NCND, &decided(a, disclosure, &[]));
        let other = both(NCND, &flagged(decided(b, disclosure, &systems), fact));
        prop_assert_eq!(one, other);
    }

    /// The listed flag reaches no letter of any kind.
    #[test]
    fn swapping_the_flag_changes_no_letter(fact in select(SealedFact::ALL), which in 0usize..16) {
        let (letter, story) = every().swap_remove(which);
        prop_assert_eq!(both(letter, &story), both(letter, &flagged(story.clone(), fact)));
    }

    /// Nor does its being there.
    #[test]
    fn a_sealed_finding_leaves_no_trace(found in any_finding()) {
        let without = Finding { sealed: None, ..found.clone() };
        let with = Finding { sealed: Some(SEALED), ..found };
        let one = both("decision", &decided(without, Disclosure::Full, &[]));
        prop_assert_eq!(one, both("decision", &decided(with, Disclosure::Full, &[])));
    }
}

/// Root cause and what told the person apart would give a list away.
#[test]
fn causes_are_not_told() {
    let story = |cause| decided(finding(Outcome::Distinguished, cause), Disclosure::Full, &[]);
    let one = both("decision", &story(RootCause::LookoutUnsupported));
    assert_eq!(one, both("decision", &story(RootCause::DataEntry)));
}

#[test]
fn a_subject_does_not_tell_the_two_decisions_apart() {
    let full = decided(finding(Outcome::NoChange, RootCause::NoErrorFound), Disclosure::Full, &[]);
    let fixed = decided(
        finding(Outcome::NoChange, RootCause::NoErrorFound),
        Disclosure::NeitherConfirmNorDeny,
        &[],
    );
    for lang in [Language::En, Language::Fr] {
        let of = |letter, story: &Story| mail(letter, &story.facts(lang), &profile()).unwrap();
        let (one, other) = (of("decision", &full), of(NCND, &fixed));
        assert_eq!((one.subject, one.text, one.html), (other.subject, other.text, other.html));
    }
}
