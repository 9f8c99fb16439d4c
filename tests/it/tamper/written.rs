//! A real record of both shards in a PostgreSQL of its own, written through the register and sealed
//! as it grows.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use domain::case::{Command, Step};
use domain::matter::{Content, Matter};
use domain::{Actor, Jurisdiction, MatterId, Moment};
use jiff::Timestamp;
use store::log::{Folder, Sealer, Signer};
use store::{CommandId, Register, Submission};
use uuid::Uuid;

use super::Evidence;
use world::{World, at, case, opening, person, traveller};

#[path = "../../../services/store/tests/support/world.rs"]
#[expect(dead_code, reason = "other tests follow the record and send mail from it")]
mod world;

/// Cases that are filed in a round, in both shards together.
const A_ROUND: usize = 4;

pub(super) struct Written {
    world: World,
    sealer: Sealer,
    key: String,
    folder: tempfile::TempDir,
}

impl Written {
    pub(super) async fn start(name: &str) -> Self {
        let world = World::start(name).await;
        let folder = tempfile::tempdir().unwrap();
        let signer = Signer::ephemeral().unwrap();
        let key = signer.public();
        let outside = Folder::open(&folder.path().join("heads"), &key).unwrap();
        let register = world.register.clone();
        let sealer = Sealer::new(register, signer, Arc::new(outside), "one".to_owned());
        Self { world, sealer, key, folder }
    }

    pub(super) async fn stop(self) {
        drop(self.sealer);
        self.world.stop().await;
    }

    pub(super) async fn seal(&self, round: usize) {
        let now = at(i64::try_from(round).unwrap(), 30);
        while self.sealer.tick(now).await.unwrap().events > 0 {}
    }

    /// Writes a round, seals it, and takes an export; on demand while the next cases are filed.
    pub(super) async fn evidence_after(&self, round: usize, busy: bool) -> Evidence {
        let register = self.world.register.clone();
        let day = i64::try_from(round).unwrap();
        let first = u128::try_from(round * A_ROUND * 2 + 1).unwrap();
        file(&register, first, A_ROUND, at(day, 0)).await;
        self.seal(round).await;
        let writer = tokio::spawn(async move {
            if busy {
                file(&register, first + 100_000, A_ROUND, at(day, 31)).await;
            }
        });
        let evidence = self.evidence().await;
        writer.await.unwrap();
        evidence
    }

    /// The heads first, then the record: what is written in between lies beyond the last head.
    pub(super) async fn evidence(&self) -> Evidence {
        let mut heads = BTreeMap::new();
        let mut lines = BTreeMap::new();
        for jurisdiction in Jurisdiction::ALL {
            let shard = jurisdiction.shard().0;
            heads.insert(shard, std::fs::read_to_string(self.heads(shard)).unwrap());
        }
        for jurisdiction in Jurisdiction::ALL {
            let mut bytes = Vec::new();
            self.world.register.export_record(jurisdiction, &mut bytes).await.unwrap();
            let split = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
            lines.insert(jurisdiction.shard().0, split.map(<[u8]>::to_vec).collect());
        }
        Evidence { lines, heads, key: self.key.clone() }
    }

    fn heads(&self, shard: i16) -> PathBuf {
        self.folder.path().join("heads").join(format!("shard-{shard}.heads"))
    }
}

/// Files cases, one after the other in turn before each jurisdiction, and writes a message to each.
async fn file(register: &Register, first: u128, count: usize, at: Timestamp) {
    for (n, number) in (first..).zip(0..count) {
        let jurisdiction = Jurisdiction::ALL[number % Jurisdiction::ALL.len()];
        let mut opening = opening(n, false);
        opening.jurisdiction = jurisdiction;
        let matter = vec![person(n, &format!("person{n}@example.org"))];
        let open = Command::Open(Box::new(opening));
        submit(register, jurisdiction, (n, "file"), open, matter, at).await;
        let text = MatterId(Uuid::from_u128(0x0194_0000_0000_7000_8000_0000_0000_0000 | n));
        let words = Content::Text { text: format!("Message of {n}"), lang: None };
        let matter = vec![Matter { id: text, subject: traveller(n), content: words }];
        let message = Command::Case { step: Step::SendMessage { text } };
        submit(register, jurisdiction, (n, "write"), message, matter, at).await;
    }
}

async fn submit(
    register: &Register,
    jurisdiction: Jurisdiction,
    (n, what): (u128, &str),
    command: Command,
    matter: Vec<Matter>,
    at: Timestamp,
) {
    let submission = Submission {
        command_id: CommandId::of(format!("{what}-{n}")),
        caller: "test".to_owned(),
        digest: [7; 32],
        expected: None,
        command,
        matter,
    };
    let moment = Moment::new(at, Actor::Traveller { subject: traveller(n) });
    let given = register.submit(case(n), jurisdiction, submission, moment).await;
    given.expect("a command that the law allows");
}
