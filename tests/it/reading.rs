//! Plain words: whatever a traveller reads, page, letter or mail, is for school grade 8 or below in both
//! languages. Terms of law stay as the law has them and do not count; a committed list names each.
//!
//! Left out, with a reason: the desk and the analyst's page, whose readers are trained and need the exact
//! word of their trade, and the messages of the programming interface, which programmers read.
//!
//! A page is held to the grade three times over: its sentences together, its labels together, and each
//! longer text alone, so that an easy page hides no hard paragraph. textstat counts no sentence of two
//! words, so a text of one or two words is nothing to it and is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use acceptance::installation::house;
use serde::Deserialize;

use grade::{Lang, grades};
use texts::Text;

mod grade;
mod texts;

const GRADE: f64 = 8.0;

/// Words from which a text is measured alone: one full sentence.
const LONG: usize = 15;

/// Words from which textstat takes a text for a sentence.
const COUNTED: usize = 3;

/// Hard in either language by length of sentence and of word, and a little by each alone.
const HARD_EN: &str = "Notwithstanding the aforementioned considerations, individuals whose \
    applications have been administratively discontinued may nevertheless request reconsideration \
    pursuant to the applicable regulatory provisions.";
const HARD_FR: &str = "Nonobstant les considérations susmentionnées, les personnes dont la demande a \
    fait l’objet d’une fermeture administrative peuvent néanmoins solliciter un réexamen conformément \
    aux dispositions réglementaires applicables.";

/// A term that the law or the field's glossary fixes.
#[derive(Debug, Deserialize)]
struct Term {
    lang: Lang,
    #[serde(rename = "term")]
    words: String,
    /// `glossary`, or the instrument that has it.
    source: String,
}

#[derive(Debug, Deserialize)]
struct Terms {
    term: Vec<Term>,
}

/// A passage that is measured: what it is, and its words.
#[derive(Debug)]
struct Passage {
    what: String,
    lang: Lang,
    words: String,
}

fn terms() -> Vec<Term> {
    let path = house().join("tests/it/reading/terms.toml");
    let listed: Terms = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut terms = listed.term;
    // A term within another one must not break it up.
    terms.sort_by_key(|term| std::cmp::Reverse(term.words.len()));
    terms
}

/// The text with a short word in the place of each term of law.
fn without_terms(text: &Text, terms: &[Term]) -> String {
    let own = terms.iter().filter(|term| term.lang == text.lang);
    own.fold(text.words.clone(), |words, term| replaced(&words, &term.words, text.lang.stand_in()))
}

/// Replaces whole words, whatever their capitals.
fn replaced(words: &str, term: &str, by: &str) -> String {
    let (small, term) = (words.to_lowercase(), term.to_lowercase());
    if small.len() != words.len() {
        return words.to_owned();
    }
    let (mut done, mut from) = (String::new(), 0);
    for (at, _) in small.match_indices(&term) {
        let end = at + term.len();
        let is_part = |mark: Option<char>| mark.is_some_and(char::is_alphanumeric);
        if at < from
            || is_part(small[..at].chars().next_back())
            || is_part(small[end..].chars().next())
        {
            continue;
        }
        done.push_str(&words[from..at]);
        done.push_str(by);
        from = end;
    }
    done + &words[from..]
}

fn count(words: &str) -> usize {
    words.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

fn is_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['»', '”', ')', ' ', '\u{a0}', '\u{202f}'])
        .ends_with(['.', '!', '?', '…'])
}

/// A label ends where it ends: without a stop it would run on into the next.
fn stopped(words: &str) -> String {
    let words = words.trim();
    if is_sentence(words) { words.to_owned() } else { format!("{}.", words.trim_end_matches(':')) }
}

/// What is measured of these texts.
fn passages(texts: &[Text], terms: &[Term]) -> Vec<Passage> {
    let mut together: BTreeMap<(Lang, &str, bool), Vec<String>> = BTreeMap::new();
    let mut passages = Vec::new();
    for text in texts {
        let words = stopped(&without_terms(text, terms));
        if count(&words) < COUNTED {
            continue;
        }
        if count(&words) >= LONG {
            let what = format!("{} {}", text.file, text.key);
            passages.push(Passage { what, lang: text.lang, words: words.clone() });
        }
        let kind = (text.lang, text.file.as_str(), is_sentence(&text.words));
        together.entry(kind).or_default().push(words);
    }
    for ((lang, file, is_prose), all) in together {
        let what = format!("{file} ({}, together)", if is_prose { "sentences" } else { "labels" });
        // A few words are no passage: a long one among them was measured above.
        if all.iter().map(|words| count(words)).sum::<usize>() >= LONG {
            passages.push(Passage { what, lang, words: all.join("\n") });
        }
    }
    passages
}

