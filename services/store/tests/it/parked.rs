//! What a follower cannot handle waits aside, in order, and holds up nothing else: an unknown event,
//! and one on which the follower itself fails. Whoever lets it go is written down.

use domain::Position;
use store::follow::{Decision, Done, Page, Projection, Verdict, What, parked, standing};
use store::{Follower, Register, StoreError, caseload};
use tokio_postgres::{Client, Transaction};

use super::common::{Fresh, at};
use super::follow::settle;
use super::stories::{US, case, file, write};

/// Appends to a case an event of a program that is not written yet; answers its position.
pub(crate) async fn from_tomorrow(owner: &Client, n: u128, version: i32) -> Position {
    let sql = "
        SELECT verdict FROM register.append_batch(2::smallint, 'r', ARRAY[gen_random_uuid()], ARRAY['x'],
          ARRAY[gen_random_uuid()::text], ARRAY['\\x00'::bytea], ARRAY[$1::uuid], ARRAY[1::smallint], ARRAY[$2::integer],
          ARRAY['2026-01-06 00:00Z'::timestamptz], ARRAY['{\"kind\":\"system\"}'::bytea],
          ARRAY[gen_random_uuid()], ARRAY[NULL::uuid], ARRAY[NULL::text], ARRAY['{\"position\":'],
          ARRAY[1], ARRAY['case.from_tomorrow'], ARRAY[2::smallint], ARRAY[NULL::timestamptz],
          ARRAY['{}'::bytea], ARRAY[NULL::bytea], ARRAY[sha256('')], '{}'::integer[], '{}'::uuid[],
          '{}'::uuid[], '{}'::bytea[], '{}'::bytea[], '{}'::integer[], '{}'::bytea[], '{}'::uuid[],
          '{}'::uuid[])";
    let row = owner.query_one(sql, &[&case(n).0, &version]).await.unwrap();
    assert_eq!(row.get::<_, &str>("verdict"), "accepted");
    let sql = "SELECT last_position FROM register.stream WHERE shard = 2 AND stream_id = $1";
    Position(owner.query_one(sql, &[&case(n).0]).await.unwrap().get(0))
}

/// Appends what somebody else cannot fold needs no version from the caller: the case cannot be
/// loaded any more, so later events of it come from the owner's hand too.
async fn version(owner: &Client, n: u128) -> i32 {
    let sql = "SELECT version FROM register.stream WHERE shard = 2 AND stream_id = $1";
    owner.query_one(sql, &[&case(n).0]).await.unwrap().get(0)
}

async fn listed(register: &Register) -> usize {
    let today = jiff::civil::date(2026, 1, 6);
    let all = caseload::Filter::default();
    caseload::queue(register, US, &all, today, None, 50).await.unwrap().len()
}

fn decision(verdict: Verdict) -> Decision<'static> {
    Decision { verdict, by: "J. Roy", reason: "a test of tomorrow's program" }
}

#[tokio::test]
async fn an_unknown_event_waits_aside_and_everything_else_flows() {
    let fresh = Fresh::migrated().await;
    let (register, owner) = (fresh.register(1).await, fresh.owner().await);
    let follower = Follower::open(register.clone()).await.unwrap();
    for n in 1..=5 {
        file(&register, n, "Ana", at(0, 0)).await.unwrap();
    }
    let unknown = from_tomorrow(&owner, 3, version(&owner, 3).await).await;
    from_tomorrow(&owner, 3, version(&owner, 3).await).await;
    for n in [1, 2, 4, 5] {
        write(&register, n, 1, at(1, 0)).await.unwrap();
    }
    settle(&follower).await;
    let waiting = parked(&register).await.unwrap();
    let names: Vec<&str> = waiting.iter().map(|w| w.follower.as_str()).collect();
    assert_eq!(names, ["caseload", "letters", "matters", "notices", "timers"]);
    for one in &waiting {
        assert_eq!((one.position, one.shape, one.behind), (unknown, 2, 1), "{one:?}");
        assert_eq!(one.name, "case.from_tomorrow");
        assert!(one.next_try.is_some() && one.attempts == 1, "{one:?}");
    }
    for one in standing(&register).await.unwrap() {
        assert_eq!(one.behind, 0, "{one:?}");
        assert_eq!(one.parked, i64::from(one.jurisdiction == US), "{one:?}");
    }
    // The other cases are there, and so is this one as it stood before.
    assert_eq!(listed(&register).await, 5);
    let wrong = register.load(US, case(3)).await.unwrap_err().to_string();
    assert!(wrong.contains("case.from_tomorrow") && wrong.contains(&unknown.0.to_string()));
    let stopped = follower.rebuild("caseload").await.unwrap_err();
    let StoreError::Stopped { position, shape, .. } = stopped else { panic!("{stopped:?}") };
    assert_eq!((position, shape), (unknown, 2));
    assert_eq!(listed(&register).await, 5, "the old tables are still in use");
}

