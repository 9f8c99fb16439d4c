//! What can go wrong between this program and its record. A message fits after "failed to" and
//! never repeats its source.

use domain::{Position, ShardId};

use tokio_postgres::error::SqlState;

use crate::database::chain;
use crate::documents::DocumentError;
use crate::keyring::KeyringError;
use crate::log::Alarm;
use crate::rulebook::RuleBookError;

/// The record could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database said no, or went away.
    #[error("{doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// What it said.
        source: tokio_postgres::Error,
    },
    /// No connection was to be had.
    #[error("reach the database: {why}")]
    Unreachable {
        /// What stood in the way.
        why: String,
    },
    /// A URL of the database is not one.
    #[error("read the database URL: {why}")]
    BadUrl {
        /// What is wrong with it.
        why: String,
    },
    /// The database is set up in a way that loses or bends the record.
    #[error("trust the database: {setting} is {value}")]
    Unsafe {
        /// Setting or guard.
        setting: String,
        /// What it is.
        value: String,
    },
    /// Migrations did not run.
    #[error("migrate the database")]
    Migration(#[source] Box<refinery::Error>),
    /// Something stored is not understood by this program.
    #[error("read {name} at position {} of shard {}: {why}", position.0, shard.0)]
    Unreadable {
        /// The shard.
        shard: ShardId,
        /// Where.
        position: Position,
        /// Stored name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
    /// Something on its way into the record cannot be stored.
    #[error("encode {what}: {why}")]
    Unwritable {
        /// What.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// Positions were not contiguous: the record or a checkpoint is damaged.
    #[error("find position {} of shard {}", expected.0, shard.0)]
    Gap {
        /// The shard.
        shard: ShardId,
        /// The position that should have come.
        expected: Position,
    },
    /// Another worker moved the checkpoint.
    #[error("keep the checkpoint of {follower}: another worker moved it")]
    LostCheckpoint {
        /// The follower.
        follower: &'static str,
    },
    /// So much of the record cannot be handled that the follower is at fault.
    #[error("follow the record: too many streams wait aside for {follower}")]
    TooMuchParked {
        /// The follower.
        follower: &'static str,
    },
    /// A rebuild met an event that cannot be handled and that nobody had it skip.
    #[error(
        "build {follower}: {name} of shape {shape} at position {} of shard {} cannot be handled ({trouble}); mend the program, or `redress parked skip` it", position.0, shard.0
    )]
    Stopped {
        /// The projection.
        follower: &'static str,
        /// The shard.
        shard: ShardId,
        /// Where.
        position: Position,
        /// Stored name.
        name: String,
        /// Shape.
        shape: i16,
        /// What went wrong.
        trouble: String,
    },
    /// The reference drawn for a new case belongs to another one.
    #[error("open the case: its reference is taken")]
    ReferenceTaken,
    /// The person's key was destroyed.
    #[error("seal matter: the person was erased")]
    Erased,
    /// A legal hold stands on the person.
    #[error("erase the person: held by {}", holds.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    Held {
        /// The holds.
        holds: Vec<uuid::Uuid>,
    },
    /// Nothing was ever sealed for such a person.
    #[error("find the person: nobody is known by that id")]
    NobodyKnown,
    /// Sealed matter does not open.
    #[error("open sealed matter: {why}")]
    Unopenable {
        /// What stood in the way.
        why: &'static str,
    },
    /// No such projection.
    #[error("find projection {name}")]
    NoSuchProjection {
        /// The name asked for.
        name: String,
    },
    /// A row that should be there is not, or is there already.
    #[error("{doing}: {what}")]
    Row {
        /// What was being done.
        doing: &'static str,
        /// What was found instead.
        what: &'static str,
    },
    /// The record is not what was sealed.
    #[error(transparent)]
    Alarm(#[from] Alarm),
    /// The keyring.
    #[error(transparent)]
    Keyring(KeyringError),
    /// The rule book.
    #[error(transparent)]
    RuleBook(#[from] RuleBookError),
    /// The ledger of erasures.
    #[error(transparent)]
    Ledger(#[from] crate::erasure::LedgerError),
    /// The document store.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

impl From<KeyringError> for StoreError {
    fn from(error: KeyringError) -> Self {
        if let KeyringError::Unopenable { why } = error {
            return Self::Unopenable { why };
        }
        Self::Keyring(error)
    }
}

/// Says what was being done when the database failed.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for Result<T, tokio_postgres::Error> {
    fn doing(self, doing: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::of(doing, source))
    }
}

impl StoreError {
    pub(crate) fn of(doing: &'static str, source: tokio_postgres::Error) -> Self {
        if is_away(&source) {
            return Self::Unreachable { why: format!("{doing}: {}", chain(&source)) };
        }
        Self::Database { doing, source }
    }
}

/// Whether the server went away, is going, or takes no writes any more: the same may be asked again.
pub(crate) fn is_away(error: &tokio_postgres::Error) -> bool {
    let class = error.code().map(SqlState::code);
    let is_gone = class.is_some_and(|code| code.starts_with("08") || code.starts_with("57P"));
    error.is_closed() || is_gone || class == Some(SqlState::READ_ONLY_SQL_TRANSACTION.code())
}

/// Whether a lock was not to be had in time.
pub(crate) fn is_lock_timeout(error: &StoreError) -> bool {
    let StoreError::Database { source, .. } = error else { return false };
    source.code() == Some(&SqlState::LOCK_NOT_AVAILABLE)
}
