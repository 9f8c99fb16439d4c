//! A record that was really written, whole and with each kind of harm done to it.

use super::*;

/// Made by the store's own export from a case and its office, in one database.
const SAMPLE: &str = include_str!("../sample.jsonl");

fn faults_of(lines: &[String]) -> Vec<Wrong> {
    let report = check(lines.join("\n").as_bytes());
    report.faults.into_iter().map(|fault| fault.what).collect()
}

fn lines() -> Vec<String> {
    SAMPLE.lines().map(str::to_owned).collect()
}

#[test]
fn a_whole_record_is_sound() {
    let report = check(SAMPLE.as_bytes());
    assert!(report.sound(), "{:?}", report.faults);
    assert!(report.events > 5 && report.streams > 1);
    assert_eq!(report.ends[&2].position, i64::try_from(report.events).unwrap());
}

#[test]
fn a_line_that_is_gone_is_missed() {
    let mut lines = lines();
    lines.remove(4);
    let wrong = faults_of(&lines);
    assert!(wrong.iter().any(|w| matches!(w, Wrong::Position { expected: 5, found: 6, .. })));
    assert!(wrong.contains(&Wrong::Link));
}

#[test]
fn every_changed_field_is_noticed() {
    let fields: [(&str, &str); 6] = [
        ("\"name\":\"case.", "\"name\":\"base."),
        ("\"payload\":\"7b22", "\"payload\":\"7b23"),
        ("\"actor\":\"7b22", "\"actor\":\"7b23"),
        ("\"rules\":\"", "\"rules\":\"0"),
        ("\"shape\":1", "\"shape\":2"),
        ("\"kind\":1", "\"kind\":2"),
    ];
    for (from, to) in fields {
        let mut lines = lines();
        let at = lines.iter().position(|line| line.contains(from)).unwrap();
        lines[at] = lines[at].replacen(from, to, 1);
        assert!(faults_of(&lines).contains(&Wrong::Leaf), "{from}");
    }
}

#[test]
fn a_moved_instant_breaks_the_chain() {
    let mut lines = lines();
    let last = lines.len() - 1;
    let line: serde_json::Value = serde_json::from_str(&lines[last]).unwrap();
    let recorded = line["recorded_at"].as_i64().unwrap();
    let moved = format!("\"recorded_at\":{}", recorded + 1);
    lines[last] = lines[last].replace(&format!("\"recorded_at\":{recorded}"), &moved);
    assert_eq!(faults_of(&lines), [Wrong::Link]);
    let moved = format!("\"recorded_at\":{}", recorded - 400_000_000_000);
    lines[last] = lines[last].replace(&format!("\"recorded_at\":{}", recorded + 1), &moved);
    assert_eq!(faults_of(&lines), [Wrong::Time, Wrong::Link]);
}

#[test]
fn what_is_not_an_event_is_named() {
    let mut lines = lines();
    lines.push("{\"shard\":2}".to_owned());
    let report = check(lines.join("\n").as_bytes());
    assert_eq!(report.faults.len(), 1);
    assert_eq!(report.faults[0].line, u64::try_from(lines.len()).unwrap());
}
