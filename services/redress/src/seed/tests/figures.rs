//! What the calibration looks at, counted from the facts that the measures count from.

use std::collections::BTreeMap;

use domain::deadline::{days, net_days};
use domain::facts::{Facts, facts};
use jiff::civil::Date;

use super::paper::Paper;
use crate::seed::plan::Plan;

/// Facts of every matter, in the order of the plan.
pub(super) fn all(plan: &Plan, paper: &Paper) -> Vec<Facts> {
    let sheets = paper.sheets.borrow();
    let numbers = 0u32..u32::try_from(plan.outlines.len()).unwrap();
    numbers
        .filter_map(|n| {
            let case = sheets.get(&plan.case(n))?.case.as_ref()?;
            facts(case, plan.span.day(case.opened_at)).into_iter().next()
        })
        .collect()
}

/// Terminal of the first spell, if it ended.
pub(super) fn first_end(facts: &Facts) -> Option<(Date, &str)> {
    facts.spells[0].ended.as_ref().map(|(on, how)| (*on, how.as_str()))
}

/// Whether the last spell runs.
pub(super) fn open(facts: &Facts) -> bool {
    facts.spells.last().is_some_and(|s| s.ended.is_none())
}

/// Gross and net days of the first spell, where it was decided.
pub(super) fn lived(facts: &Facts) -> Option<(f64, f64)> {
    let (on, how) = first_end(facts)?;
    let spell = &facts.spells[0];
    let complete = spell.complete?;
    let gross = days(spell.received, on);
    let net = net_days(complete, &spell.pauses, on);
    (how == "decided").then(|| (f64::from(gross), f64::from(net)))
}

/// Mean, median and ninth decile.
pub(super) fn summary(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let at = |part: usize| values[values.len() * part / 10];
    let mean = values.iter().sum::<f64>() / float(values.len());
    [mean, at(5), at(9)]
}

/// Share in percent of what fulfils a condition.
pub(super) fn share<T>(all: &[T], fits: impl Fn(&T) -> bool) -> f64 {
    100.0 * float(all.iter().filter(|one| fits(one)).count()) / float(all.len())
}

/// Shares in percent by key.
pub(super) fn shares<K: Ord>(keys: impl Iterator<Item = K>, of: usize) -> BTreeMap<K, f64> {
    let mut counts: BTreeMap<K, f64> = BTreeMap::new();
    for key in keys {
        *counts.entry(key).or_default() += 100.0 / float(of);
    }
    counts
}

/// Net days of an open, complete matter on a day.
pub(super) fn age(facts: &Facts, on: Date) -> Option<i32> {
    let spell = facts.spells.last()?;
    Some(net_days(spell.complete?, &spell.pauses, on))
}

/// A count as a number to calculate with.
pub(super) fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// Fails where a figure is further from what the note says than so many percent of it.
pub(super) fn near(what: &str, found: f64, wanted: f64, percent: f64) {
    let off = 100.0 * (found / wanted - 1.0);
    println!("{what}: {found:.1} ({wanted}, {off:+.1} %)");
    assert!(off.abs() <= percent, "{what}: {found:.2} instead of {wanted}");
}