#[tokio::test]
async fn what_is_skipped_lets_the_rest_flow_and_is_written_down() {
    let fresh = Fresh::migrated().await;
    let (register, owner) = (fresh.register(1).await, fresh.owner().await);
    let follower = Follower::open(register.clone()).await.unwrap();
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    let first = from_tomorrow(&owner, 1, version(&owner, 1).await).await;
    let second = from_tomorrow(&owner, 1, version(&owner, 1).await).await;
    settle(&follower).await;
    let decide = |position, verdict| {
        follower.decide("caseload", (US, position), decision(verdict), at(9, 1))
    };
    assert_eq!(decide(second, Verdict::Skip).await.unwrap(), None, "that one is not to blame yet");
    assert_eq!(decide(first, Verdict::Retry).await.unwrap(), Some(0), "it still is not understood");
    assert_eq!(decide(first, Verdict::Skip).await.unwrap(), Some(0));
    let heads = |all: Vec<store::follow::Parked>| {
        all.into_iter().filter(|p| p.follower == "caseload").map(|p| p.position).collect::<Vec<_>>()
    };
    assert_eq!(heads(parked(&register).await.unwrap()), [second], "now the next one is");
    decide(second, Verdict::Skip).await.unwrap();
    assert!(heads(parked(&register).await.unwrap()).is_empty());
    let report = follower.rebuild("caseload").await.unwrap();
    assert!(report.equal(), "a rebuild omits what was skipped: {report:?}");
    assert!(follower.rebuild("matters").await.is_err(), "another follower was told nothing");
    let sql = "SELECT what || ' ' || position || ' ' || by_whom AS told, reason
               FROM register.intervention ORDER BY position, what";
    let written = owner.query(sql, &[]).await.unwrap();
    let told: Vec<String> = written.iter().map(|row| row.get("told")).collect();
    let expected = [
        format!("retry {} J. Roy", first.0),
        format!("skip {} J. Roy", first.0),
        format!("skip {} J. Roy", second.0),
    ];
    assert_eq!(told, expected);
    for sql in
        ["DELETE FROM register.intervention", "UPDATE register.intervention SET reason = 'x'"]
    {
        assert!(owner.batch_execute(sql).await.is_err(), "{sql}");
    }
}

/// Counts each event once, and fails on what a table of the test says is poison.
pub(crate) struct Picky;

impl Projection for Picky {
    fn name(&self) -> &'static str {
        "picky"
    }
    fn generation(&self) -> i32 {
        1
    }
    fn table_sql(&self) -> &'static str {
        "CREATE TABLE counted (position bigint PRIMARY KEY, stream_id uuid NOT NULL);
         CREATE TABLE last (stream_id uuid PRIMARY KEY, position bigint NOT NULL)"
    }
    fn views_sql(&self) -> &'static str {
        "DROP VIEW IF EXISTS read.counted; CREATE VIEW read.counted AS SELECT * FROM counted"
    }
    fn apply<'a>(&'a self, tx: &'a Transaction<'_>, page: &'a Page) -> Done<'a> {
        Box::pin(async move {
            for event in &page.events {
                let (position, stream) = (event.position.0, event.stream);
                assert!(matches!(event.what, What::Case(..)));
                let sql = format!("
                    SELECT 1 / (1 - count(*)) FROM public.poison WHERE position = {position};
                    INSERT INTO last VALUES ('{stream}', {position}) ON CONFLICT (stream_id)
                      DO UPDATE SET position = excluded.position WHERE last.position < excluded.position;
                    INSERT INTO counted SELECT {position}, '{stream}' FROM last
                      WHERE stream_id = '{stream}' AND position = {position}");
                let done = tx.batch_execute(&sql).await;
                done.map_err(|source| StoreError::Database { doing: "count", source })?;
            }
            Ok(())
        })
    }
}

pub(crate) const POISON: &str = "CREATE TABLE public.poison (position bigint PRIMARY KEY);
     GRANT SELECT ON public.poison TO redress_app";

