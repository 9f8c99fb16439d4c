//! The record as the outside sees it: exports, the view of events, the log of reads, documents.

use domain::actor::Role;
use domain::office::Event;
use domain::{Actor, Moment, StaffId};
use jiff::civil::date;
use serde_json::Value;
use store::documents::Documents;
use store::{Register, StoreError};
use uuid::Uuid;

use super::common::{Fresh, at};
use super::stories::{US, by_traveller, case, file, message, person, traveller, write};

async fn small_record(register: &Register) {
    let staff = StaffId(Uuid::from_u128(5));
    let from = date(2024, 1, 1);
    let events = vec![
        Event::UnitOpened { unit: "redress".to_owned(), port: None, parent: None, from },
        Event::StaffAdded {
            staff,
            subject: traveller(90),
            person: person(90),
            roles: vec![Role::Officer],
            languages: vec!["en".to_owned()],
        },
        Event::Posted { staff, unit: "redress".to_owned(), from },
    ];
    let by = Moment::new(at(0, 0), Actor::System);
    register.submit_office(US, events, vec![], by).await.unwrap();
    file(register, 1, "Ana", at(0, 1)).await.unwrap();
    let mut late = by_traveller(1, at(3, 0));
    late.occurred = Some(at(2, 0));
    register.submit(case(1), US, message(1, 1), late).await.unwrap();
}

#[tokio::test]
async fn an_export_holds_every_event_once_and_in_order() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    small_record(&register).await;
    let office = register.office(US).await.unwrap();
    assert_eq!((office.version, office.staff.len()), (3, 1));
    let mut out = Vec::new();
    let written = register.export_record(US, &mut out).await.unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), usize::try_from(written).unwrap());
    for (line, position) in lines.iter().zip(1..) {
        assert_eq!(line["position"], position);
    }
    let last = lines.last().unwrap();
    assert_eq!(last["occurred_at"], at(2, 0).as_microsecond());
    assert!(!last["sealed_digest"].is_null(), "a message commits to its text");
    let name_in_hex = "416e61";
    assert!(!text.contains(name_in_hex));
}

#[tokio::test]
async fn the_view_of_events_is_json() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    small_record(&register).await;
    let owner = fresh.owner().await;
    let sql = "SELECT shard, position, stream_id, version, name, shape, recorded_at, occurred_at,
        actor, payload FROM register.events_v1 WHERE name = 'inquiry.lodged'";
    let row = owner.query_one(sql, &[]).await.unwrap();
    let payload: Value = row.get("payload");
    assert_eq!(payload["recourse"], super::stories::recourse(1).to_string());
    let actor: Value = row.get("actor");
    assert_eq!(actor["kind"], "traveller");
}

#[tokio::test]
async fn reads_are_written_down_in_a_chain() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let by = Actor::Staff { staff: StaffId(Uuid::from_u128(5)), roles: vec![Role::Officer] };
    for (number, minute) in (1..=3).zip([5, 9, 7]) {
        let line = register.record_access(US, case(1), &by, "case page", at(0, minute)).await;
        assert_eq!(line.unwrap(), number);
    }
    let sql = "
        SELECT count(*) FROM register.access a
        LEFT JOIN register.access b ON b.shard = a.shard AND b.number = a.number - 1
        WHERE a.link = sha256('\\x02'::bytea || coalesce(b.link, decode(repeat('00', 32), 'hex'))
          || int8send(a.number) || int8send((extract(epoch FROM a.recorded_at) * 1000000)::bigint)
          || uuid_send(a.stream_id) || sha256(a.actor) || sha256(convert_to(a.what, 'UTF8')))
          AND (b.recorded_at IS NULL OR a.recorded_at >= b.recorded_at)";
    let row = fresh.owner().await.query_one(sql, &[]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), 3);
}

#[tokio::test]
async fn a_document_comes_back_as_it_was_and_only_whole() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file:{}", folder.path().display());
    let documents = Documents::open(&url, register.clone()).unwrap();
    for size in [0usize, 1, 65_536, 65_537, 200_000] {
        let bytes: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
        let key = documents.put(US, traveller(1), &bytes, at(0, 0)).await.unwrap();
        assert_eq!(documents.get(US, traveller(1), &key, at(0, 1)).await.unwrap(), bytes);
        assert!(documents.get(US, traveller(2), &key, at(0, 1)).await.is_err());
        let path = folder.path().join(&key[..2]).join(&key);
        let sealed = std::fs::read(&path).unwrap();
        assert!(size < 8 || !sealed.windows(8).any(|window| window == &bytes[..8]));
        std::fs::write(&path, &sealed[..sealed.len().saturating_sub(65_564)]).unwrap();
        assert!(documents.get(US, traveller(1), &key, at(0, 1)).await.is_err(), "cut at a chunk");
    }
    let outside = documents.get(US, traveller(1), "../../../etc/passwd", at(0, 1)).await;
    assert!(matches!(outside, Err(StoreError::Document(_))));
    assert!(Documents::open("s3:bucket", register).is_err());
}

#[tokio::test]
async fn an_unknown_outcome_is_learned_by_the_same_key() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    // Somebody holds the gate, and the waiting append loses its server process.
    let mut holder = fresh.owner().await;
    let gate = holder.transaction().await.unwrap();
    let hold = "SELECT 1 FROM register.gate WHERE shard = 2 FOR UPDATE";
    gate.query(hold, &[]).await.unwrap();
    let waiting = tokio::spawn({
        let register = register.clone();
        async move { write(&register, 1, 1, at(0, 1)).await }
    });
    let killer = fresh.owner().await;
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%append_batch%'";
    while killer.query(kill, &[]).await.unwrap().is_empty() {}
    let lost = waiting.await.unwrap();
    assert!(matches!(lost, Err(store::SubmitError::Unknown)), "{lost:?}");
    gate.rollback().await.unwrap();
    let again = write(&register, 1, 1, at(0, 2)).await.unwrap();
    assert_eq!(again.events, ["case.message_received"]);
    let loaded = register.load(US, case(1)).await.unwrap().unwrap();
    assert_eq!(loaded.case.messages.len(), 1);
}
