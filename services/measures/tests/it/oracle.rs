//! The estimators against lifelines and statsmodels, on 200 random cohorts with ties.
//! `tests/oracle/make.py` wrote the file; its versions are pinned beside it.

use measures::estimate::{
    Interval, Observation, cumulative_incidence, kaplan_meier, quantile, wilson,
};
use serde::Deserialize;

const ORACLE: &str = include_str!("../oracle/estimators.json");

#[derive(Deserialize)]
struct Cohort {
    days: Vec<i64>,
    events: Vec<u8>,
    kaplan_meier: Curve,
    incidence: Vec<Step>,
    wilson: (u64, u64, f64, f64),
}

#[derive(Deserialize)]
struct Curve {
    steps: Vec<Step>,
    median: Option<i64>,
    median_low: Option<f64>,
    median_high: Option<f64>,
}

/// Day, share, and the band's ends where there is a band.
#[derive(Deserialize)]
struct Step(i64, f64, Option<f64>, Option<f64>);

fn cohorts() -> Vec<Cohort> {
    serde_json::from_str(ORACLE).expect("the oracle reads")
}

impl Cohort {
    fn seen(&self) -> Vec<Observation<u8>> {
        let pairs = self.days.iter().zip(&self.events);
        pairs
            .map(|(days, e)| Observation { days: *days, event: Some(*e).filter(|e| *e > 0) })
            .collect()
    }
}

#[track_caller]
fn same(found: f64, expected: f64) {
    assert!((found - expected).abs() < 2e-6, "{found} is not {expected}");
}

#[track_caller]
fn same_band(band: Option<Interval>, low: Option<f64>, high: Option<f64>) {
    if let (Some(band), Some(low), Some(high)) = (band, low, high) {
        same(band.low.expect("a low end"), low);
        same(band.high.expect("a high end"), high);
    } else {
        assert!(band.is_none(), "a band where the oracle has none: {band:?}");
    }
}

#[test]
fn there_are_two_hundred_cohorts() {
    assert_eq!(cohorts().len(), 200);
}

#[test]
fn the_curve_of_those_still_waiting_and_its_bands_agree() {
    for cohort in cohorts() {
        let seen = cohort.seen();
        let seen =
            seen.iter().map(|one| Observation { days: one.days, event: one.event.map(drop) });
        let curve = kaplan_meier(&seen.collect::<Vec<_>>());
        assert_eq!(curve.steps.len(), cohort.kaplan_meier.steps.len());
        for (found, Step(day, share, low, high)) in
            curve.steps.iter().zip(&cohort.kaplan_meier.steps)
        {
            assert_eq!(found.day, *day);
            same(found.share, *share);
            if *share > 0.0 {
                same_band(found.band, *low, *high);
            }
        }
    }
}

#[test]
fn the_median_and_its_interval_agree() {
    for cohort in cohorts() {
        let seen = cohort.seen();
        let seen =
            seen.iter().map(|one| Observation { days: one.days, event: one.event.map(drop) });
        let curve = kaplan_meier(&seen.collect::<Vec<_>>());
        let oracle = cohort.kaplan_meier;
        assert_eq!(curve.quantile(0.5), oracle.median);
        let interval = curve.quantile_interval(0.5);
        assert_eq!(whole(interval.low), whole(oracle.median_low));
        if oracle.steps.last().is_some_and(|last| last.1 > 0.0) {
            assert_eq!(whole(interval.high), whole(oracle.median_high));
        }
    }
}

/// A day as text, because days are compared exactly.
fn whole(day: Option<f64>) -> Option<String> {
    day.map(|day| format!("{day:.1}"))
}

#[test]
fn the_share_that_had_one_event_while_others_compete_and_its_bands_agree() {
    for cohort in cohorts() {
        let curve = cumulative_incidence(&cohort.seen(), 1);
        assert_eq!(curve.steps.len(), cohort.incidence.len());
        for (found, Step(day, share, low, high)) in curve.steps.iter().zip(&cohort.incidence) {
            assert_eq!(found.day, *day);
            same(found.share, *share);
            if low.is_some() {
                same_band(found.band, *low, *high);
            }
        }
    }
}

#[test]
fn the_interval_of_a_share_agrees() {
    for cohort in cohorts() {
        let (hits, total, low, high) = cohort.wilson;
        same_band(wilson(hits, total), Some(low), Some(high));
    }
}

#[test]
fn all_incidences_and_those_still_waiting_add_up_to_one() {
    for cohort in cohorts() {
        let seen = cohort.seen();
        let any: Vec<Observation<()>> = seen
            .iter()
            .map(|one| Observation { days: one.days, event: one.event.map(drop) })
            .collect();
        let waiting = kaplan_meier(&any);
        for day in [5, 20, 40, 80] {
            let had: f64 =
                [1, 2, 3].map(|cause| cumulative_incidence(&seen, cause).at(day)).iter().sum();
            same(had + waiting.at(day), 1.0);
        }
    }
}

#[test]
fn a_quantile_is_the_smallest_value_that_enough_others_do_not_exceed() {
    let values = [9, 1, 5, 3];
    assert_eq!(quantile(&values, 0.5), Some(3));
    assert_eq!(quantile(&values, 0.9), Some(9));
    assert_eq!(quantile(&values, 1.0), Some(9));
    assert_eq!(quantile(&[], 0.5), None);
}

#[test]
fn out_of_nothing_there_is_no_interval() {
    assert_eq!(wilson(0, 0), None);
    assert_eq!(wilson(0, 10).unwrap().low, Some(0.0));
}
