//! Small numbers stay hidden, also from someone who subtracts.

use std::collections::BTreeMap;

use measures::rows::{Recourse, Terminal};
use measures::{Cell, Count, Dimension, Figure, Question, Why, measure};
use proptest::prelude::*;

use crate::cases::{asked, ended, outside, row, spell};
use crate::history::history;

/// So many requests, filed at a port, of one purpose.
fn filed(count: usize, port: &str, region: &str, purpose: &str) -> Vec<Recourse> {
    let mut one = row(vec![ended(3, Terminal::Decided, 20)]);
    one.place.port = Some(port.to_owned());
    one.place.region = Some(region.to_owned());
    one.place.country = Some("US".to_owned());
    one.purpose = Some(purpose.to_owned());
    vec![one; count]
}

fn by(dimension: Dimension) -> Question {
    Question { group_by: Some(dimension), ..outside() }
}

fn only(dimension: Dimension, code: &str) -> Question {
    let mut question = outside();
    question.filters.insert(dimension.name().to_owned(), code.to_owned());
    question
}

fn groups(figure: &Figure) -> BTreeMap<String, Count> {
    let totals = figure.series.iter().filter(|cell| cell.line == "total");
    let group = |cell: &Cell| cell.group.clone().expect("a total belongs to a group");
    totals.map(|cell| (group(cell), cell.numerator.expect("a count"))).collect()
}

#[test]
fn nine_are_hidden_and_ten_are_shown() {
    let nine = measure("received", &filed(9, "P", "R", "x"), &outside()).unwrap();
    assert_eq!((nine.value, nine.reason), (None, Some(Why::Small)));
    assert_eq!(nine.numerator, Some(Count::Hidden));
    let ten = measure("received", &filed(10, "P", "R", "x"), &outside()).unwrap();
    assert_eq!((ten.value, ten.numerator), (Some(10.0), Some(Count::Exact(10))));
}

#[test]
fn in_a_row_of_few_the_zeros_are_hidden_too() {
    let figure = measure("closed-by-kind", &filed(9, "P", "R", "x"), &outside()).unwrap();
    assert!(figure.series.iter().all(|cell| cell.numerator == Some(Count::Hidden)));
}

#[test]
fn a_share_needs_thirty_and_is_told_with_its_counts_from_ten_on() {
    let figure = measure("in-time", &filed(29, "P", "R", "x"), &outside()).unwrap();
    assert_eq!((figure.value, figure.reason), (None, Some(Why::TooFewForShare)));
    assert_eq!(figure.denominator, Some(Count::Exact(29)));
    assert!(figure.interval.is_some());
    let figure = measure("in-time", &filed(30, "P", "R", "x"), &outside()).unwrap();
    assert_eq!(figure.value, Some(1.0));
}

#[test]
fn a_median_needs_twenty_and_a_ninetieth_percentile_fifty() {
    let told = |count, line: &str| {
        let figure = measure("time-to-end", &filed(count, "P", "R", "x"), &outside()).unwrap();
        (figure.value, crate::cases::line(&figure, line).value)
    };
    assert_eq!(told(19, "net-p90"), (None, None));
    assert_eq!(told(20, "net-p90"), (Some(17.0), None));
    assert_eq!(told(49, "net-p90"), (Some(17.0), None));
    assert_eq!(told(50, "net-p90"), (Some(17.0), Some(17.0)));
}

#[test]
fn subtracting_the_others_from_the_total_does_not_tell_the_small_group() {
    let rows =
        [filed(5, "A", "R1", "x"), filed(50, "B", "R2", "x"), filed(60, "C", "R3", "x")].concat();
    let shown = groups(&measure("received", &rows, &by(Dimension::Region)).unwrap());
    assert_eq!(shown["R1"], Count::Hidden);
    assert_eq!(shown["R2"], Count::Hidden, "the smallest other one is hidden with it");
    assert_eq!(shown["R3"], Count::Exact(60));
}

