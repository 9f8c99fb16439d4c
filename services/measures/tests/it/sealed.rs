//! Swapping the flag of a security list changes nothing that anyone can see.

use measures::rows::Recourse;
use measures::{Dimension, measure};
use proptest::prelude::*;

use crate::cases::{exact, outside};
use crate::history::history;

/// The twin of a row: the flag is turned, and the outcomes that only a listed person can have
/// trade places with the one that an unlisted person would have been told.
fn twin(row: &Recourse) -> Recourse {
    let mut twin = row.clone();
    twin.sealed = !row.sealed;
    for disposition in twin.issues.iter_mut().flat_map(|issue| &mut issue.dispositions) {
        disposition.outcome = match disposition.outcome.as_deref() {
            Some("NO_CHANGE") if twin.sealed => Some("LISTING_KEPT".to_owned()),
            Some("LISTING_KEPT" | "LISTING_REMOVED") => Some("NO_CHANGE".to_owned()),
            other => other.map(str::to_owned),
        };
    }
    // The office whose task alone would tell.
    if twin.sealed {
        twin.tasks.extend(row.tasks.first().map(|task| measures::rows::Task {
            office: "TSC".to_owned(),
            answered: None,
            ..task.clone()
        }));
    } else {
        twin.tasks.retain(|task| task.office != "TSC");
    }
    twin
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn swapping_the_listed_flag_changes_no_figure_in_any_table(
        rows in history(1..40),
        swapped in prop::collection::vec(any::<bool>(), 40),
    ) {
        let twins: Vec<Recourse> = rows
            .iter()
            .zip(swapped)
            .map(|(row, swap)| if swap { twin(row) } else { row.clone() })
            .collect();
        for name in measures::names() {
            for group_by in [None, Some(Dimension::Port), Some(Dimension::Purpose)] {
                for mut question in [outside(), exact(0, 150, 300)] {
                    question.group_by = group_by;
                    let shown = measure(name, &rows, &question).unwrap();
                    prop_assert_eq!(shown, measure(name, &twins, &question).unwrap());
                }
            }
        }
    }
}

#[test]
fn sealed_rows_are_never_counted_apart() {
    let json = serde_json::to_value(measure("in-time", &[], &outside()).unwrap()).unwrap();
    assert!(json["excluded"]["sealed"].is_null());
    assert!(Dimension::ALL.iter().all(|dimension| !dimension.name().contains("seal")));
}
