//! Each kind of anomaly, planted into a ledger and a record that are sound without it.

use super::*;

/// Three commands on one case, the third by two events, and two readings between them.
struct World {
    writes: Vec<Write>,
    reads: Vec<Read>,
    record: Vec<Event>,
}

const NAMES: [&str; 4] = ["opened", "noted", "asked", "answered"];

fn event(position: u64, key: &str, name: &str) -> Event {
    Event {
        shard: 2,
        position,
        stream: "s".to_owned(),
        version: position,
        command: format!("c-{key}"),
        caller: "client:one".to_owned(),
        key: key.to_owned(),
        name: name.to_owned(),
    }
}

fn done(version: u64, events: &[&str]) -> Outcome {
    let events: Vec<String> = events.iter().map(|name| (*name).to_owned()).collect();
    let position = (!events.is_empty()).then_some(version);
    Outcome::Done(Receipt { stream: "s".to_owned(), version, position, events })
}

fn write(key: &str, called: u64, returned: u64, outcome: Outcome) -> Write {
    Write { key: key.to_owned(), called, returned, seen: None, outcome }
}

fn read(called: u64, returned: u64, version: usize) -> Read {
    let digest = Some(digest(NAMES[..version].iter().copied()));
    Read { stream: "s".to_owned(), called, returned, version: version as u64, digest }
}

fn sound() -> World {
    let mut writes = vec![
        write("a", 1, 2, done(1, &["opened"])),
        write("b", 3, 6, done(2, &["noted"])),
        write("c", 7, 10, done(4, &["asked", "answered"])),
        // Already so, and refused: neither leaves an event.
        write("d", 11, 12, done(4, &[])),
        write("e", 13, 14, Outcome::Refused),
    ];
    writes[2].seen = Some(2);
    let keys = ["a", "b", "c", "c"];
    let events = NAMES.iter().zip(keys).zip(1..).map(|((name, key), at)| event(at, key, name));
    World { writes, reads: vec![read(4, 5, 1), read(8, 9, 4)], record: events.collect() }
}

/// What is found once something is spoilt.
fn found(spoil: impl FnOnce(&mut World)) -> Vec<Anomaly> {
    let mut world = sound();
    spoil(&mut world);
    check(&world.writes, &world.reads, &world.record)
}

fn key(key: &str) -> String {
    key.to_owned()
}

#[test]
fn a_sound_record_is_left_alone() {
    assert_eq!(found(|_| ()), []);
    // While a command is under way it may be read already, or not yet.
    assert_eq!(found(|world| world.reads.push(read(8, 9, 2))), []);
    assert_eq!(found(|world| world.reads.push(read(1, 2, 1))), []);
}

#[test]
fn what_is_acknowledged_and_not_there_is_lost() {
    let lost = found(|world| world.writes.push(write("f", 15, 16, done(5, &["noted"]))));
    assert_eq!(lost, [Anomaly::Lost(key("f"))]);
}

#[test]
fn a_key_with_two_batches_is_doubled() {
    let twice = found(|world| {
        world.record.push(Event { command: key("other"), ..event(5, "b", "noted") });
    });
    assert_eq!(twice, [Anomaly::Doubled(key("b"))]);
    let in_pieces = found(|world| {
        world.record.swap(1, 2);
        world.record[1].version = 2;
        world.record[1].position = 2;
        world.record[2].version = 3;
        world.record[2].position = 3;
    });
    assert!(in_pieces.contains(&Anomaly::Doubled(key("c"))), "{in_pieces:?}");
}

#[test]
fn a_receipt_that_names_another_place_is_found() {
    for spoil in [
        |receipt: &mut Receipt| receipt.version += 1,
        |receipt: &mut Receipt| receipt.position = Some(9),
        |receipt: &mut Receipt| receipt.position = None,
        |receipt: &mut Receipt| receipt.stream = "t".to_owned(),
        |receipt: &mut Receipt| receipt.events[0] = "else".to_owned(),
        |receipt: &mut Receipt| receipt.events.clear(),
    ] {
        let misplaced = found(|world| {
            let Outcome::Done(receipt) = &mut world.writes[1].outcome else { panic!() };
            spoil(receipt);
        });
        assert!(misplaced.contains(&Anomaly::Misplaced(key("b"))), "{misplaced:?}");
    }
}