#[test]
fn asking_for_each_group_by_itself_tells_no_more_than_the_table() {
    let rows =
        [filed(5, "A", "R1", "x"), filed(50, "B", "R2", "x"), filed(60, "C", "R3", "x")].concat();
    for (region, count) in [("R1", Count::Hidden), ("R2", Count::Hidden), ("R3", Count::Exact(60))]
    {
        let alone = measure("received", &rows, &only(Dimension::Region, region)).unwrap();
        assert_eq!(alone.numerator, Some(count), "{region}");
    }
}

#[test]
fn a_filter_that_leaves_out_a_handful_is_not_answered() {
    let rows = [filed(60, "A", "R1", "x"), filed(4, "A", "R1", "y")].concat();
    let most = measure("received", &rows, &only(Dimension::Purpose, "x")).unwrap();
    assert_eq!((most.value, most.reason), (None, Some(Why::Small)));
}

#[test]
fn small_ports_are_put_together_within_their_region() {
    let rows = [
        filed(40, "0901", "NY", "x"),
        filed(6, "0704", "NY", "x"),
        filed(7, "0708", "NY", "x"),
        filed(30, "3004", "WA", "x"),
    ]
    .concat();
    let figure = measure("received", &rows, &by(Dimension::Port)).unwrap();
    let shown = groups(&figure);
    assert_eq!(shown["0901"], Count::Exact(40));
    assert_eq!(shown["other"], Count::Exact(13));
    assert!(!shown.contains_key("0704"));
    let other = figure.series.iter().find(|cell| cell.group.as_deref() == Some("other"));
    assert_eq!(other.unwrap().within.as_deref(), Some("NY"));
}

#[test]
fn where_most_ports_are_dark_regions_are_shown_instead() {
    let mut rows = Vec::new();
    for port in 0..6 {
        rows.extend(filed(12, &format!("P{port}"), if port < 3 { "R1" } else { "R2" }, "x"));
    }
    // Received is large enough; what was decided in time is not told apart by port.
    for (place, one) in rows.iter_mut().enumerate() {
        if place % 12 > 3 {
            one.spells = vec![spell(3)];
            one.spells[0].complete = None;
        }
    }
    let figure = measure("in-time", &rows, &by(Dimension::Port)).unwrap();
    assert_eq!(figure.suppressed.rolled_up_to, Some("region"));
    assert_eq!(groups(&figure).len(), 2);
}

/// Eleven are open, five with us and six not complete: the sum would narrow both down, so it is hidden,
/// and no other figure may tell it.
#[test]
fn what_is_open_is_told_by_no_figure_where_its_own_hides_it() {
    let open = |count, complete: bool, region: &str| {
        let mut one = row(vec![spell(3)]);
        one.spells[0].complete = one.spells[0].complete.filter(|_| complete);
        one.place.region = Some(region.to_owned());
        vec![one; count]
    };
    let gone = filed(60, "P", "R1", "x");
    let rows = [open(5, true, "R1"), open(6, false, "R1"), gone].concat();
    let plain = Question { standard: None, ..outside() };
    for question in [outside(), plain, only(Dimension::Region, "R1")] {
        for name in ["open", "pending-age", "disposition-time"] {
            let figure = measure(name, &rows, &question).unwrap();
            assert_eq!(figure.numerator, Some(Count::Hidden), "{name}");
            let told = figure.series.iter().filter(|cell| cell.numerator == Some(Count::Exact(11)));
            assert_eq!(told.count(), 0, "{name}");
        }
    }
    let more = [rows, open(40, true, "R2"), open(30, false, "R2")].concat();
    for name in ["open", "pending-age", "disposition-time"] {
        let figure = measure(name, &more, &by(Dimension::Region)).unwrap();
        let mut told = figure.series.iter().filter(|cell| cell.group.as_deref() == Some("R1"));
        assert!(told.all(|cell| cell.numerator != Some(Count::Exact(11))), "{name}");
    }
}

