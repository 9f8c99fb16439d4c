//! The plan against the note that it follows, without a database: the procedure itself is
//! played on paper, and the figures are counted from its own facts.

mod calibration;
mod figures;
mod paper;
mod planted;
mod shares;

use jiff::civil::date;
use jiff::tz::TimeZone;

use super::lists::Lists;
use super::plan::{Plan, outlined, plan};
use super::play::{Played, play};
use super::{Span, committed_lists};
use paper::Paper;

const SEED: u64 = 20_260_101;

fn lists() -> Lists {
    committed_lists().unwrap()
}

fn span() -> Span {
    let zone = TimeZone::get("America/New_York").unwrap();
    Span { from: date(2024, 3, 1), to: date(2026, 3, 1), zone }
}

fn planned(cases: usize, planted: bool) -> Plan {
    plan(SEED, cases, span(), lists(), planted).unwrap()
}

/// Outlines alone, where no act is looked at.
fn drawn(cases: usize, planted: bool) -> Plan {
    outlined(SEED, cases, span(), lists(), planted).unwrap()
}

fn played(plan: &Plan) -> (Paper, Played) {
    let paper = Paper::new(plan.staff.office().clone(), plan.span.zone.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let played = runtime.block_on(play(&paper, plan, |_, _| {})).unwrap();
    (paper, played)
}

#[test]
fn the_same_seed_gives_the_same_acts_and_a_longer_history_begins_with_the_shorter() {
    let (short, long) = (planned(150, true), planned(300, true));
    let digest = short.digest(150).unwrap();
    assert_eq!(digest, planned(150, true).digest(150).unwrap());
    assert_eq!(digest, long.digest(150).unwrap());
    let other = plan(SEED + 1, 150, span(), lists(), true).unwrap();
    assert_ne!(digest, other.digest(150).unwrap());
}

#[test]
fn the_demonstrations_history_is_lawful_and_leaves_live_work() {
    let plan = planned(2000, true);
    let (paper, played) = played(&plan);
    assert_eq!(played.turned, []);
    let (letters, bounced) = *paper.letters.borrow();
    let share = 100.0 * f64::from(bounced) / f64::from(letters);
    assert!((1.3..2.3).contains(&share), "{share} of {letters} letters bounced");
    let all = figures::all(&plan, &paper);
    let open: Vec<_> = all.iter().filter(|f| figures::open(f)).collect();
    let overdue = open.iter().filter(|f| figures::age(f, plan.span.to) > Some(42)).count();
    let soon = open
        .iter()
        .filter(|f| (Some(39)..=Some(42)).contains(&figures::age(f, plan.span.to)))
        .count();
    assert!((90..150).contains(&open.len()), "{} open", open.len());
    assert!((2..15).contains(&overdue), "{overdue} overdue");
    assert!(soon >= 3, "{soon} due soon");
    // What nobody wrote resulted: reminders, warnings, breaches, status letters, questions.
    assert!(paper::count(&paper, "inquiry.elapsed") > 8000);
    assert!(all.iter().all(|f| f.synthetic));
}
