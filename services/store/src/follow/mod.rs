//! Whatever follows from events. *Projections* may be dropped and rebuilt at any time, blue beside
//! green; *reactions* (letters, timers) happen once and a rebuild never repeats them. Both move
//! their checkpoint in the transaction of what they write, so each event counts exactly once.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use domain::case::{Case, Entry};
use domain::{CaseId, Jurisdiction, Position, ShardId, SubjectId, office};
use jiff::Timestamp;
use tokio_postgres::Transaction;
use uuid::Uuid;

use crate::error::StoreError;

mod advance;
mod build;
mod follower;
mod install;
mod page;
mod parked;
mod place;
mod rebuild;
mod revive;
mod share;
mod sift;
mod standing;

pub use follower::Follower;
pub use parked::{Decision, Parked, Verdict, parked};
pub use place::{checkpoint, reached, wait_for};
pub use rebuild::{Progress, RebuildReport};
pub use standing::{Standing, pulse, standing};

/// What an asynchronous method of a follower gives.
pub type Done<'a> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 'a>>;

/// How many rows a projection forgot.
pub type Forgotten<'a> = Pin<Box<dyn Future<Output = Result<u64, StoreError>> + Send + 'a>>;

/// A table made from events, which answers one question.
pub trait Projection: Send + Sync {
    /// Its name: the question that it answers.
    fn name(&self) -> &'static str;
    /// Version of its logic and tables; when it grows, the projection must be rebuilt.
    fn generation(&self) -> i32;
    /// Its tables: a script that runs inside the schema of a generation.
    fn table_sql(&self) -> &'static str;
    /// Its views in `read` and `analytics`: a script that points them at the schema in use.
    fn views_sql(&self) -> &'static str;
    /// Writes what follows from a page. Unqualified names are those of its own schema.
    fn apply<'a>(&'a self, tx: &'a Transaction<'_>, page: &'a Page) -> Done<'a>;
    /// Forgets a person who is erased and answers how many rows that were. Ids, codes and dates may
    /// stay, since a rebuild from events brings them back; so most hold nothing to forget.
    fn forget<'a>(
        &'a self,
        _tx: &'a Transaction<'_>,
        _shard: ShardId,
        _subject: SubjectId,
    ) -> Forgotten<'a> {
        Box::pin(std::future::ready(Ok(0)))
    }
}

/// Something that happens once because of an event.
pub trait Reaction: Send + Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Writes down what must happen because of a page.
    fn react<'a>(&'a self, tx: &'a Transaction<'_>, page: &'a Page) -> Done<'a>;
}

/// One event with its place in the record.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The shard.
    pub shard: ShardId,
    /// Its position.
    pub position: Position,
    /// The stream.
    pub stream: Uuid,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// What happened.
    pub what: What,
}

/// What happened, by kind of stream.
#[derive(Debug, Clone)]
pub enum What {
    /// To a case, with the case as it stood afterwards.
    Case(Box<Entry>, Arc<Case>),
    /// To an office.
    Office(office::Event),
}

/// Consecutive events of one shard, without gaps; for one follower without those of streams that
/// wait aside.
#[derive(Debug, Clone)]
pub struct Page {
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// Position before the first event.
    pub after: Position,
    /// The events, in order.
    pub events: Vec<Recorded>,
    /// Where the page ends, and when that was recorded; none where it is empty.
    end: Option<(Position, Timestamp)>,
    /// Events of the page that this program does not understand.
    unread: Vec<Unread>,
}

/// An event that this program does not understand.
#[derive(Debug, Clone)]
struct Unread {
    position: Position,
    stream: Uuid,
    name: String,
    shape: i16,
    why: String,
}

/// A case that a page touched, as it stood at the end of the page.
#[derive(Debug, Clone)]
pub struct Touched {
    /// The case.
    pub id: CaseId,
    /// As it stood.
    pub case: Arc<Case>,
    /// Position of its last event in the page.
    pub position: Position,
    /// When that was recorded.
    pub recorded_at: Timestamp,
}

impl Recorded {
    /// Stored name and shape.
    fn kind(&self) -> (String, i16) {
        match &self.what {
            What::Case(entry, _) => (entry.event.name(), entry.event.shape()),
            What::Office(event) => (event.name().to_owned(), 1),
        }
    }
}

impl Page {
    /// How many events of the record it spans.
    pub(crate) fn span(&self) -> usize {
        let last = self.end.map_or(self.after, |(last, _)| last);
        usize::try_from(last.0 - self.after.0).unwrap_or(0)
    }

    /// The same page with some of its events.
    fn with(&self, events: Vec<Recorded>) -> Self {
        Self { events, unread: Vec::new(), ..*self }
    }

    /// Every case that the page touched, once, in the order of their last events.
    pub fn touched(&self) -> Vec<Touched> {
        let mut seen = std::collections::HashSet::new();
        let mut touched: Vec<Touched> = self
            .events
            .iter()
            .rev()
            .filter_map(|event| match &event.what {
                What::Case(_, case) if seen.insert(event.stream) => Some(Touched {
                    id: CaseId(event.stream),
                    case: Arc::clone(case),
                    position: event.position,
                    recorded_at: event.recorded_at,
                }),
                What::Case(..) | What::Office(_) => None,
            })
            .collect();
        touched.reverse();
        touched
    }
}