#[test]
fn free_periods_are_not_answered_outside_and_are_inside() {
    let rows = filed(40, "P", "R", "x");
    let mut question = outside();
    question.to = crate::cases::day(100);
    let figure = measure("received", &rows, &question).unwrap();
    assert_eq!((figure.value, figure.reason), (None, Some(Why::FreePeriod)));
    assert!(figure.series.is_empty());
    question.exact = true;
    assert_eq!(measure("received", &rows, &question).unwrap().value, Some(40.0));
}

#[test]
fn a_curve_tells_of_no_step_with_fewer_than_ten() {
    let mut rows: Vec<Recourse> =
        (0..40).map(|n| row(vec![ended(0, Terminal::Decided, n)])).collect();
    rows.extend((0..20).map(|_| row(vec![spell(0)])));
    let figure = measure("time-to-decision", &rows, &outside()).unwrap();
    let shares: Vec<f64> =
        figure.series.iter().filter(|c| c.line == "net").filter_map(|c| c.value).collect();
    assert!(shares.len() >= 4);
    for pair in [0.0].iter().chain(&shares).collect::<Vec<_>>().windows(2) {
        let step = (pair[1] - pair[0]) * 60.0;
        assert!(!(0.01..=9.99).contains(&step), "{step}");
    }
}

#[test]
fn exact_counts_say_that_they_are_for_inside() {
    let question = Question { exact: true, ..by(Dimension::Region) };
    let figure = measure("received", &filed(3, "A", "R1", "x"), &question).unwrap();
    assert_eq!(groups(&figure)["R1"], Count::Exact(3));
    assert!(figure.suppressed.rule.en.contains("inside only"));
}

/// Someone who knows every published count and the rule that zeros are shown.
struct Attacker {
    /// Group by part; the last row is the whole, the last column the total.
    known: Vec<Vec<Option<u64>>>,
}

impl Attacker {
    fn reads(figure: &Figure, parts: &[&str]) -> Self {
        let mut names: Vec<&String> =
            figure.series.iter().filter_map(|cell| cell.group.as_ref()).collect();
        names.sort();
        names.dedup();
        let part = |group: Option<&String>, line: &str| {
            let mut cells = figure.series.iter();
            let cell = cells.find(|cell| cell.group.as_ref() == group && cell.line == line);
            cell.and_then(|cell| cell.numerator).and_then(Count::shown)
        };
        let row = |group| parts.iter().map(|line| part(group, line)).collect::<Vec<_>>();
        let mut known: Vec<Vec<Option<u64>>> = names
            .iter()
            .map(|group| {
                let mut row = row(Some(*group));
                row.push(part(Some(*group), "total"));
                row
            })
            .collect();
        let mut whole = row(None);
        whole.push(figure.numerator.and_then(Count::shown));
        known.push(whole);
        Attacker { known }
    }

    /// The ranges that remain after tightening every sum until nothing moves.
    fn ranges(&self) -> Vec<Vec<(u64, u64)>> {
        let width = self.known[0].len();
        let mut ranges: Vec<Vec<(u64, u64)>> = self
            .known
            .iter()
            .map(|row| {
                let dark = row[..width - 1].iter().all(Option::is_none);
                let least = u64::from(!dark);
                row.iter().map(|cell| cell.map_or((least, 100_000), |n| (n, n))).collect()
            })
            .collect();
        for _ in 0..200 {
            for row in 0..ranges.len() {
                let cells: Vec<(usize, usize)> = (0..width).map(|c| (row, c)).collect();
                tighten(&mut ranges, &cells);
            }
            for column in 0..width {
                let cells: Vec<(usize, usize)> = (0..ranges.len()).map(|r| (r, column)).collect();
                tighten(&mut ranges, &cells);
            }
        }
        ranges
    }
}

