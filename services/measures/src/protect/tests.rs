//! The table against someone with all the time in the world, who tries every table there can be.

use proptest::prelude::*;

use super::{Table, is_small, protect};

/// No cell that matters here is larger, and a range this wide is wide enough.
const MOST: u64 = 28;

/// The lowest and highest value of each cell over all tables that agree with what is published.
fn try_all<const N: usize>(
    table: &Table,
    hidden: &[bool],
    all: fn([u64; 4]) -> [u64; N],
    free: [usize; 4],
) -> [(u64, u64); N] {
    let mut ranges = [(u64::MAX, 0); N];
    let choices = free.map(|cell| {
        let known = table.count(cell);
        if hidden[cell] { table.floor(hidden, cell)..=MOST } else { known..=known }
    });
    let [first, second, third, fourth] = choices;
    for a in first {
        for b in second.clone() {
            for c in third.clone() {
                for d in fourth.clone() {
                    let counts = all([a, b, c, d]);
                    if (0..N).all(|cell| hidden[cell] || table.count(cell) == counts[cell]) {
                        for (range, count) in ranges.iter_mut().zip(counts) {
                            *range = (range.0.min(count), range.1.max(count));
                        }
                    }
                }
            }
        }
    }
    ranges
}

fn guarded(table: &Table, hidden: &[bool], ranges: &[(u64, u64)]) -> Result<(), TestCaseError> {
    for (cell, (low, high)) in ranges.iter().enumerate() {
        let count = table.count(cell);
        prop_assert!(*low <= count && count <= *high);
        if is_small(count) {
            prop_assert!(hidden[cell], "{count} is printed");
            prop_assert!(high - low >= 10, "{count} is known to be {low}..{high}");
        }
    }
    Ok(())
}

/// Two groups of two parts, with totals on both sides.
fn two_way([a, b, c, d]: [u64; 4]) -> Table {
    let mut table = Table::new(true);
    table.push(None, &[a + c, b + d]);
    table.push(Some(0), &[a, b]);
    table.push(Some(0), &[c, d]);
    table
}

fn all_of_two_way([a, b, c, d]: [u64; 4]) -> [u64; 9] {
    [a + c, b + d, a + b + c + d, a, b, a + b, c, d, c + d]
}

/// Two regions of two ports each, one count a row.
fn nested([a, b, c, d]: [u64; 4]) -> Table {
    let mut table = Table::new(false);
    table.push(None, &[a + b + c + d]);
    table.push(Some(0), &[a + b]);
    table.push(Some(0), &[c + d]);
    for (region, port) in [(1, a), (1, b), (2, c), (2, d)] {
        table.push(Some(region), &[port]);
    }
    table
}

fn all_of_nested([a, b, c, d]: [u64; 4]) -> [u64; 7] {
    [a + b + c + d, a + b, c + d, a, b, c, d]
}

fn counts() -> impl Strategy<Value = [u64; 4]> {
    let one = || prop_oneof![0..6_u64, 0..17_u64];
    [one(), one(), one(), one()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn in_a_two_way_table_no_small_count_can_be_worked_out(cells in counts()) {
        let table = two_way(cells);
        let mut hidden = vec![false; table.len()];
        protect(&table, 0, &mut hidden);
        let free = [table.cell(1, 0), table.cell(1, 1), table.cell(2, 0), table.cell(2, 1)];
        guarded(&table, &hidden, &try_all(&table, &hidden, all_of_two_way, free))?;
    }

    #[test]
    fn with_coarser_tables_published_first_no_small_port_can_be_worked_out(cells in counts()) {
        let table = nested(cells);
        let coarse = {
            let mut coarse = Table::new(false);
            let [a, b, c, d] = cells;
            coarse.push(None, &[a + b + c + d]);
            coarse.push(Some(0), &[a + b]);
            coarse.push(Some(0), &[c + d]);
            coarse
        };
        let mut hidden = vec![false; coarse.len()];
        protect(&coarse, 0, &mut hidden);
        let published = hidden.clone();
        hidden.resize(table.len(), false);
        protect(&table, 3, &mut hidden);
        prop_assert_eq!(&hidden[..3], &published[..], "what is published stays as it is");
        guarded(&table, &hidden, &try_all(&table, &hidden, all_of_nested, [3, 4, 5, 6]))?;
    }
}

#[test]
fn without_small_counts_nothing_is_hidden() {
    let table = two_way([10, 0, 25, 14]);
    let mut hidden = vec![false; table.len()];
    protect(&table, 0, &mut hidden);
    assert!(hidden.iter().all(|hide| !hide));
}
