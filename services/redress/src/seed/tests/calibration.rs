//! Clocks and outcomes of an ordinary office against the note's tables, within a tenth.

use domain::recourse::inquiry::codes::Outcome;

use super::figures::{self, near, share, summary};
use super::{paper, planned, played};
use crate::seed::outline::{Ending, Outline, Papers};

#[test]
fn clocks_and_outcomes_are_those_of_the_note() {
    let plan = planned(3000, false);
    let (paper, played) = played(&plan);
    assert_eq!(played.turned, []);
    let all = figures::all(&plan, &paper);
    let lived: Vec<(f64, f64)> = all.iter().filter_map(figures::lived).collect();
    let gross = summary(lived.iter().map(|l| l.0).collect());
    let net = summary(lived.iter().map(|l| l.1).collect());
    for (what, found, wanted) in [
        ("gross mean", gross[0], 47.0),
        ("gross median", gross[1], 40.0),
        ("gross p90", gross[2], 81.0),
        ("net mean", net[0], 40.0),
        ("net median", net[1], 33.0),
        ("net p90", net[2], 70.0),
        ("net within 42 days", share(&lived, |l| l.1 <= 42.0), 66.0),
    ] {
        near(what, found, wanted, 10.0);
    }
    let received: Vec<_> = plan.outlines.iter().filter(|o| o.ending != Ending::Duplicate).collect();
    let ends = |ending: &dyn Fn(Ending) -> bool| share(&received, |o| ending(o.ending));
    near("decided", ends(&|e| matches!(e, Ending::Decided(_))), 87.0, 10.0);
    let waits = plan.outlines.iter().zip(&all).filter(|(o, f)| {
        let waited = !f.spells[0].pauses.is_empty() || o.papers != Papers::Complete;
        waited && o.ending != Ending::Duplicate
    });
    let waits = 100.0 * figures::float(waits.count()) / figures::float(received.len());
    near("any wait for the traveller", waits, 53.0, 10.0);
    // The stock follows the season of the last weeks, so that it may stray further.
    near("open at the end", share(&all, figures::open), 6.0, 25.0);
    outcomes(&received);
    after_decisions(&paper);
}

fn outcomes(received: &[&Outline]) {
    let ends = |ending: &dyn Fn(Ending) -> bool| share(received, |o| ending(o.ending));
    let decided = |outcome| ends(&|e| e == Ending::Decided(outcome));
    near("no change", decided(Outcome::NoChange), 35.0, 10.0);
    near("distinguished", decided(Outcome::Distinguished), 19.0, 10.0);
    near("corrected", decided(Outcome::CorrectedVerified), 16.0, 10.0);
    near("no record", decided(Outcome::NoRecordFound), 7.0, 15.0);
    near("partly", decided(Outcome::Partly), 3.5, 20.0);
    near("not completed", ends(&|e| e == Ending::Abandoned), 10.0, 15.0);
    near("withdrawn", ends(&|e| matches!(e, Ending::Withdrawn(_))), 2.7, 25.0);
    let elsewhere = |e| {
        matches!(
            e,
            Ending::SentBack(_) | Ending::HandedOver(_) | Ending::Decided(Outcome::Referred)
        )
    };
    near("another door", ends(&elsewhere), 7.0, 15.0);
}

fn after_decisions(paper: &paper::Paper) {
    let count = |name| figures::float(paper::count(paper, name));
    let decided = count("inquiry.decided");
    near(
        "sent back of signed",
        100.0 * count("inquiry.sent_back") / count("inquiry.signed"),
        5.0,
        25.0,
    );
    near("reopened of decided", 100.0 * count("inquiry.reopened") / decided, 4.0, 25.0);
    let told = count("inquiry.crossing_reported") + count("inquiry.recurrence_reported");
    near("crossings told of", 100.0 * told / decided, 33.0, 15.0);
    near(
        "urgency asked",
        100.0 * count("inquiry.urgency_asked") / count("inquiry.lodged"),
        2.0,
        30.0,
    );
    let sheets = paper.sheets.borrow();
    let answers = sheets.values().flat_map(|sheet| &sheet.entries);
    let late = answers.filter(|e| {
        e.occurred_at != e.recorded_at && e.event.name() == "inquiry.component_answered"
    });
    let share = 100.0 * figures::float(late.count()) / count("inquiry.component_answered");
    near("answers written down late", share, 2.0, 35.0);
}