/// The passages that are too hard, the hardest first.
fn too_hard(passages: &[Passage]) -> Vec<String> {
    let asked: Vec<_> = passages.iter().map(|p| (p.lang, p.words.clone())).collect();
    let mut found: Vec<_> = passages.iter().zip(grades(&asked)).collect();
    found.retain(|(_, grade)| *grade > GRADE);
    found.sort_by(|one, other| other.1.total_cmp(&one.1));
    let told = |(passage, grade): (&Passage, f64)| {
        let words: String = passage.words.chars().take(300).collect();
        format!("{} {}: grade {grade:.1}\n    {words}", passage.lang.code(), passage.what)
    };
    found.into_iter().map(told).collect()
}

#[test]
fn every_public_text_is_for_grade_eight_or_below() {
    let texts = texts::all();
    let passages = passages(&texts, &terms());
    for lang in Lang::ALL {
        let measured = passages.iter().filter(|passage| passage.lang == lang).count();
        assert!(measured > 200, "only {measured} passages in {}", lang.code());
    }
    let hard = too_hard(&passages);
    assert!(hard.is_empty(), "{} too hard:\n{}", hard.len(), hard.join("\n"));
}

#[test]
fn a_hard_sentence_is_noticed_alone_and_in_an_easy_page() {
    let planted = |lang: Lang, words: &str| Text {
        file: format!("services/web/locales/{}/start.ftl", lang.code()),
        key: "planted".to_owned(),
        lang,
        words: words.to_owned(),
    };
    for (lang, words) in [(Lang::En, HARD_EN), (Lang::Fr, HARD_FR)] {
        let page = planted(lang, words);
        let mut texts = texts::all();
        texts.retain(|text| text.lang == lang && page.file.ends_with(&text.file));
        assert!(texts.len() > 20, "the page has its own texts");
        texts.push(page);
        let hard = too_hard(&passages(&texts, &terms()));
        assert!(hard.len() == 1 && hard[0].contains("planted"), "{hard:?}");
        // A page of such sentences is too hard as a page as well.
        let texts: Vec<_> = (0..4).map(|_| planted(lang, words)).collect();
        let hard = too_hard(&passages(&texts, &terms()));
        assert!(hard.iter().any(|found| found.contains("together")), "{hard:?}");
    }
}

#[test]
fn every_excepted_term_is_used_and_has_its_source() {
    let glossary = fs::read_to_string(house().join("docs/glossary.md")).unwrap();
    // The glossary's hyphens and apostrophes are those of code.
    let plain = |words: &str| words.to_lowercase().replace('-', " ").replace('’', "'");
    let glossary = plain(&glossary);
    let texts = texts::all();
    for term in terms() {
        let used = |text: &Text| {
            text.lang == term.lang && replaced(&text.words, &term.words, "") != text.words
        };
        assert!(texts.iter().any(used), "{:?} is in no text any more", term.words);
        let is_cited = match term.source.as_str() {
            "glossary" => glossary.contains(&format!("| {}", plain(&term.words))),
            instrument => instrument.contains(|mark: char| mark.is_ascii_digit()),
        };
        assert!(is_cited, "{:?}: {:?} is no source", term.words, term.source);
    }
}

#[test]
fn no_file_of_words_is_forgotten() {
    for lang in Lang::ALL {
        let known: BTreeSet<String> =
            texts::PAGES.iter().chain(&texts::AT_WORK).map(|name| (*name).to_owned()).collect();
        assert_eq!(texts::pages_there(lang), known);
        assert_eq!(texts::letter_files(lang), texts::letter_files_known(lang));
    }
}

#[test]
fn terms_are_replaced_as_whole_words() {
    assert_eq!(replaced("An Exclusion order.", "exclusion order", "one"), "An one.");
    assert_eq!(replaced("reordered", "order", "one"), "reordered");
    assert_eq!(replaced("état, États", "état", "un"), "un, États");
}
