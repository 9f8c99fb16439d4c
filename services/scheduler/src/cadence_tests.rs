use super::*;

fn toronto() -> TimeZone {
    TimeZone::get("America/Toronto").unwrap()
}

fn cadence(text: &str) -> Cadence {
    Cadence::parse(text, toronto()).unwrap()
}

/// The next fires after an instant, as they read on the wall in Toronto.
fn wall(text: &str, after: &str, how_many: usize) -> Vec<String> {
    let fires = cadence(text).fires(after.parse().unwrap(), how_many);
    let local = |at: &Timestamp| at.to_zoned(toronto()).strftime("%a %F %H:%M %Z").to_string();
    fires.iter().map(local).collect()
}

#[test]
fn days_of_the_week_are_those_of_unix() {
    let after = "2026-03-01T12:00:00Z"; // a Sunday
    assert_eq!(wall("0 12 * * 1", after, 1), ["Mon 2026-03-02 12:00 EST"]);
    assert_eq!(wall("0 12 * * 0", after, 1), ["Sun 2026-03-01 12:00 EST"]);
    assert_eq!(wall("0 12 * * 7", after, 1), wall("0 12 * * 0", after, 1));
    assert_eq!(wall("0 12 * * SAT", after, 1), ["Sat 2026-03-07 12:00 EST"]);
    let week = wall("0 12 * * 1-5", "2026-03-05T20:00:00Z", 2);
    assert_eq!(week, ["Fri 2026-03-06 12:00 EST", "Mon 2026-03-09 12:00 EDT"]);
    let weekend = wall("0 12 * * 6-7", after, 3);
    assert_eq!(weekend[0], "Sun 2026-03-01 12:00 EST");
    assert_eq!(weekend[1], "Sat 2026-03-07 12:00 EST");
    // What the package itself would have made of a 1.
    let trap = cron::Schedule::from_str("0 0 12 * * 1").unwrap();
    let sunday = trap.after(&DateTime::from_timestamp(1_772_500_000, 0).unwrap()).next();
    assert_eq!(sunday.unwrap().format("%a").to_string(), "Sun");
}

#[test]
fn two_kinds_of_day_mean_either() {
    let fires = wall("0 9 13 * 5", "2026-03-01T12:00:00Z", 4);
    assert_eq!(fires[0], "Fri 2026-03-06 09:00 EST");
    assert_eq!(fires[1], "Fri 2026-03-13 09:00 EDT");
    assert_eq!(wall("0 9 13 * 5", "2026-04-11T12:00:00Z", 1), ["Mon 2026-04-13 09:00 EDT"]);
    let only = wall("0 9 13 * *", "2026-03-14T12:00:00Z", 1);
    assert_eq!(only, ["Mon 2026-04-13 09:00 EDT"]);
}

#[test]
fn the_hour_that_spring_takes_is_not_lost() {
    let fires = wall("30 2 * * *", "2026-03-07T12:00:00Z", 2);
    assert_eq!(fires, ["Sun 2026-03-08 03:30 EDT", "Mon 2026-03-09 02:30 EDT"]);
}

#[test]
fn the_hour_that_autumn_repeats_counts_once() {
    let fires = wall("30 1 * * *", "2026-10-31T12:00:00Z", 2);
    assert_eq!(fires, ["Sun 2026-11-01 01:30 EDT", "Mon 2026-11-02 01:30 EST"]);
    // Also for who looks in the second of the two hours.
    let second = "2026-11-01T06:10:00Z";
    assert_eq!(wall("30 1 * * *", second, 1), ["Mon 2026-11-02 01:30 EST"]);
}

#[test]
fn every_minute_is_every_minute_on_every_day() {
    let minutes = cadence("* * * * *");
    for day in ["2026-03-08T06:30:00Z", "2026-11-01T04:30:00Z"] {
        let fires = minutes.fires(day.parse().unwrap(), 180);
        let apart = |pair: &[Timestamp]| pair[1].as_second() - pair[0].as_second() == 60;
        assert!(fires.windows(2).all(apart), "around {day}");
    }
}

#[test]
fn the_last_fire_is_found_after_a_week() {
    let noon = cadence("0 12 * * 1-5");
    let now: Timestamp = "2026-03-08T12:00:00Z".parse().unwrap(); // Sunday, after a Friday
    let last = noon.last(now - LOOK_BACK, now).unwrap();
    assert_eq!(last, "2026-03-06T17:00:00Z".parse().unwrap());
    assert_eq!(noon.last(now - SignedDuration::from_hours(1), now), None);
}

#[test]
fn what_is_not_a_line_is_told_apart() {
    let parse = |text| Cadence::parse(text, toronto()).map(|_| ()).unwrap_err();
    assert!(matches!(parse("0 30 2 * * *"), BadCadence::NotFive { .. }));
    assert!(matches!(parse("@daily"), BadCadence::NotFive { .. }));
    assert!(matches!(parse("61 * * * *"), BadCadence::Field { field: "minute", .. }));
    assert!(matches!(parse("* * * * mon-foo"), BadCadence::Field { field: "day of week", .. }));
    assert!(matches!(parse("0 0 31 2 *"), BadCadence::Never { .. }));
    assert!(Cadence::parse("0 0 29 2 *", toronto()).is_ok(), "in a leap year");
}
