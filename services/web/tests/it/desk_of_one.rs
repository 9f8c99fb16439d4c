//! A counter for tests: a private cluster, a clock that moves only when looked at, seeded ids and
//! chance, and a mailbox that keeps every code.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use domain::ids::Ids;
use domain::moment::TimeSource;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::cluster::{Cluster, find_binaries};
use store::documents::Documents;
use store::{Database, Keyring, Register, rulebook};
use uuid::Uuid;
use web::{Chance, CodeMail, CodePurpose, Counter, Post, Profile, Room, Sending};

/// A clock that goes on by a minute with every look: codes may be asked for again.
#[derive(Default)]
struct Looked(AtomicU64);

impl TimeSource for Looked {
    fn now(&self) -> Timestamp {
        let looks = i64::try_from(self.0.fetch_add(1, Ordering::Relaxed)).unwrap();
        Timestamp::from_second(1_773_000_000 + looks).unwrap()
    }
}

#[derive(Default)]
struct Counted(AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let n = u128::from(self.0.fetch_add(1, Ordering::Relaxed) + 1);
        let mixed = n.wrapping_mul(0x9E37_79B9_7F4A_7C15) & 0x1FFF_FFFF_FFFF;
        Uuid::from_u128((n << 80) | 0x7000_8000_0000_0000_0000 | mixed)
    }
}

impl Chance for Counted {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        for part in bytes.chunks_mut(8) {
            let n = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            part.copy_from_slice(&n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
        }
        bytes
    }
}

/// Every code that was mailed.
#[derive(Clone, Default)]
pub(crate) struct Mailbox(Arc<Mutex<Vec<CodeMail>>>);

impl Post for Mailbox {
    fn send_code(&self, mail: CodeMail) -> Sending<'_> {
        self.0.lock().unwrap().push(mail);
        Box::pin(async { Ok(()) })
    }
}

impl Mailbox {
    /// The last mail to an address.
    pub(crate) fn last(&self, to: &str) -> Option<CodeMail> {
        self.0.lock().unwrap().iter().rev().find(|mail| mail.to == to).cloned()
    }

    /// Every mail to an address for a purpose, the last one last.
    pub(crate) fn sent(&self, to: &str, purpose: CodePurpose) -> Vec<CodeMail> {
        let all = self.0.lock().unwrap();
        all.iter().filter(|mail| mail.to == to && mail.purpose == purpose).cloned().collect()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

/// The counter and what stands behind it.
pub(crate) struct Office {
    pub(crate) counter: actix_web::web::Data<Counter>,
    pub(crate) mailbox: Mailbox,
    time: Arc<Looked>,
    cluster: Cluster,
    home: PathBuf,
}

impl Office {
    pub(crate) async fn open() -> Self {
        let home = std::env::temp_dir().join(format!("redress-web-test-{}", std::process::id()));
        let named = std::env::var_os("REDRESS_PG_BIN");
        let path = std::env::var_os("PATH");
        let bin = find_binaries(named.as_deref().map(Path::new), path.as_deref(), &[]).unwrap();
        let cluster = Cluster::start(&home, &bin).await.unwrap();
        let database = Database::connect(&cluster.url, &cluster.direct_url).await.unwrap();
        database.migrate().await.unwrap();
        let ids: Arc<dyn Ids> = Arc::new(Counted::default());
        let zone = TimeZone::get("America/Toronto").unwrap();
        let (keys, rules) = (Keyring::ephemeral().unwrap(), rulebook::built_in().unwrap());
        let register = Register::open(database, keys, rules, zone, Arc::clone(&ids)).await.unwrap();
        let files = format!("file:{}", home.with_extension("files").display());
        let (mailbox, time) = (Mailbox::default(), Arc::new(Looked::default()));
        let counter = actix_web::web::Data::new(Counter {
            documents: Documents::open(&files, register.clone()).unwrap(),
            register,
            staff: Room::default(),
            post: Arc::new(mailbox.clone()),
            time: Arc::clone(&time) as Arc<dyn TimeSource>,
            ids,
            chance: Arc::new(Counted::default()),
            profile: Profile::demonstration(),
            public_url: "http://127.0.0.1".to_owned(),
            trusted_proxy: None,
            synthetic: true,
            secret: [9; 32],
        });
        Self { counter, mailbox, time, cluster, home }
    }

    /// Moves the clock on.
    pub(crate) fn later(&self, seconds: u64) {
        self.time.0.fetch_add(seconds, Ordering::Relaxed);
    }

    /// How many files the document store holds.
    pub(crate) fn files(&self) -> usize {
        let folders = std::fs::read_dir(self.home.with_extension("files")).unwrap();
        folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
    }

    pub(crate) async fn close(self) {
        self.cluster.stop().await.unwrap();
        for folder in [self.home.clone(), self.home.with_extension("files")] {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