/// The last cell is the sum of the others.
fn tighten(ranges: &mut [Vec<(u64, u64)>], cells: &[(usize, usize)]) {
    let (sum, parts) = cells.split_last().expect("a sum");
    let at = |ranges: &[Vec<(u64, u64)>], cell: &(usize, usize)| ranges[cell.0][cell.1];
    let low: u64 = parts.iter().map(|cell| at(ranges, cell).0).sum();
    let high: u64 = parts.iter().map(|cell| at(ranges, cell).1).sum();
    let total = at(ranges, sum);
    let total = (total.0.max(low), total.1.min(high));
    ranges[sum.0][sum.1] = total;
    for cell in parts {
        let (least, most) = at(ranges, cell);
        let others = (low - least, high - most);
        let least = least.max(total.0.saturating_sub(others.1));
        let most = most.min(total.1.saturating_sub(others.0));
        ranges[cell.0][cell.1] = (least, most.max(least));
    }
}

const KINDS: [&str; 7] =
    ["decided", "deemed", "withdrawn", "abandoned", "returned", "transferred", "superseded"];

fn truth(rows: &[Recourse], dimension: Dimension, question: &Question) -> Attacker {
    let inside = Question { exact: true, group_by: Some(dimension), ..question.clone() };
    Attacker::reads(&asked("closed-by-kind", rows, &inside), &KINDS)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn an_attacker_who_subtracts_recovers_no_small_cell(rows in history(1..250)) {
        for dimension in [Dimension::Region, Dimension::Purpose, Dimension::Country] {
            let figure = measure("closed-by-kind", &rows, &by(dimension)).unwrap();
            let ranges = Attacker::reads(&figure, &KINDS).ranges();
            let exact = truth(&rows, dimension, &outside());
            for (row, cells) in exact.known.iter().enumerate() {
                for (column, count) in cells.iter().enumerate() {
                    let count = count.expect("exact");
                    let (low, high) = ranges[row][column];
                    prop_assert!(low <= count && count <= high, "the attacker reasons wrongly");
                    if (1..10).contains(&count) {
                        prop_assert!(high - low >= 10, "{count} is known to be {low}..{high}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_count_from_one_to_nine_is_ever_printed(rows in history(1..100)) {
        for name in measures::names() {
            for group_by in [None, Some(Dimension::Port), Some(Dimension::Complaint)] {
                let question = Question { group_by, ..outside() };
                let figure = measure(name, &rows, &question).unwrap();
                if name == "pause-share" {
                    continue; // Its numerator and denominator are days, not people.
                }
                let cells = figure.series.iter().flat_map(|cell| [cell.numerator, cell.denominator]);
                for count in cells.chain([figure.numerator, figure.denominator]).flatten() {
                    prop_assert!(!matches!(count, Count::Exact(1..=9)), "{name}: {count:?}");
                }
            }
        }
    }

    #[test]
    fn one_group_alone_tells_nothing_that_the_table_of_all_groups_hides(rows in history(1..120)) {
        for dimension in [Dimension::Region, Dimension::Purpose, Dimension::Port] {
            let table = measure("closed-by-kind", &rows, &by(dimension)).unwrap();
            if table.suppressed.rolled_up_to.is_some() {
                continue;
            }
            let of_groups = table.series.iter().filter(|cell| cell.group.is_some());
            for cell in of_groups.filter(|cell| cell.numerator == Some(Count::Hidden)) {
                let code = cell.group.as_deref().unwrap_or_default();
                if code == "other" {
                    continue; // Not a code: the ports in it are asked for below.
                }
                let alone = measure("closed-by-kind", &rows, &only(dimension, code)).unwrap();
                let shown = match cell.line.as_str() {
                    "total" => alone.numerator,
                    part => crate::cases::line(&alone, part).numerator,
                };
                prop_assert_eq!(shown, Some(Count::Hidden), "{}={} {}", dimension.name(), code, cell.line);
            }
        }
        let small = measure("received", &rows, &only(Dimension::Port, "0453")).unwrap();
        prop_assert!(small.value.is_none_or(|count| count == 0.0 || count >= 10.0));
    }
}
