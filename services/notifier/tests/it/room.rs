//! Whole rounds: from an event of a case to the server and back into the case.

use std::sync::Arc;
use std::time::Duration;

use domain::Moment;
use domain::case::{Command, Notice, Step};
use domain::matter::{Content, Matter, Person};
use domain::purpose::Language;
use domain::rule::Bilingual;
use domain::{Actor, MatterId, Role, StaffId};
use jiff::Timestamp;
use letters::Profile;
use notifier::{MailRoom, Mailbox, Report, Smtp, Transport};
use store::direct_mail::{self, Brings, Direct};
use store::{mailbox, notices, outbox};
use uuid::Uuid;

use crate::sink::{Mode, Sink};
use crate::world::{US, World, at, case, traveller};

fn profile() -> Profile {
    let both = |en: &str, fr: &str| Bilingual { en: en.to_owned(), fr: fr.to_owned() };
    Profile {
        name: both("Border Redress", "Recours à la frontière"),
        decides: both("the office", "le bureau"),
        files_with_decider: true,
        sender: both("Redress desk", "Bureau des recours"),
        email: String::new(),
        phone: String::new(),
        address: String::new(),
        site: "https://redress.example".to_owned(),
        zone: both("Toronto time", "heure de Toronto"),
    }
}

fn room(world: &World, sink: &Sink, worker: &str) -> MailRoom {
    let smtp = Smtp::new(&sink.url, "desk@redress.example", Duration::from_secs(20));
    let carriers: Vec<Arc<dyn Transport>> = vec![
        Arc::new(smtp.expect("settings")),
        Arc::new(Mailbox::new(world.register.clone(), "desk@redress.example")),
    ];
    MailRoom::new(world.register.clone(), carriers, profile(), worker.to_owned())
}

async fn notices_of(world: &World, n: u128) -> Vec<Notice> {
    let loaded = world.register.load(US, case(n)).await.expect("a read");
    loaded.expect("a case").case.notices
}

async fn tick(room: &MailRoom, now: Timestamp) -> Report {
    room.tick(now).await.expect("a round")
}

const fn report(sent: usize, later: usize, failed: usize) -> Report {
    Report { sent, later, failed, left: 0 }
}

#[tokio::test]
async fn a_letter_goes_out_once_and_the_case_knows() {
    let world = World::start("mail-once").await;
    let sink = Sink::start(Mode::Takes).await;
    world.file(1, "zoe@example.org", false, at(0, 0)).await;
    world.file(2, "", true, at(0, 1)).await;
    let (one, other) = (room(&world, &sink, "one"), room(&world, &sink, "other"));
    let both = tokio::join!(tick(&one, at(0, 2)), tick(&other, at(0, 2)));
    assert_eq!(both.0.sent + both.1.sent, 1, "two rooms send it once");
    assert!(tick(&one, at(0, 3)).await.idle(), "paper waits for a person");
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert!(taken[0].to[0].contains("zoe@example.org"));
    assert!(!taken[0].data.contains("RDR-"), "no fact of the case");
    let notices = notices_of(&world, 1).await;
    assert_eq!((notices.len(), notices[0].failed.as_deref()), (1, None));
    assert!(taken[0].data.contains(&format!("<{}@redress.example>", notices[0].outbox)));
    let kept = mailbox::list(&world.register, 10, 0).await.expect("the mailbox");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].mail.lang, "fr");
    assert!(kept[0].mail.text.contains("Données fictives"));
    world.settle().await;
    let paper = notices::to_post(&world.register, US, 10).await.expect("the print queue");
    assert_eq!(paper.len(), 1, "and is listed");
    world.stop().await;
}

/// The process died between the server's answer and the word of it in the case.
#[tokio::test]
async fn a_letter_that_a_server_took_is_told_and_not_sent_again() {
    let world = World::start("mail-taken").await;
    let sink = Sink::start(Mode::Takes).await;
    world.file(1, "zoe@example.org", false, at(0, 0)).await;
    let held = outbox::lease(&world.register, 10, "dead", at(0, 0), at(0, 5)).await;
    let held = held.expect("letters");
    assert_eq!((held.len(), &held[0].handed), (1, &None));
    outbox::hand_over(&world.register, &held[0], "as-it-was").await.expect("a note");
    let room = room(&world, &sink, "one");
    assert_eq!(tick(&room, at(0, 6)).await, report(1, 0, 0));
    assert!(sink.taken().is_empty(), "once is enough");
    let notices = notices_of(&world, 1).await;
    assert_eq!((notices.len(), notices[0].failed.as_deref()), (1, None));
    assert_eq!(notices[0].outbox, held[0].id);
    assert!(tick(&room, at(1, 0)).await.idle(), "and the row is settled");
    world.stop().await;
}

