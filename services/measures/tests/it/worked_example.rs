//! The worked example of the definitions: thirteen cases, read on day 100, standard 42 days.

use measures::rows::{Recourse, Terminal};
use measures::{Count, Figure, Why};

use crate::cases::{asked, count, counts, day, ended, exact, line, near, on_day, row, spell, wait};

fn thirteen() -> Vec<Recourse> {
    use Terminal::{Abandoned, Decided, Deemed, Duplicate, Transferred, Withdrawn};
    let mut never_complete = ended(10, Abandoned, 40);
    never_complete.complete = None;
    let mut paused = ended(0, Decided, 50);
    paused.pauses = vec![wait(15, Some(25))];
    let mut waiting = spell(40);
    waiting.pauses = vec![wait(50, None)];
    vec![
        row(vec![ended(0, Decided, 30)]),
        row(vec![paused]),
        row(vec![ended(5, Decided, 60)]),
        row(vec![spell(10)]),
        row(vec![spell(60)]),
        row(vec![ended(20, Withdrawn, 30)]),
        row(vec![ended(20, Withdrawn, 80)]),
        row(vec![ended(15, Transferred, 25)]),
        row(vec![never_complete]),
        row(vec![ended(0, Decided, 20), ended(50, Decided, 70)]),
        row(vec![ended(0, Duplicate, 3)]),
        row(vec![ended(30, Deemed, 80)]),
        row(vec![waiting]),
    ]
}

fn figure(name: &str) -> Figure {
    asked(name, &thirteen(), &exact(0, 61, 100))
}

#[test]
fn twelve_were_received_because_one_is_a_duplicate() {
    let received = figure("received");
    near(received.value.unwrap(), 12.0);
    assert_eq!(received.excluded.duplicate, Count::Exact(1));
    assert_eq!(count(&received, "reopened"), Count::Exact(1));
    assert_eq!(received.rows, Count::Exact(13));
}

#[test]
fn three_of_seven_were_decided_in_time() {
    let in_time = figure("in-time");
    assert_eq!(counts(&in_time), (Count::Exact(3), Count::Exact(7)));
    near(in_time.value.unwrap(), 0.4286);
    let interval = in_time.interval.unwrap();
    near(interval.low.unwrap(), 0.1582);
    near(interval.high.unwrap(), 0.7495);
}

#[test]
fn the_line_of_exclusions_names_every_reason() {
    let left = figure("in-time").excluded;
    assert_eq!(left.immature, Count::Exact(2));
    assert_eq!(left.withdrawn_before, Count::Exact(1));
    assert_eq!(left.transferred, Count::Exact(1));
    assert_eq!(left.never_complete, Count::Exact(1));
    assert_eq!(left.duplicate, Count::Exact(1));
    assert_eq!(left.abandoned_before, Count::Exact(0));
    assert_eq!(
        figure("in-time").notes[0].en.replace('\u{a0}', " "),
        "Left out: 2 whose time is not up, 1 withdrawn before the standard, 1 sent to another \
         door, 1 duplicate, 1 never complete."
    );
}

#[test]
fn two_of_eight_on_the_calendar_that_the_traveller_lived() {
    let gross = figure("in-time-gross");
    assert_eq!(counts(&gross), (Count::Exact(2), Count::Exact(8)));
    near(gross.value.unwrap(), 0.25);
    assert_eq!(gross.excluded.immature, Count::Exact(1));
    assert_eq!(count(&gross, "late-but-for-pauses"), Count::Exact(1));
    let said = (gross.summary.en.replace('\u{a0}', " "), gross.summary.fr.replace('\u{a0}', " "));
    assert!(said.0.ends_with("1 decision made in time by pauses."), "{}", said.0);
    assert!(said.1.ends_with("1 décision rendue à temps grâce aux pauses."), "{}", said.1);
}

#[test]
fn the_share_with_a_decision_climbs_as_worked_out_by_hand() {
    let decision = figure("time-to-decision");
    for (on, share) in [(19, 0.0), (20, 0.1023), (30, 0.2045), (40, 0.3068), (42, 0.3068)] {
        near(on_day(&decision, "net", on), share);
    }
    near(on_day(&decision, "net", 55), 0.4347);
    near(on_day(&decision, "net", 100), 0.4347);
}

#[test]
fn fewer_than_half_have_a_decision_so_no_median_is_given() {
    let decision = figure("time-to-decision");
    assert_eq!(decision.value, None);
    assert_eq!(decision.reason, Some(Why::NotReached));
    assert_eq!(decision.summary.en, "How long until a decision: fewer than half so far.");
}

#[test]
fn half_were_over_by_day_fifty_however_they_ended() {
    let end = figure("time-to-end");
    let steps = [(9, 1.0), (10, 0.8182), (20, 0.7159), (30, 0.6136), (40, 0.5114), (50, 0.3835)];
    for (on, share) in steps {
        let found = if on < 10 { 1.0 } else { on_day(&end, "net", on) };
        near(found, share);
    }
    near(end.value.unwrap(), 50.0);
    assert_eq!(end.summary.en.split(" (").next(), Some("Half were over by day 50"));
}

#[test]
fn the_reopened_spell_is_in_time_and_counted_apart() {
    let apart = figure("in-time");
    let apart = line(&apart, "reopened-in-time");
    assert_eq!(
        (apart.numerator, apart.denominator),
        (Some(Count::Exact(1)), Some(Count::Exact(1)))
    );
}

#[test]
fn the_flattering_average_is_known_and_appears_nowhere() {
    let rows = thirteen();
    let decided = rows.iter().map(|row| &row.spells[0]).filter_map(|spell| {
        let end = spell.ended.filter(|end| end.kind == Terminal::Decided)?;
        Some(spell.length(measures::durations::Calendar::Net, spell.complete?, end.on))
    });
    let days: Vec<i64> = decided.collect();
    near(f64::from(i32::try_from(days.iter().sum::<i64>()).unwrap()) / 4.0, 36.25);
    for name in measures::names() {
        let shown = figure(name);
        let values = shown.series.iter().filter_map(|cell| cell.value).chain(shown.value);
        assert!(values.into_iter().all(|value| (value - 36.25).abs() > 1e-9), "{name}");
    }
}

#[test]
fn read_on_an_earlier_day_the_same_rows_know_nothing_of_what_came_later() {
    let early = asked("in-time", &thirteen(), &exact(0, 61, 45));
    assert_eq!(counts(&early), (Count::Exact(2), Count::Exact(2)));
    let day_45 = asked("open", &thirteen(), &exact(0, 61, 45));
    near(day_45.value.unwrap(), 6.0);
    assert_eq!(day_45.as_of_day, day(45));
}
