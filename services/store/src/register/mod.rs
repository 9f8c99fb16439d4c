//! The register: the one write path into the record, and the reading that decisions rest on.
//! Whatever decides (the procedures) is `domain`; what is kept here is order, idempotency,
//! concurrency by meaning, and the sealing of what must be erasable.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use domain::ids::Ids;
use domain::office::Office;
use domain::rule::RuleBook;
use domain::{Jurisdiction, ShardId};
use jiff::tz::TimeZone;

use crate::database::Database;
use crate::error::StoreError;
use crate::keyring::Keyring;
use crate::rulebook;
use crate::wake::Bell;

mod access;
pub(crate) mod append;
pub(crate) mod batcher;
mod erase;
pub(crate) mod export;
pub(crate) mod load;
pub(crate) mod receipt;
pub(crate) mod sealing;
pub(crate) mod search;
pub(crate) mod stored;
mod submit;

use batcher::Batcher;
pub use load::{AsOf, Loaded};
pub use receipt::Receipt;
pub use submit::{CommandId, Submission, SubmitError};

/// The record as a program sees it. Cheap to clone.
#[derive(Clone)]
pub struct Register(pub(crate) Arc<Room>);

/// What a register holds.
pub(crate) struct Room {
    pub(crate) database: Database,
    pub(crate) keys: Keyring,
    pub(crate) rules: RuleBook,
    pub(crate) rules_version: String,
    pub(crate) zone: TimeZone,
    pub(crate) ids: Arc<dyn Ids>,
    batchers: HashMap<ShardId, Batcher>,
    offices: Mutex<HashMap<ShardId, Arc<Office>>>,
    pub(crate) bell: Bell,
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Register")
    }
}

impl Register {
    /// Opens the record and starts one batcher a shard. The database must be migrated; one that
    /// could lose the record is refused.
    pub async fn open(
        database: Database,
        keys: Keyring,
        rules: RuleBook,
        zone: TimeZone,
        ids: Arc<dyn Ids>,
    ) -> Result<Self, StoreError> {
        database.check().await?;
        let rules_version = rulebook::version(&rules);
        let start = |jurisdiction: Jurisdiction| {
            let shard = jurisdiction.shard();
            (shard, Batcher::start(database.clone(), shard, rules_version.clone()))
        };
        let batchers = Jurisdiction::ALL.into_iter().map(start).collect();
        let offices = Mutex::default();
        Ok(Self(Arc::new(Room {
            database,
            keys,
            rules,
            rules_version,
            zone,
            ids,
            batchers,
            offices,
            bell: Bell::default(),
        })))
    }

    /// The rules in force.
    pub fn rules(&self) -> &RuleBook {
        &self.0.rules
    }

    /// The zone in which civil dates are taken.
    pub fn zone(&self) -> &TimeZone {
        &self.0.zone
    }

    /// The database behind the record.
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// The keys that live outside the database.
    pub fn keys(&self) -> &Keyring {
        &self.0.keys
    }
}
