//! The sealer: reads on from the last head, checks what it reads, and signs the next. A head goes
//! outside before the database hears of it, and never where the record is not what was sealed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Jurisdiction, ShardId};
use jiff::{SignedDuration, Timestamp};
use tokio_postgres::types::Type;

use super::alarm::Alarm;
use super::head::{self, Head};
use super::nodes::Nodes;
use super::outside::Outside;
use super::signer::Signer;
use super::{events, tiles};
use crate::database::{Database, Params};
use crate::error::StoreError;
use crate::lease;
use crate::register::Register;
use crate::sql::sql;

/// Between two heads of a shard, where something is new.
const INTERVAL: SignedDuration = SignedDuration::from_mins(1);
/// Most events under one new head: a long record is sealed head by head.
const MOST: u64 = 40 * tiles::WIDTH;

/// Seals the shards of one record. Several may work side by side: one at a time seals a shard.
pub struct Sealer {
    register: Register,
    signer: Signer,
    outside: Arc<dyn Outside>,
    holder: String,
    tried: Mutex<HashMap<ShardId, Timestamp>>,
}

/// What a round of sealing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sealed {
    /// Events under new heads.
    pub events: u64,
    /// Why a shard was not sealed.
    pub alarms: Vec<Alarm>,
}

/// How a shard stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The last head, where there is one.
    pub head: Option<Head>,
    /// Where the record ends.
    pub end: u64,
    /// When the first event that no head covers was recorded.
    pub unsealed_since: Option<Timestamp>,
    /// What is wrong.
    pub alarm: Option<Alarm>,
}

impl Sealer {
    /// Puts it together; `holder` tells its turns from those of others.
    pub fn new(
        register: Register,
        signer: Signer,
        outside: Arc<dyn Outside>,
        holder: String,
    ) -> Self {
        Self { register, signer, outside, holder, tried: Mutex::default() }
    }

    /// The public key of its heads.
    pub fn public(&self) -> String {
        self.signer.public()
    }

    /// One round over every shard whose turn it is. An alarm is logged and answered; the shard is
    /// looked at again when its turn comes round.
    pub async fn tick(&self, now: Timestamp) -> Result<Sealed, StoreError> {
        let mut sealed = Sealed::default();
        for jurisdiction in Jurisdiction::ALL {
            if !self.is_due(jurisdiction.shard(), now) {
                continue;
            }
            let until = now + INTERVAL + INTERVAL;
            if !lease::take(&self.register, jurisdiction, "seal", &self.holder, now, until).await? {
                continue;
            }
            let done = self.seal(jurisdiction.shard(), now).await;
            // Given up at once: whoever comes next, under whatever clock, need not wait for it.
            lease::take(&self.register, jurisdiction, "seal", &self.holder, now, now).await?;
            match done {
                Ok(events) => {
                    sealed.events += events;
                    if events == MOST {
                        continue; // There is more: its turn is not over.
                    }
                }
                Err(StoreError::Alarm(alarm)) => {
                    tracing::error!(%alarm, "the record is not what was sealed: nothing more is");
                    sealed.alarms.push(alarm);
                }
                Err(error) => return Err(error),
            }
            self.tried().insert(jurisdiction.shard(), now);
        }
        Ok(sealed)
    }

    /// Looks at a shard as sealing would, and changes nothing.
    pub async fn look(&self, jurisdiction: Jurisdiction) -> Result<Standing, StoreError> {
        let shard = jurisdiction.shard();
        let end = events::end(self.database(), shard).await?.map_or(0, |(position, _)| position);
        let mut standing = Standing { head: None, end, unsealed_since: None, alarm: None };
        match self.examine(shard, &mut standing).await {
            Ok(()) => {}
            Err(StoreError::Alarm(alarm)) => standing.alarm = Some(alarm),
            Err(error) => return Err(error),
        }
        Ok(standing)
    }

    async fn examine(&self, shard: ShardId, standing: &mut Standing) -> Result<(), StoreError> {
        standing.head = self.last(shard).await?;
        self.proved(shard, standing.head.as_ref()).await?;
        let size = standing.head.map_or(0, |head| head.size);
        let new = events::window(self.database(), shard, size, size + MOST).await?;
        standing.unsealed_since = new.first().map(|event| event.recorded_at);
        Ok(())
    }

