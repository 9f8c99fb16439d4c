//! Wiring: the parts of an installation put together, once, by hand. Here clock, ids and
//! addresses enter; no part reaches for them itself.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use domain::ids::Ids;
use domain::moment::TimeSource;
use jiff::tz::TimeZone;
use notifier::MailRoom;
use scheduler::Clockwork;
use store::documents::Documents;
use store::erasure::{self, Ledger};
use store::log::{Sealed, Sealer};
use store::{Database, Follower, Keyring, Register, rulebook};
use tokio::sync::Mutex;

/// What an installation is put together from.
pub(crate) struct Parts<'a> {
    /// Pooled address of the database.
    pub(crate) database_url: &'a str,
    /// Direct address of the database.
    pub(crate) direct_url: &'a str,
    /// Keyring file.
    pub(crate) keyring: &'a Path,
    /// Document store.
    pub(crate) documents_url: &'a str,
    /// Ledger of erasures; beside the keyring where absent.
    pub(crate) ledger: Option<&'a Path>,
    /// Zone of the deciding office.
    pub(crate) zone: &'a str,
    /// The clock.
    pub(crate) time: Arc<dyn TimeSource>,
    /// Where ids come from.
    pub(crate) ids: Arc<dyn Ids>,
}

/// The record with its documents, opened: what every command needs.
#[derive(Clone)]
pub(crate) struct Archive {
    /// The record.
    pub(crate) register: Register,
    /// Files that were handed in.
    pub(crate) documents: Documents,
    /// Who was erased, outside the database.
    pub(crate) ledger: Ledger,
    /// The clock.
    pub(crate) time: Arc<dyn TimeSource>,
    /// Where ids come from.
    pub(crate) ids: Arc<dyn Ids>,
}

impl Archive {
    /// Connects, migrates, opens. The database is refused where it could lose the record.
    pub(crate) async fn open(parts: Parts<'_>) -> anyhow::Result<Self> {
        let database = Database::connect(parts.database_url, parts.direct_url).await?;
        database.migrate().await?;
        Self::on(database, parts).await
    }

    /// The same for a command that leaves the schema alone: where it is behind, nothing is opened.
    pub(crate) async fn open_as_it_is(parts: Parts<'_>) -> anyhow::Result<Self> {
        let database = Database::connect(parts.database_url, parts.direct_url).await?;
        let ready = database.is_ready().await;
        if !ready.context("find a schema in the database: run `redress migrate` first")? {
            anyhow::bail!(
                "use a database that is behind this program: run `redress migrate` first"
            );
        }
        Self::on(database, parts).await
    }

    async fn on(database: Database, parts: Parts<'_>) -> anyhow::Result<Self> {
        let keys = Keyring::open_or_create(parts.keyring)?;
        let rules = rulebook::built_in()?;
        let zone = TimeZone::get(parts.zone)
            .with_context(|| format!("find the time zone {}", parts.zone))?;
        let register = Register::open(database, keys, rules, zone, parts.ids.clone()).await?;
        let documents = Documents::open(parts.documents_url, register.clone())?;
        let beside = parts.keyring.with_file_name("erasures.jsonl");
        let ledger = Ledger::at(parts.ledger.unwrap_or(&beside));
        Ok(Self { register, documents, ledger, time: parts.time, ids: parts.ids })
    }

    /// Refuses a database that lacks erasures of the ledger: it was restored from an older copy, and
    /// would serve people who were erased.
    pub(crate) async fn without_the_erased(self) -> anyhow::Result<Self> {
        let lacking = erasure::missing(&self.register, &self.ledger).await?;
        if lacking.is_empty() {
            return Ok(self);
        }
        anyhow::bail!(
            "serve a database that lacks {} of the ledger's erasures: run `redress erase --replay-ledger` first",
            lacking.len()
        );
    }

    /// The same record under another clock.
    #[must_use]
    pub(crate) fn under(&self, time: Arc<dyn TimeSource>) -> Self {
        Self { time, ..self.clone() }
    }
}

/// The rooms that work by themselves: followers, clock room, mail room, and the sealer of the record.
pub(crate) struct Workshop {
    /// What they work on.
    pub(crate) archive: Archive,
    /// Projections and reactions.
    pub(crate) follower: Follower,
    clockwork: Clockwork,
    mail: MailRoom,
    sealer: Option<Sealer>,
    /// One round at a time in this process: whoever moves the clock waits for what is under way.
    turn: Mutex<()>,
}

impl Workshop {
    /// Puts the rooms together.
    pub(crate) fn new(
        archive: Archive,
        follower: Follower,
        clockwork: Clockwork,
        mail: MailRoom,
        sealer: Option<Sealer>,
    ) -> Self {
        Self { archive, follower, clockwork, mail, sealer, turn: Mutex::new(()) }
    }

    /// One round of every room at the clock's instant; answers how much was done. Each room is
    /// asked even where another failed; the first failure is answered.
    pub(crate) async fn tick(&self) -> anyhow::Result<usize> {
        let _turn = self.turn.lock().await;
        let now = self.archive.time.now();
        let followed = self.follower.tick(now).await.context("follow the record");
        let fired = self.clockwork.tick(now).await.context("fire what came due");
        // Drafts may be among what was dropped: their files go with them.
        let dropped = match &fired {
            Ok(report) if report.swept > 0 => self.archive.documents.sweep().await,
            Ok(_) | Err(_) => Ok(0),
        };
        let sent = self.mail.tick(now).await.context("send letters");
        let sealed = match &self.sealer {
            Some(sealer) => sealer.tick(now).await.context("seal the record"),
            None => Ok(Sealed::default()),
        };
        let (followed, fired, sent) = (followed?, fired?, sent?);
        dropped.context("drop the files of old drafts")?;
        let sealed = usize::try_from(sealed?.events).unwrap_or(usize::MAX);
        Ok(followed + fired.fired + fired.digests + sent.sent + sent.failed + sealed)
    }

    /// Rounds until nothing is left to do at this instant.
    pub(crate) async fn settle(&self) -> anyhow::Result<()> {
        while self.tick().await? > 0 {}
        Ok(())
    }
}
