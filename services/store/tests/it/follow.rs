//! What follows from events: each counts once, a rebuild equals the live tables, and reactions are
//! not repeated by it.

use domain::case::Command;
use domain::{Actor, Moment, Position};
use jiff::civil::date;
use store::follow::{Done, Page, Projection};
use store::outbox::Next;
use store::{Follower, Register, caseload, lease, matters, notices, outbox, timers};
use tokio_postgres::Transaction;

use super::common::{Fresh, at};
use super::stories::{US, case, file, recourse, submission, traveller, write};

pub(crate) async fn settle(follower: &Follower) -> usize {
    let mut all = 0;
    loop {
        match follower.tick(at(9, 0)).await.unwrap() {
            0 => return all,
            some => all += some,
        }
    }
}

async fn some_cases(register: &Register, cases: u128) {
    for n in 1..=cases {
        file(register, n, "Ana Lima", at(0, 0)).await.unwrap();
    }
    for n in 1..=cases {
        write(register, n, 1, at(1, 0)).await.unwrap();
    }
}

#[tokio::test]
async fn lists_follow_the_record() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let follower = Follower::open(register.clone()).await.unwrap();
    some_cases(&register, 3).await;
    let events = settle(&follower).await;
    let today = date(2026, 1, 6);
    let lines = caseload::queue(&register, US, &caseload::Filter::default(), today, None, 10).await;
    let lines = lines.unwrap();
    assert_eq!(lines.len(), 3);
    let loaded = register.load(US, lines[0].case_id).await.unwrap().unwrap();
    assert_eq!(lines[0].reference, loaded.case.reference.to_string());
    assert_eq!((lines[0].version, lines[0].position), (loaded.version, loaded.position));
    assert!(lines[0].unanswered && lines[0].open && lines[0].synthetic);
    let (all, after) = (caseload::Filter::default(), Some(lines[1].cursor()));
    let next = caseload::queue(&register, US, &all, today, after, 10).await.unwrap();
    assert_eq!(next, lines[2..]);
    let counts = caseload::counts(&register, US, None, today).await.unwrap();
    assert_eq!((counts.open, counts.unassigned, counts.late), (3, 3, 0));
    let facts = matters::read(&register, &[US]).await.unwrap();
    assert_eq!(facts.facts.len(), 3);
    let place = Position(i64::try_from(events).unwrap());
    assert_eq!(facts.as_of, [(US, place, Some(at(1, 0)))]);
    let one = caseload::Filter { cases: Some(vec![case(2)]), ..Default::default() };
    let found = caseload::queue(&register, US, &one, today, None, 10).await.unwrap();
    assert_eq!(found[0].recourse_id, recourse(2));
}

#[tokio::test]
async fn a_rebuild_equals_what_the_program_left() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let follower = Follower::open(register.clone()).await.unwrap();
    some_cases(&register, 4).await;
    // Several small steps live, one large step in the rebuild.
    settle(&follower).await;
    for number in 2..6 {
        write(&register, 2, number, at(2, 0)).await.unwrap();
        settle(&follower).await;
    }
    // Behind: the rebuild goes as far as the live tables, and both go on from there.
    write(&register, 3, 7, at(2, 1)).await.unwrap();
    for name in follower.names() {
        let report = follower.rebuild(name).await.unwrap();
        assert!(report.equal() && !report.logic_changed, "{report:?}");
        assert_eq!((report.from_generation, report.generation), (1, 2));
        assert!(report.events > 20);
    }
    assert_eq!(settle(&follower).await, 1, "the event that nobody had seen yet");
    let facts = matters::read(&register, &[US]).await.unwrap();
    assert_eq!(facts.facts.len(), 4);
    let leased = outbox::lease(&register, 100, "w", at(9, 0), at(9, 5)).await.unwrap();
    let mut ids: Vec<_> = leased.iter().map(|letter| letter.id).collect();
    ids.dedup();
    let listed = notices::of_case(&register, US, case(2)).await.unwrap();
    assert!(listed.iter().all(|notice| ids.contains(&notice.outbox_id)));
    let twice = follower.rebuild("caseload").await.unwrap();
    assert!(twice.equal());
    assert!(follower.rebuild("nothing").await.is_err());
}