    async fn seal(&self, shard: ShardId, now: Timestamp) -> Result<u64, StoreError> {
        let database = self.database();
        let last = self.last(shard).await?;
        let mut nodes = self.proved(shard, last.as_ref()).await?;
        let old = last.map_or(0, |head| head.size);
        let new = events::window(database, shard, old, old + MOST).await?;
        let Some(size) = new.last().map(|event| event.position) else {
            return Ok(0);
        };
        for event in &new {
            nodes.put(0, event.position - 1, event.hash);
        }
        // Another process may have signed further in a place of its own.
        if let Some(other) = self.inside(shard).await?.filter(|o| o.size > old && o.size <= size) {
            same(&nodes, &other)?;
        }
        tiles::keep(database, shard, (old, size), &nodes).await?;
        let changed = || Alarm::Changed { shard, size: old };
        let root = nodes.root(size).ok_or_else(changed)?;
        let proof = nodes.consistency(old, size).ok_or_else(changed)?;
        let note = Head { shard, size, root, sealed_at: now }.sign(&self.signer);
        self.keep_outside(shard, head::entry(old, &proof, &note)).await?;
        let params: Params<'_> = &[
            (&shard.0, Type::INT2),
            (&events::signed(size), Type::INT8),
            (&now, Type::TIMESTAMPTZ),
            (&note, Type::TEXT),
        ];
        database.change("keep a head", sql!("keep_head"), params).await?;
        Ok(size - old)
    }

    /// The right edge of what was sealed, once it is proved to be what was sealed.
    async fn proved(&self, shard: ShardId, last: Option<&Head>) -> Result<Nodes, StoreError> {
        let Some(head) = last else {
            return Ok(Nodes::default());
        };
        let end = events::end(self.database(), shard).await?.map_or(0, |(position, _)| position);
        if end < head.size {
            return Err(Alarm::Cut { shard, sealed: head.size, found: end }.into());
        }
        let nodes = tiles::edge(self.database(), shard, head.size).await?;
        same(&nodes, head)?;
        Ok(nodes)
    }

    /// The last head: the one outside, or where that place is empty the one in the database.
    async fn last(&self, shard: ShardId) -> Result<Option<Head>, StoreError> {
        let outside = Arc::clone(&self.outside);
        let read = tokio::task::spawn_blocking(move || outside.last(shard)).await;
        let entry = read.map_err(std::io::Error::other).and_then(|entry| entry);
        let entry = entry.map_err(|e| unwritable(&e))?;
        let Some(entry) = entry else {
            return self.inside(shard).await;
        };
        let note = head::note_of(&entry).and_then(|note| Head::read(note, &self.signer, shard));
        note.map(Some).ok_or_else(|| Alarm::Foreign { shard, place: "outside" }.into())
    }

    async fn inside(&self, shard: ShardId) -> Result<Option<Head>, StoreError> {
        let params: Params<'_> = &[(&shard.0, Type::INT2)];
        let row = self.database().row("read the last head", sql!("last_head"), params).await?;
        let read = |note: &str| {
            let head = Head::read(note, &self.signer, shard);
            head.ok_or_else(|| Alarm::Foreign { shard, place: "in the database" }.into())
        };
        row.map(|row| read(row.get("note"))).transpose()
    }

    async fn keep_outside(&self, shard: ShardId, entry: String) -> Result<(), StoreError> {
        let outside = Arc::clone(&self.outside);
        let kept = tokio::task::spawn_blocking(move || outside.keep(shard, &entry)).await;
        kept.map_err(std::io::Error::other).and_then(|kept| kept).map_err(|e| unwritable(&e))
    }

    fn is_due(&self, shard: ShardId, now: Timestamp) -> bool {
        let tried = self.tried().get(&shard).copied();
        // A clock that was put back is no reason to stand still.
        tried.is_none_or(|tried| now < tried || tried.duration_until(now) >= INTERVAL)
    }

    fn tried(&self) -> std::sync::MutexGuard<'_, HashMap<ShardId, Timestamp>> {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn database(&self) -> &Database {
        self.register.database()
    }
}

fn same(nodes: &Nodes, head: &Head) -> Result<(), Alarm> {
    let same = nodes.root(head.size) == Some(head.root);
    if same { Ok(()) } else { Err(Alarm::Changed { shard: head.shard, size: head.size }) }
}

fn unwritable(error: &std::io::Error) -> StoreError {
    StoreError::Unwritable { what: "a head outside".to_owned(), why: error.to_string() }
}