#[test]
fn what_nobody_settled_is_open() {
    assert_eq!(
        found(|world| world.writes.push(write("f", 15, 16, Outcome::Open))),
        [Anomaly::Open(key("f"))]
    );
}

#[test]
fn what_was_refused_must_not_be_there() {
    let there = found(|world| world.record.push(event(5, "e", "noted")));
    assert_eq!(there, [Anomaly::Refused(key("e"))]);
}

#[test]
fn what_nobody_asked_for_must_not_be_there_unless_the_house_did_it() {
    let unasked = found(|world| world.record.push(event(5, "z", "noted")));
    assert_eq!(unasked, [Anomaly::Unasked(key("z"))]);
    let own = Event { caller: key("mail-room"), ..event(5, "z", "noted") };
    assert_eq!(found(|world| world.record.push(own)), []);
}

#[test]
fn a_decision_on_what_was_not_seen_is_overtaken() {
    assert_eq!(found(|world| world.writes[2].seen = Some(1)), [Anomaly::Overtaken(key("c"))]);
}

#[test]
fn versions_and_positions_are_whole() {
    let gap = found(|world| {
        world.record.push(Event { version: 6, caller: key("x"), ..event(5, "z", "n") });
    });
    assert_eq!(gap, [Anomaly::Versions(key("s"), 5)]);
    let twice = found(|world| {
        world.record.push(Event { position: 4, caller: key("x"), ..event(5, "z", "n") });
    });
    assert!(twice.contains(&Anomaly::Positions(2, 5)), "{twice:?}");
    let skipped = found(|world| {
        world.record.push(Event { position: 6, caller: key("x"), ..event(5, "z", "n") });
    });
    assert_eq!(skipped, [Anomaly::Positions(2, 5)]);
}

#[test]
fn whoever_was_answered_first_comes_first() {
    // Called after `c` was answered with version 4, and yet before it.
    assert_eq!(
        found(|world| (world.writes[1].called, world.writes[1].returned) = (11, 12)),
        [Anomaly::Disordered(key("b"))]
    );
    let already = found(|world| world.writes[3].outcome = done(3, &[]));
    assert_eq!(already, [Anomaly::Disordered(key("d"))]);
}

#[test]
fn a_reading_without_what_was_acknowledged_is_stale() {
    assert_eq!(found(|world| world.reads.push(read(11, 12, 2))), [Anomaly::Stale(key("s"), 2)]);
    // Nor may a later reading show less than an earlier one did.
    assert_eq!(
        found(|world| {
            world.writes[2].returned = 30;
            world.reads.push(read(15, 16, 3));
            world.writes.remove(3);
        }),
        [Anomaly::Stale(key("s"), 3)]
    );
}

#[test]
fn a_reading_that_is_not_a_beginning_is_torn() {
    let mut other = read(8, 9, 2);
    other.digest = Some(digest(["opened", "asked"]));
    assert_eq!(found(|world| world.reads.push(other)), [Anomaly::Torn(key("s"), 2)]);
    let mut beyond = read(8, 9, 4);
    beyond.version = 5;
    let beyond = found(|world| world.reads.push(beyond));
    assert!(beyond.contains(&Anomaly::Torn(key("s"), 5)), "{beyond:?}");
}

#[test]
fn many_are_checked_as_fast_as_they_are_sorted() {
    let many = 100_000;
    let record: Vec<Event> = (1..=many).map(|at| event(at, &at.to_string(), "noted")).collect();
    let writes: Vec<Write> = (1..=many)
        .map(|at| write(&at.to_string(), 2 * at, 2 * at + 1, done(at, &["noted"])))
        .collect();
    assert_eq!(check(&writes, &[], &record), []);
}
