//! Each timer fires once, whoever looks and however late; figures go out once a day.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::case::Event;
use domain::matter::{Content, Matter, Person};
use domain::recourse::inquiry::{self, TimerKind};
use domain::{Actor, MatterId, Moment, Role, StaffId, SubjectId, office, recourse};
use jiff::civil::date;
use scheduler::{Clockwork, Schedule};
use store::direct_mail::{self, Brings};
use uuid::Uuid;

use crate::world::{US, World, at, case};

static WORKER: AtomicU64 = AtomicU64::new(1);

fn clockwork(world: &World) -> Clockwork {
    let plan = Schedule::default().plan(world.register.zone()).expect("a schedule");
    let worker = format!("worker-{}", WORKER.fetch_add(1, Ordering::Relaxed));
    Clockwork::new(world.register.clone(), plan, worker, true)
}

/// Which timers elapsed, with the day each was due, in the order of the record.
async fn elapsed(world: &World, n: u128) -> Vec<String> {
    let loaded = world.register.load(US, case(n)).await.expect("a read").expect("a case");
    let mut all = Vec::new();
    for entry in loaded.entries {
        if let Event::Recourse { event, .. } = entry.event {
            let recourse::Event::Inquiry(event) = event;
            if let inquiry::Event::Elapsed { timer, due } = event {
                let kind: TimerKind = timer;
                all.push(format!("{} {due}", kind.code()));
            }
        }
    }
    all
}

#[tokio::test]
async fn two_clocks_fire_each_timer_once() {
    let world = World::start("clock-twice").await;
    for n in 1..=6 {
        world.file(n, "zoe@example.org", false, at(0, 0)).await;
    }
    let (one, other) = (clockwork(&world), clockwork(&world));
    let early = one.tick(at(14, 0)).await.expect("a round");
    assert_eq!(early.fired, 0, "the fifteenth day has not come");
    // The first instant of the day in Toronto, an hour before it is that day in London.
    let (now, later) = (at(15, -9 * 60), at(15, -9 * 60 + 1));
    let both = tokio::join!(one.tick(now), other.tick(now));
    let (a, b) = (both.0.expect("a round"), both.1.expect("a round"));
    assert_eq!(a.fired + b.fired, 6);
    assert_eq!((a.left + b.left, a.stale + b.stale), (0, 0));
    world.settle().await;
    let again = other.tick(later).await.expect("a round");
    assert_eq!(again.fired, 0);
    for n in 1..=6 {
        assert_eq!(elapsed(&world, n).await, ["reminder-15 2026-01-20"]);
    }
    world.stop().await;
}

#[tokio::test]
async fn after_weeks_what_was_missed_fires_once_in_order_and_nobody_is_reminded_of_a_day_gone_by() {
    let world = World::start("clock-late").await;
    world.file(1, "zoe@example.org", false, at(0, 0)).await;
    let clock = clockwork(&world);
    let first = clock.tick(at(40, 0)).await.expect("a round");
    assert_eq!((first.fired, first.stale), (2, 2));
    assert_eq!(elapsed(&world, 1).await, ["status-1 2026-02-04", "documents-missed 2026-02-05"]);
    world.settle().await;
    assert_eq!(clock.tick(at(40, 1)).await.expect("a round").fired, 0);
    assert_eq!(elapsed(&world, 1).await.len(), 2);
    world.stop().await;
}

#[tokio::test]
async fn between_two_fires_nothing_is_looked_for() {
    let world = World::start("clock-wake").await;
    let plan = Schedule { timers: "0 * * * *".to_owned(), ..Schedule::default() };
    let plan = plan.plan(world.register.zone()).expect("a schedule");
    let clock = Clockwork::new(world.register.clone(), plan, "w".to_owned(), true);
    clock.tick(at(14, 0)).await.expect("a round");
    world.file(1, "zoe@example.org", false, at(-1, 0)).await;
    assert_eq!(clock.tick(at(14, 59)).await.expect("a round").fired, 0);
    assert_eq!(clock.tick(at(14, 60)).await.expect("a round").fired, 1);
    assert_eq!(clock.next_wake(at(14, 60)), Some(at(14, 75)), "the hourly sweep");
    world.stop().await;
}

async fn add_supervisor(world: &World, n: u128, language: &str) {
    let id = |part: u128| Uuid::from_u128(0x9_0000 + n * 16 + part);
    let (subject, person) = (SubjectId(id(1)), MatterId(id(2)));
    let added = office::Event::StaffAdded {
        staff: StaffId(id(0)),
        subject,
        person,
        roles: vec![Role::Supervisor],
        languages: vec![language.to_owned()],
    };
    let who = Person { email: format!("boss{n}@example.org"), ..Person::default() };
    let matter = Matter { id: person, subject, content: Content::Person(who) };
    let moment = Moment::new(at(0, 0), Actor::System);
    let added = world.register.submit_office(US, vec![added], vec![matter], moment).await;
    added.expect("an office takes staff");
}

#[tokio::test]
async fn figures_go_to_each_supervisor_once_a_day() {
    let world = World::start("clock-digest").await;
    add_supervisor(&world, 1, "en").await;
    add_supervisor(&world, 2, "fr").await;
    world.file(1, "zoe@example.org", false, at(0, 0)).await;
    let (one, other) = (clockwork(&world), clockwork(&world));
    // Nine in the morning: the last noon was on Friday, before there was anything.
    let morning = one.tick(at(0, 0)).await.expect("a round");
    assert_eq!(morning.digests, 2, "of Friday, because nobody looked since");
    let noon = at(0, 180);
    let both = tokio::join!(one.tick(noon), other.tick(noon));
    assert!(both.0.is_ok() && both.1.is_ok());
    for later in [at(0, 181), at(0, 600)] {
        assert_eq!(one.tick(later).await.expect("a round").digests, 0);
    }
    let mails = direct_mail::lease(&world.register, "w", at(0, 601), 60.0, 50).await;
    let mails = mails.expect("a lease");
    let days: Vec<_> = mails
        .iter()
        .filter_map(|leased| match &leased.mail.brings {
            Brings::Digest { day, counts } => Some((*day, counts.clone())),
            Brings::Code { .. } => None,
        })
        .collect();
    assert_eq!(days.len(), 4, "two days, two supervisors");
    let monday = days.iter().filter(|(day, _)| *day == date(2026, 1, 5));
    assert_eq!(monday.clone().count(), 2);
    for (_, counts) in monday {
        assert_eq!(counts[0], ("open".to_owned(), 1));
    }
    world.stop().await;
}