/// Forgets every page whose last position is even: the kind of fault that only a rebuild shows.
struct Forgetful;

impl Projection for Forgetful {
    fn name(&self) -> &'static str {
        "forgetful"
    }
    fn generation(&self) -> i32 {
        1
    }
    fn table_sql(&self) -> &'static str {
        "CREATE TABLE counted (position bigint PRIMARY KEY)"
    }
    fn views_sql(&self) -> &'static str {
        "DROP VIEW IF EXISTS read.counted; CREATE VIEW read.counted AS SELECT * FROM counted"
    }
    fn apply<'a>(&'a self, tx: &'a Transaction<'_>, page: &'a Page) -> Done<'a> {
        Box::pin(async move {
            if page.events.len() == 1 {
                return Ok(());
            }
            for event in &page.events {
                let sql = format!("INSERT INTO counted VALUES ({})", event.position.0);
                tx.batch_execute(&sql).await.unwrap();
            }
            Ok(())
        })
    }
}

#[tokio::test]
async fn a_wrong_projector_is_caught() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let own = Follower::with(register.clone(), vec![Box::new(Forgetful)], vec![]).await.unwrap();
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    settle(&own).await;
    assert!(own.rebuild("forgetful").await.unwrap().equal());
    write(&register, 1, 1, at(0, 1)).await.unwrap();
    settle(&own).await;
    let report = own.rebuild("forgetful").await.unwrap();
    assert!(!report.equal(), "{report:?}");
    // And a table that somebody else changed is caught just so.
    let follower = Follower::open(register.clone()).await.unwrap();
    settle(&follower).await;
    let sql = "UPDATE read_caseload_1.caseload SET stage = 'closed'";
    fresh.owner().await.batch_execute(sql).await.unwrap();
    assert!(!follower.rebuild("caseload").await.unwrap().equal());
    assert!(follower.rebuild("caseload").await.unwrap().equal());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_follow_each_event_once() {
    let fresh = Fresh::migrated().await;
    let registers = [fresh.register(1).await, fresh.register(2).await];
    let followers =
        tokio::join!(Follower::open(registers[0].clone()), Follower::open(registers[1].clone()),);
    let (one, two) = (followers.0.unwrap(), followers.1.unwrap());
    for n in 1..=6 {
        some_cases(&registers[0], n).await;
        tokio::join!(settle(&one), settle(&two));
    }
    for name in one.names() {
        assert!(one.rebuild(name).await.unwrap().equal(), "{name}");
    }
}

#[tokio::test]
async fn letters_are_leased_once_and_settled() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let follower = Follower::open(register.clone()).await.unwrap();
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    file(&register, 2, "Bob", at(0, 0)).await.unwrap();
    settle(&follower).await;
    let (a, b) = tokio::join!(
        outbox::lease(&register, 10, "a", at(0, 1), at(0, 6)),
        outbox::lease(&register, 10, "b", at(0, 1), at(0, 6)),
    );
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a.len() + b.len(), 2, "an acknowledgement each, leased once");
    let (worker, mine) = if a.is_empty() { ("b", &b) } else { ("a", &a) };
    let letter = &mine[0];
    assert_eq!(letter.body.subject, traveller(if letter.case == case(1) { 1 } else { 2 }));
    assert!(!outbox::settle_sent(&register, letter, "somebody", at(0, 2)).await.unwrap());
    let retry = Next::RetryAt(at(0, 30));
    assert!(
        outbox::settle_failed(&register, letter, worker, at(0, 2), retry, "4xx").await.unwrap()
    );
    assert!(outbox::lease(&register, 10, "c", at(0, 3), at(0, 9)).await.unwrap().is_empty());
    let again = outbox::lease(&register, 10, "c", at(0, 31), at(0, 40)).await.unwrap();
    assert_eq!(again.len(), 2, "the one that is tried again, and the one whose lease lapsed");
    let first = again.iter().find(|l| l.id == letter.id).unwrap();
    assert_eq!(first.attempts, 2);
    assert!(outbox::settle_sent(&register, first, "c", at(0, 31)).await.unwrap());
    let other = again.iter().find(|l| l.id != letter.id).unwrap();
    let never = outbox::settle_failed(&register, other, "c", at(0, 31), Next::Never, "no such box");
    assert!(never.await.unwrap());
    assert_eq!(outbox::depth(&register).await.unwrap().waiting, 0);
}

