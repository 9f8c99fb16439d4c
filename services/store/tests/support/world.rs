//! A record of its own in a private PostgreSQL, for tests of the crates above the store: included
//! by path, because only the store may speak to the database. Everything has ids made from a
//! number.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::case::codes::Standing;
use domain::case::{Command, Contest, Incident, Opening};
use domain::ids::{Ids, PartId};
use domain::matter::{Content, Matter, Person};
use domain::place::{Mode, Place};
use domain::purpose::{Channel, Language, Purpose};
use domain::recourse::Mechanism;
use domain::recourse::inquiry::codes::{Complaint, Paper, ToldHow};
use domain::{Actor, CaseId, Jurisdiction, MatterId, Moment, RecourseId, SubjectId};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::cluster::{Cluster, find_binaries};
use store::{CommandId, Database, Follower, Keyring, Register, Submission, rulebook};
use uuid::Uuid;

pub(crate) const US: Jurisdiction = Jurisdiction::Us;

/// A record and those who follow it.
pub(crate) struct World {
    pub(crate) register: Register,
    pub(crate) follower: Follower,
    cluster: Cluster,
    home: PathBuf,
}

struct Counted(AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let n = u128::from(self.0.fetch_add(1, Ordering::Relaxed));
        Uuid::from_u128((n << 80) | 0x7000_8000_0000_0000_0000 | n)
    }
}

/// Day and minutes after the first day, which is a Monday at nine in Toronto.
pub(crate) fn at(day: i64, minutes: i64) -> Timestamp {
    let first: Timestamp = "2026-01-05T14:00:00Z".parse().expect("an instant");
    first + SignedDuration::from_secs(day * 86_400 + minutes * 60)
}

fn id(n: u128, part: u128) -> Uuid {
    Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 | (n << 8) | part)
}

pub(crate) fn case(n: u128) -> CaseId {
    CaseId(id(n, 0))
}

pub(crate) fn traveller(n: u128) -> SubjectId {
    SubjectId(id(n, 1))
}

pub(crate) fn person(n: u128, email: &str) -> Matter {
    let who = Person {
        name: "Zoë O’Brien-Nguyễn".to_owned(),
        email: email.to_owned(),
        ..Person::default()
    };
    let (id, subject) = (MatterId(id(n, 3)), traveller(n));
    Matter { id, subject, content: Content::Person(who) }
}

pub(crate) fn opening(n: u128, by_post: bool) -> Opening {
    let contest = Contest {
        decision: PartId(id(n, 5)),
        complaint: Complaint::RepeatSecondary,
        paper: Paper::None,
        told_how: ToldHow::InPerson,
        told_on: None,
    };
    let incident = Incident {
        incident: PartId(id(n, 4)),
        place: Place { key: "us-0901".to_owned(), mode: Mode::Land },
        on: jiff::civil::date(2025, 12, 20),
        unsure: false,
        details: None,
        narrative: None,
        contests: vec![contest],
    };
    Opening {
        jurisdiction: US,
        traveller: traveller(n),
        person: MatterId(id(n, 3)),
        language: Language::Fr,
        channel: Channel::Web,
        purpose: Purpose::BusinessVisitor,
        standing: Standing::CaCitizen,
        minor: false,
        representative: None,
        household: None,
        by_post,
        synthetic: true,
        received_on: None,
        incidents: vec![incident],
        documents: vec![],
        recourse: RecourseId(id(n, 2)),
        mechanism: Mechanism::Inquiry,
    }
}

impl World {
    pub(crate) async fn start(name: &str) -> Self {
        let name = format!("redress-{name}-{}", std::process::id());
        let home = std::env::temp_dir().join(name);
        let named = std::env::var_os("REDRESS_PG_BIN").map(PathBuf::from);
        let path = std::env::var_os("PATH");
        let bin = find_binaries(named.as_deref(), path.as_deref(), &[]).expect("a PostgreSQL");
        let cluster = Cluster::start(&home, &bin).await.expect("a cluster");
        let urls = (cluster.socket_url(), cluster.socket_direct_url());
        let database = Database::connect(&urls.0, &urls.1).await.expect("a connection");
        database.migrate().await.expect("migrations");
        let keys = Keyring::ephemeral().expect("keys");
        let rules = rulebook::built_in().expect("the shipped rules");
        let zone = TimeZone::get("America/Toronto").expect("zones are built in");
        let ids = Arc::new(Counted(AtomicU64::new(1)));
        let register = Register::open(database, keys, rules, zone, ids).await.expect("a record");
        let follower = Follower::open(register.clone()).await.expect("followers");
        Self { register, follower, cluster, home }
    }

    /// Stops the database and leaves nothing behind.
    pub(crate) async fn stop(self) {
        drop((self.register, self.follower));
        self.cluster.stop().await.expect("a clean stop");
        std::fs::remove_dir_all(&self.home).unwrap_or_default();
    }

    /// Lets every follower come to the end.
    pub(crate) async fn settle(&self) {
        while self.follower.tick(at(0, 0)).await.expect("followers follow") > 0 {}
    }

    /// Gives a command once.
    pub(crate) async fn give(
        &self,
        n: u128,
        key: &str,
        command: Command,
        matter: Vec<Matter>,
        moment: Moment,
    ) {
        let submission = Submission {
            command_id: CommandId::of(format!("{key}-{n}")),
            caller: "test".to_owned(),
            digest: [7; 32],
            expected: None,
            command,
            matter,
        };
        let given = self.register.submit(case(n), US, submission, moment).await;
        given.expect("a command that the law allows");
        self.settle().await;
    }

    /// Files case `n` for somebody with this address, on a day.
    pub(crate) async fn file(&self, n: u128, email: &str, by_post: bool, at: Timestamp) {
        let command = Command::Open(Box::new(opening(n, by_post)));
        let by = Actor::Traveller { subject: traveller(n) };
        self.give(n, "file", command, vec![person(n, email)], Moment::new(at, by)).await;
    }
}