async fn counted(owner: &Client) -> Vec<i64> {
    let sql = "SELECT position FROM read.counted ORDER BY position";
    owner.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn one_poisoned_event_parks_one_case_until_it_is_mended() {
    let fresh = Fresh::migrated().await;
    let (register, owner) = (fresh.register(1).await, fresh.owner().await);
    owner.batch_execute(POISON).await.unwrap();
    let own = Follower::with(register.clone(), vec![Box::new(Picky)], vec![]).await.unwrap();
    for n in 1..=7 {
        file(&register, n, "Ana", at(0, 0)).await.unwrap();
    }
    let poison = write(&register, 4, 1, at(1, 0)).await.unwrap().position.unwrap();
    for n in 1..=7 {
        write(&register, n, 2, at(1, 1)).await.unwrap();
    }
    owner.execute("INSERT INTO public.poison VALUES ($1)", &[&poison.0]).await.unwrap();
    settle(&own).await;
    let waiting = parked(&register).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].position, waiting[0].behind), (1, poison, 1));
    assert!(waiting[0].trouble.contains("division by zero"), "{waiting:?}");
    let last = standing(&register).await.unwrap().pop().unwrap().position.0;
    let all: Vec<i64> = (1..=last).collect();
    let done = counted(&owner).await;
    assert_eq!(done.len(), all.len() - 2, "only the poison and what waits behind it are missing");
    // More of the same stream waits, others flow.
    write(&register, 4, 3, at(1, 2)).await.unwrap();
    write(&register, 5, 3, at(1, 2)).await.unwrap();
    settle(&own).await;
    assert_eq!(parked(&register).await.unwrap()[0].behind, 2);
    // It is tried again in ever longer turns, and then somebody must decide.
    let mut attempts = Vec::new();
    for (day, minutes) in [(9, 1), (9, 3), (9, 20), (10, 0), (11, 0)] {
        own.tick(at(day, minutes)).await.unwrap();
        attempts.push(parked(&register).await.unwrap()[0].attempts);
    }
    assert_eq!(attempts, [2, 3, 4, 5, 5]);
    assert_eq!(parked(&register).await.unwrap()[0].next_try, None);
    let strict = own.rebuild("picky").await.unwrap_err().to_string();
    assert!(strict.contains(&format!("position {}", poison.0)), "{strict}");
    owner.batch_execute("DELETE FROM public.poison").await.unwrap();
    let place = (US, poison);
    let flowing = own.decide("picky", place, decision(Verdict::Retry), at(12, 0)).await.unwrap();
    assert_eq!(flowing, Some(3));
    let all: Vec<i64> = (1..=last + 2).collect();
    assert_eq!(counted(&owner).await, all, "each once");
    assert!(own.rebuild("picky").await.unwrap().equal());
}

#[tokio::test]
async fn a_follower_that_is_itself_broken_parks_nothing_and_says_so() {
    let fresh = Fresh::migrated().await;
    let (register, owner) = (fresh.register(1).await, fresh.owner().await);
    let own = Follower::with(register.clone(), vec![Box::new(Picky)], vec![]).await.unwrap();
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    // The table that it asks is not there: every event would fail.
    assert!(own.tick(at(9, 0)).await.is_err());
    assert!(parked(&register).await.unwrap().is_empty());
    let stuck = standing(&register).await.unwrap();
    let stuck: Vec<_> = stuck.iter().filter(|one| one.is_stuck(at(9, 0))).collect();
    assert_eq!(stuck.len(), 1, "behind and not moving");
    owner.batch_execute(POISON).await.unwrap();
    settle(&own).await;
    assert!(standing(&register).await.unwrap().iter().all(|one| !one.is_stuck(at(9, 0))));
    // Where far too much fails, it is the follower that stops.
    for n in 2..=120 {
        file(&register, n, "Ana", at(0, 1)).await.unwrap();
    }
    let sql = "INSERT INTO public.poison SELECT position FROM register.event WHERE version = 1";
    owner.batch_execute(sql).await.unwrap();
    let mut last = Ok(1);
    while matches!(last, Ok(some) if some > 0) {
        last = own.tick(at(9, 1)).await;
    }
    assert!(matches!(last, Err(StoreError::TooMuchParked { .. })), "{last:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_count_every_event_once() {
    let fresh = Fresh::migrated().await;
    let (one, two) = (fresh.register(1).await, fresh.register(2).await);
    let owner = fresh.owner().await;
    owner.batch_execute(POISON).await.unwrap();
    let a = Follower::with(one.clone(), vec![Box::new(Picky)], vec![]).await.unwrap();
    let b = Follower::with(two.clone(), vec![Box::new(Picky)], vec![]).await.unwrap();
    for n in 1..=12 {
        file(&one, n, "Ana", at(0, 0)).await.unwrap();
        tokio::join!(settle(&a), settle(&b));
    }
    // A second time would meet a row that is there already, and its stream would wait aside.
    assert!(parked(&one).await.unwrap().is_empty());
    let last = standing(&one).await.unwrap().pop().unwrap();
    assert_eq!((last.behind, counted(&owner).await), (0, (1..=last.position.0).collect()));
}