#[tokio::test]
async fn a_server_that_is_away_costs_time_and_nothing_else() {
    let world = World::start("mail-later").await;
    let sink = Sink::start(Mode::Answers(451)).await;
    let room = room(&world, &sink, "one");
    world.file(1, "zoe@example.org", false, at(0, 0)).await;
    assert_eq!(tick(&room, at(0, 0)).await, report(0, 1, 0));
    assert!(tick(&room, at(0, 0)).await.idle(), "not at once again");
    sink.behave(Mode::HangsUp);
    assert_eq!(tick(&room, at(0, 3)).await, report(0, 1, 0));
    sink.behave(Mode::Takes);
    assert_eq!(tick(&room, at(0, 60)).await, report(1, 0, 0));
    let taken = sink.taken();
    assert_eq!(taken.len(), 2, "the reply of the first was lost");
    let id = |n: usize| taken[n].data.lines().find(|line| line.starts_with("Message-ID"));
    assert_eq!(id(0), id(1));
    assert_eq!(notices_of(&world, 1).await.len(), 1);
    sink.behave(Mode::Answers(421));
    world.file(2, "ana@example.org", false, at(1, 0)).await;
    let mut now = 0;
    while tick(&room, at(1, now)).await.failed == 0 {
        now += 60;
        assert!(now < 5 * 24 * 60, "somebody must hear of it");
    }
    let failed = &notices_of(&world, 2).await[0];
    assert_eq!(failed.failed.as_deref(), Some("smtp-421"), "after three days");
    assert!(now >= 71 * 60);
    world.stop().await;
}

#[tokio::test]
async fn a_no_for_good_is_written_into_the_case() {
    let world = World::start("mail-never").await;
    let sink = Sink::start(Mode::Answers(550)).await;
    let room = room(&world, &sink, "one");
    world.file(1, "zoe@example.org", false, at(0, 0)).await;
    world.file(2, "", false, at(0, 0)).await;
    assert_eq!(tick(&room, at(0, 1)).await, report(0, 0, 2));
    assert!(tick(&room, at(9, 0)).await.idle(), "never again");
    assert_eq!(notices_of(&world, 1).await[0].failed.as_deref(), Some("smtp-550"));
    assert_eq!(notices_of(&world, 2).await[0].failed.as_deref(), Some("no-address"));
    world.stop().await;
}

/// To whom a letter goes was settled by its event; where that person is to be reached, now.
#[tokio::test]
async fn a_changed_address_is_the_one_that_counts() {
    let world = World::start("mail-moved").await;
    let sink = Sink::start(Mode::Takes).await;
    let room = room(&world, &sink, "one");
    world.file(1, "old@example.org", false, at(0, 0)).await;
    let (text, new) = (MatterId(Uuid::from_u128(81)), MatterId(Uuid::from_u128(82)));
    let content = Content::Text { text: "Bonjour".to_owned(), lang: Some("fr".to_owned()) };
    let matter = vec![Matter { id: text, subject: traveller(1), content }];
    let officer = Actor::Staff { staff: StaffId(Uuid::from_u128(9)), roles: vec![Role::Officer] };
    let reply = Command::Case { step: Step::ReplyToTraveller { text } };
    world.give(1, "reply", reply, matter, Moment::new(at(0, 1), officer)).await;
    let person = Person { email: "new@example.org".to_owned(), ..Person::default() };
    let content = Content::Person(Person { name: "Zoë".to_owned(), ..person });
    let matter = vec![Matter { id: new, subject: traveller(1), content }];
    let change = Step::ChangePerson { subject: traveller(1), person: new };
    let by = Actor::Traveller { subject: traveller(1) };
    let moment = Moment::new(at(0, 2), by);
    world.give(1, "move", Command::Case { step: change }, matter, moment).await;
    assert_eq!(tick(&room, at(0, 3)).await, report(3, 0, 0));
    let to = |who: &str| sink.taken().iter().filter(|taken| taken.to[0].contains(who)).count();
    assert_eq!(to("new@example.org"), 3, "what was written before, and the news of the change");
    assert_eq!(to("old@example.org"), 1, "whoever had the mailbox hears of the change");
    world.stop().await;
}

#[tokio::test]
async fn a_code_goes_out_at_once_and_not_when_it_is_dead() {
    let world = World::start("mail-code").await;
    let sink = Sink::start(Mode::Takes).await;
    let room = room(&world, &sink, "one");
    let brings =
        Brings::Code { code: "482913".to_owned(), purpose: "track".to_owned(), minutes: 20 };
    let to = "zoe@example.org".to_owned();
    let mail = Direct { to, lang: Language::Fr, synthetic: true, brings };
    for (n, asked) in [(1, at(0, 0)), (2, at(0, 30))] {
        let id = Uuid::from_u128(n);
        let dies = asked + jiff::SignedDuration::from_mins(20);
        direct_mail::put(&world.register, US, id, &mail, asked, dies).await.expect("a row");
    }
    assert_eq!(tick(&room, at(0, 1)).await, report(1, 0, 0));
    assert!(sink.taken()[0].data.contains("482913"));
    sink.behave(Mode::Answers(450));
    assert_eq!(tick(&room, at(0, 30)).await, report(0, 1, 0));
    sink.behave(Mode::Takes);
    assert_eq!(tick(&room, at(0, 50)).await, report(0, 0, 1), "it died meanwhile");
    assert_eq!(sink.taken().len(), 1);
    world.stop().await;
}
