//! What was there and what came is what went and what is left.

use measures::rows::Terminal;
use measures::{identity, measure};
use proptest::prelude::*;

use crate::cases::{day, ended, exact, near, row, spell};
use crate::history::history;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_identity_holds_over_every_history_and_every_period(
        rows in history(0..60),
        from in -5..260_i64,
        length in 0..200_i64,
    ) {
        let terms = identity(&rows, day(from), day(from + length));
        prop_assert!(terms.holds(), "{terms:?}");
    }

    #[test]
    fn what_is_open_at_the_end_of_one_period_is_open_at_the_start_of_the_next(
        rows in history(0..60),
        cut in 0..260_i64,
    ) {
        let before = identity(&rows, day(0), day(cut));
        let after = identity(&rows, day(cut), day(400));
        prop_assert_eq!(before.open_at_end, after.open_at_start);
    }

    #[test]
    fn the_figures_of_the_page_are_terms_of_the_identity(rows in history(0..60)) {
        let terms = identity(&rows, day(0), day(120));
        let value = |name| measure(name, &rows, &exact(0, 120, 900)).unwrap().value.unwrap();
        near(value("open"), f64::from(u32::try_from(terms.open_at_end).unwrap()));
        let gone = terms.decided + terms.deemed + terms.withdrawn + terms.abandoned
            + terms.returned + terms.transferred_out + terms.superseded;
        near(value("closed-by-kind"), f64::from(u32::try_from(gone).unwrap()));
    }
}

#[test]
fn a_lost_case_breaks_the_identity() {
    let mut rows = vec![row(vec![ended(3, Terminal::Decided, 9)]), row(vec![spell(4)])];
    assert!(identity(&rows, day(0), day(20)).holds());
    // An end before the beginning: the row vanishes from both stocks and still leaves.
    rows.push(row(vec![ended(30, Terminal::Decided, 10)]));
    assert!(!identity(&rows, day(0), day(20)).holds());
}

#[test]
fn small_terms_are_hidden_outside_and_one_alone_takes_another_with_it() {
    let rows: Vec<_> = (0..40).map(|n| row(vec![spell(n)])).collect();
    let shown = identity(&rows, day(10), day(40)).masked([false; 2]);
    assert!(shown.iter().all(|(_, count)| count.shown().is_some()), "nothing is small here");
    let mut rows = rows;
    rows.extend((0..3).map(|n| row(vec![ended(n + 12, Terminal::Withdrawn, 20)])));
    let terms = identity(&rows, day(10), day(40));
    let shown = terms.masked([false; 2]);
    let hidden: Vec<&str> =
        shown.iter().filter(|(_, count)| count.shown().is_none()).map(|(name, _)| *name).collect();
    assert_eq!(hidden, ["open-at-start", "withdrawn"]);
}

/// What the figure of what is open hides is not told at the foot, nor left to be worked out there.
#[test]
fn a_stock_that_is_hidden_elsewhere_is_hidden_at_the_foot() {
    let rows: Vec<_> = (0..40).map(|n| row(vec![spell(n)])).collect();
    let terms = identity(&rows, day(10), day(40));
    for stocks in [[true, false], [false, true], [true, true]] {
        let shown = terms.masked(stocks);
        let hidden = shown.iter().filter(|(_, count)| count.shown().is_none());
        let names: Vec<&str> = hidden.map(|(name, _)| *name).collect();
        assert_eq!(names, ["open-at-start", "open-at-end"]);
    }
}