#[tokio::test]
async fn a_letters_fate_is_on_the_list() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let follower = Follower::open(register.clone()).await.unwrap();
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    settle(&follower).await;
    let queued = notices::of_case(&register, US, case(1)).await.unwrap();
    assert_eq!((queued.len(), queued[0].state.as_str()), (1, "queued"));
    let command = Command::RecordNotice {
        letter: queued[0].letter.clone(),
        outbox: queued[0].outbox_id,
        subject: traveller(1),
        by_post: false,
        fate: domain::case::Fate::Sent("1".to_owned()),
    };
    let sent = submission("sent", command, vec![]);
    let by = Moment::new(at(0, 5), Actor::System);
    register.submit(case(1), US, sent, by).await.unwrap();
    settle(&follower).await;
    let sent = notices::of_case(&register, US, case(1)).await.unwrap();
    assert_eq!((sent.len(), sent[0].state.as_str()), (1, "sent"));
    assert_eq!((sent[0].queued_at, sent[0].settled_at), (Some(at(0, 0)), Some(at(0, 5))));
    assert!(follower.rebuild("notices").await.unwrap().equal());
}

#[tokio::test]
async fn timers_are_claimed_once_and_stay_done() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let follower = Follower::open(register.clone()).await.unwrap();
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    settle(&follower).await;
    let planned = timers::of_case(&register, US, case(1)).await.unwrap();
    assert!(planned.iter().any(|timer| timer.kind == "reminder-15"), "{planned:?}");
    let (a, b) = tokio::join!(
        timers::due(&register, 10, "a", at(15, 0), at(15, 5)),
        timers::due(&register, 10, "b", at(15, 0), at(15, 5)),
    );
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a.len() + b.len(), 1);
    let (worker, due) = if a.is_empty() { ("b", &b[0]) } else { ("a", &a[0]) };
    let timer = due.timer().unwrap();
    assert_eq!((due.kind.as_str(), timer.due), ("reminder-15", date(2026, 1, 20)));
    assert_eq!((due.case, timer.recourse), (Some(case(1)), recourse(1)));
    assert!(timers::done(&register, due, worker, at(15, 1)).await.unwrap());
    assert!(!timers::done(&register, due, worker, at(15, 1)).await.unwrap());
    // The case goes on and still lists it: what was done stays done.
    write(&register, 1, 1, at(15, 2)).await.unwrap();
    settle(&follower).await;
    assert!(timers::due(&register, 10, "a", at(15, 9), at(15, 20)).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_offices_own_timers_and_leases_are_taken_once() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let body = serde_json::json!({"day": "2026-01-06"});
    let plan = || timers::schedule(&register, US, "digest", "2026-01-06", &body, at(1, 0));
    assert!(plan().await.unwrap());
    assert!(!plan().await.unwrap());
    let due = timers::due(&register, 10, "a", at(1, 0), at(1, 5)).await.unwrap();
    assert_eq!((due.len(), due[0].case), (1, None));
    let take = |holder: &'static str, now, until| {
        let register = register.clone();
        async move { lease::take(&register, US, "sweep", holder, now, until).await.unwrap() }
    };
    assert!(take("a", at(0, 0), at(0, 5)).await);
    assert!(!take("b", at(0, 1), at(0, 6)).await);
    assert!(take("a", at(0, 4), at(0, 9)).await);
    assert!(take("b", at(0, 9), at(0, 14)).await);
}
