//! The table of awkward cases, row by row, against the column "in time".

use measures::rows::{Pause, Recourse, Spell, Terminal};
use measures::{Count, Figure};

use crate::cases::{asked, counts, day, ended, exact, near, row, spell, wait};

fn judged(row: Recourse) -> Figure {
    asked("in-time", &[row], &exact(0, 31, 200))
}

#[test]
fn an_end_without_decision_is_left_out_before_the_standard_and_a_miss_after_it() {
    use Terminal::{Abandoned, Superseded, Transferred, Withdrawn};
    for kind in [Withdrawn, Abandoned, Superseded, Transferred] {
        let before = judged(row(vec![ended(0, kind, 42)]));
        assert_eq!(counts(&before), (Count::Exact(0), Count::Exact(0)), "{kind:?}");
        assert_eq!(before.rows, Count::Exact(1), "{kind:?} is still counted");
        let after = judged(row(vec![ended(0, kind, 43)]));
        assert_eq!(counts(&after), (Count::Exact(0), Count::Exact(1)), "{kind:?}");
    }
}

#[test]
fn a_decision_on_the_last_day_is_in_time_and_one_day_later_is_not() {
    let last = judged(row(vec![ended(0, Terminal::Decided, 42)]));
    assert_eq!(counts(&last), (Count::Exact(1), Count::Exact(1)));
    let later = judged(row(vec![ended(0, Terminal::Decided, 43)]));
    assert_eq!(counts(&later), (Count::Exact(0), Count::Exact(1)));
}

#[test]
fn silence_is_a_miss_even_before_the_standard() {
    assert_eq!(
        counts(&judged(row(vec![ended(0, Terminal::Deemed, 10)]))),
        (Count::Exact(0), Count::Exact(1))
    );
}

#[test]
fn what_is_sent_back_has_a_standard_of_its_own() {
    let late = judged(row(vec![ended(0, Terminal::Returned, 90)]));
    assert_eq!(counts(&late), (Count::Exact(0), Count::Exact(0)));
    assert_eq!(late.excluded.returned, Count::Exact(1));
}

#[test]
fn an_imported_row_counts_only_if_both_moments_are_known() {
    let imported = |spell| Recourse { imported: true, ..row(vec![spell]) };
    let whole = judged(imported(ended(0, Terminal::Decided, 10)));
    assert_eq!(counts(&whole), (Count::Exact(1), Count::Exact(1)));
    let half = judged(imported(spell(0)));
    assert_eq!(half.excluded.imported, Count::Exact(1));
}

#[test]
fn pauses_that_overlap_count_once_and_other_reasons_do_not_count() {
    let mut paused = ended(0, Terminal::Decided, 62);
    paused.pauses = vec![wait(10, Some(20)), wait(15, Some(30))];
    assert_eq!(counts(&judged(row(vec![paused.clone()]))), (Count::Exact(1), Count::Exact(1)));
    paused.pauses[1] =
        Pause { reason: "WAIT_COMPONENT".to_owned(), from: day(15), to: Some(day(30)) };
    assert_eq!(counts(&judged(row(vec![paused]))), (Count::Exact(0), Count::Exact(1)));
}

#[test]
fn a_reopening_never_changes_the_first_result() {
    let once = row(vec![ended(0, Terminal::Decided, 10)]);
    let twice = row(vec![
        ended(0, Terminal::Decided, 10),
        Spell { reopened_for: Some("NEW_FACT".to_owned()), ..ended(20, Terminal::Decided, 190) },
    ]);
    assert_eq!(counts(&judged(once)), counts(&judged(twice)));
}

#[test]
fn invented_rows_and_real_rows_are_never_counted_together() {
    let real = row(vec![spell(0)]);
    let invented = Recourse { synthetic: true, ..real.clone() };
    let rows = [real, invented.clone(), invented];
    let mut question = exact(0, 31, 40);
    near(asked("received", &rows, &question).value.unwrap(), 1.0);
    question.synthetic = true;
    let shown = asked("received", &rows, &question);
    near(shown.value.unwrap(), 2.0);
    assert!(shown.notes.iter().any(|note| note.fr.contains("Données fictives")));
}
