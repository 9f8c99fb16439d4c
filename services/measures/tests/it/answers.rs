//! Every figure answers: in words when it has no number, in both languages, in one shape.

use measures::rows::{Recourse, Terminal};
use measures::{Dimension, Figure, Unknown, Why, measure};
use proptest::prelude::*;

use crate::cases::{asked, ended, exact, issue, outside, row, spell};
use crate::history::history;

fn every(rows: &[Recourse]) -> Vec<Figure> {
    let questions = [outside(), exact(0, 182, 366)];
    let ask = |name| questions.iter().map(move |question| asked(name, rows, question));
    measures::names().flat_map(ask).collect()
}

fn speaks(figure: &Figure) {
    let Figure { name, title, definition, summary, notes, .. } = figure;
    for said in [title, definition, summary, &figure.suppressed.rule].into_iter().chain(notes) {
        for words in [&said.en, &said.fr] {
            assert!(words.len() > 3 && !words.contains(['{', '}', '?']), "{name}: {words}");
        }
        assert_ne!(said.en, said.fr, "{name}");
    }
    assert_eq!(figure.value.is_none(), figure.reason.is_some(), "{name}: null needs a reason");
    assert!(summary.en.ends_with('.') && summary.fr.ends_with('.'), "{name}: {}", summary.en);
}

#[test]
fn there_are_twenty_two_measures() {
    assert_eq!(measures::names().count(), 22);
}

#[test]
fn an_empty_record_is_answered_in_words() {
    for figure in every(&[]) {
        speaks(&figure);
        let counts = figure.value_kind == "count";
        let no_standard = figure.reason == Some(Why::Empty);
        assert!(no_standard || (counts && figure.value == Some(0.0)), "{}", figure.name);
    }
}

#[test]
fn one_row_is_answered_in_words() {
    let one = Recourse {
        issues: vec![issue("NO_CHANGE", 20)],
        ..row(vec![ended(0, Terminal::Decided, 20)])
    };
    every(&[one]).iter().for_each(speaks);
}

#[test]
fn a_record_in_which_all_is_open_is_answered_in_words() {
    let rows: Vec<Recourse> = (0..40).map(|n| row(vec![spell(n)])).collect();
    every(&rows).iter().for_each(speaks);
    let decision = measure("time-to-decision", &rows, &exact(0, 182, 30)).unwrap();
    assert_eq!(decision.reason, Some(Why::NotReached));
}

#[test]
fn without_a_standard_nothing_is_held_against_it() {
    let mut question = exact(0, 30, 60);
    question.standard = None;
    let rows = [row(vec![ended(0, Terminal::Decided, 20)])];
    let figure = measure("in-time", &rows, &question).unwrap();
    assert_eq!((figure.value, figure.reason), (None, Some(Why::NoStandard)));
    speaks(&figure);
}

#[test]
fn the_sentence_agrees_with_none_one_and_many() {
    let said = |count: i64| {
        let rows: Vec<Recourse> = (0..count).map(|_| row(vec![spell(1)])).collect();
        let figure = measure("received", &rows, &exact(0, 30, 60)).unwrap();
        (figure.summary.en.replace('\u{a0}', " "), figure.summary.fr.replace('\u{a0}', " "))
    };
    assert_eq!(said(0).0, "0 requests came in during the period.");
    assert_eq!(said(0).1, "0 demande est arrivée pendant la période.");
    assert_eq!(said(1).0, "1 request came in during the period.");
    assert_eq!(said(1).1, "1 demande est arrivée pendant la période.");
    assert_eq!(said(1234).0, "1,234 requests came in during the period.");
    assert_eq!(said(1234).1, "1\u{202f}234 demandes sont arrivées pendant la période.");
}

#[test]
fn a_clearance_over_one_says_that_the_stock_falls() {
    let mut rows: Vec<Recourse> =
        (0..3).map(|_| row(vec![ended(0, Terminal::Decided, 40)])).collect();
    rows.push(row(vec![spell(35)]));
    let figure = measure("clearance", &rows, &exact(31, 60, 90)).unwrap();
    assert_eq!(figure.value, Some(3.0));
    assert!(figure.summary.en.ends_with("So the number of waiting requests fell."));
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_one() {
    let nearest = measure("in-tim", &[], &outside()).unwrap_err();
    assert_eq!(nearest, Unknown::Measure { name: "in-tim".into(), nearest: "in-time" });
    let mut question = outside();
    question.filters.insert("regoin".into(), "Maine".into());
    let nearest = measure("open", &[], &question).unwrap_err();
    assert_eq!(nearest, Unknown::Filter { name: "regoin".into(), nearest: "region" });
    let nearest = "langage".parse::<Dimension>().unwrap_err();
    assert_eq!(nearest, Unknown::Dimension { name: "langage".into(), nearest: "language" });
}

#[test]
fn a_figure_has_every_field_of_the_published_shape() {
    let json = serde_json::to_value(measure("in-time", &[], &outside()).unwrap()).unwrap();
    let fields = "name definition_version title unit period basis filters standard numerator \
        denominator excluded value interval series suppressed revised as_of query_hash";
    for field in fields.split_whitespace() {
        assert!(json.get(field).is_some(), "{field}");
    }
    let reasons = "immature withdrawn_before abandoned_before transferred duplicate \
        never_complete imported sealed";
    for reason in reasons.split_whitespace() {
        assert!(json["excluded"].get(reason).is_some(), "{reason}");
    }
    assert!(json["value"].is_null());
    assert_eq!(json["reason"], "empty");
    assert_eq!(json["standard"]["days"], 42);
}

#[test]
fn rows_are_stored_as_json_and_read_back_the_same() {
    let stored = row(vec![ended(0, Terminal::Decided, 20)]);
    let json = serde_json::to_string(&stored).unwrap();
    assert_eq!(serde_json::from_str::<Recourse>(&json).unwrap(), stored);
    let sparse: Recourse = serde_json::from_str(r#"{"mechanism":"inquiry"}"#).unwrap();
    assert_eq!(sparse.mechanism, "inquiry");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn every_figure_of_every_history_speaks(rows in history(0..120)) {
        every(&rows).iter().for_each(speaks);
    }

    #[test]
    fn the_fates_of_those_who_file_add_up_to_one_with_those_still_open(rows in history(1..60)) {
        let figure = measure("file-to-outcome", &rows, &exact(0, 182, 366)).unwrap();
        let fates = ["favourable", "partly", "maintained", "not-stated", "no-decision", "deemed"];
        let last = |line: &str| crate::cases::on_day(&figure, line, 900);
        let ended: f64 = fates.into_iter().map(last).sum();
        prop_assert!(ended <= 1.0 + 1e-9);
        let open = crate::cases::count(&figure, "open").shown().unwrap();
        if open == 0 && figure.rows.shown() > Some(0) && figure.denominator.unwrap().shown() > Some(0) {
            prop_assert!((ended - 1.0).abs() < 1e-9);
        }
    }
}
