//! Erasing a person: whatever names them goes, the bytes of their files go, their key is destroyed
//! and never made again. Events, chain, proofs and figures stand. Each step may be done twice, so a
//! crash anywhere is mended by asking again; a hold refuses it, and a ledger outside the database
//! keeps a restored copy from bringing anybody back.

use domain::{Jurisdiction, ShardId, SubjectId};
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use crate::database::Params;
use crate::documents::Documents;
use crate::error::{Doing as _, StoreError};
use crate::register::Register;
use crate::sql::sql;

mod around;
mod certificate;
pub(crate) mod files;
pub mod hold;
mod ledger;
mod steps;

pub use certificate::Certificate;
pub use ledger::{Entry, Ledger, LedgerError, missing};
pub use steps::{Counts, Step};

/// A wish to erase somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// From whose record.
    pub jurisdiction: Jurisdiction,
    /// Whom.
    pub subject: SubjectId,
    /// Number of the erasure; one that is under way keeps its own.
    pub id: Uuid,
    /// On what ground: a rule or a file number, no names.
    pub reason: String,
    /// Who ordered it.
    pub by: String,
    /// It stands in the ledger outside the database: it was decided and done before, and neither
    /// a hold nor a person unknown here stands in its way.
    pub replayed: bool,
}

/// An erasure as the database knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erasure {
    /// Its number.
    pub id: Uuid,
    /// Who.
    pub subject: SubjectId,
    /// On what ground.
    pub reason: String,
    /// Who ordered it.
    pub by: String,
    /// When it began.
    pub begun_at: Timestamp,
    /// Master key that wrapped the person's key.
    pub key_id: Option<String>,
    /// When nothing was left to do.
    pub done_at: Option<Timestamp>,
    /// What was destroyed.
    pub counts: Counts,
}

/// An erasure under way: one step a tick.
#[derive(Debug)]
pub struct Eraser {
    register: Register,
    documents: Documents,
    ledger: Ledger,
    order: Order,
    next: Option<Step>,
}

impl Eraser {
    /// Begins, or goes on with what was cut short. Refused while a hold stands, and where nobody
    /// is known by that id.
    pub async fn begin(
        register: &Register,
        documents: &Documents,
        ledger: &Ledger,
        mut order: Order,
        at: Timestamp,
    ) -> Result<Self, StoreError> {
        let erasure = write_down(register, &order, at).await?;
        let is_replay = order.replayed;
        order.id = erasure.id;
        Ok(Self {
            register: register.clone(),
            documents: documents.clone(),
            ledger: ledger.clone(),
            order,
            next: (erasure.done_at.is_none() || is_replay).then_some(Step::FIRST),
        })
    }

    /// Does the next step and answers which it was; nothing once all is done.
    pub async fn tick(&mut self, at: Timestamp) -> Result<Option<Step>, StoreError> {
        let Some(step) = self.next else {
            return Ok(None);
        };
        let counts = self.take(step, at).await?;
        add_counts(&self.register, &self.order, &counts).await?;
        if step == Step::LAST {
            self.note_done(at).await?;
        }
        self.next = step.next();
        Ok(Some(step))
    }

    async fn note_done(&self, at: Timestamp) -> Result<(), StoreError> {
        let params: Params<'_> = &[
            (&self.shard().0, Type::INT2),
            (&self.order.subject.0, Type::UUID),
            (&at, Type::TIMESTAMPTZ),
        ];
        let database = self.register.database();
        database.change("end an erasure", sql!("erasure_done"), params).await?;
        Ok(())
    }

    fn shard(&self) -> ShardId {
        self.order.jurisdiction.shard()
    }
}

/// The erasure of somebody, where one was begun.
pub async fn of(
    register: &Register,
    jurisdiction: Jurisdiction,
    subject: SubjectId,
) -> Result<Option<Erasure>, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&subject.0, Type::UUID)];
    let row = register.database().row("find an erasure", sql!("find_erasure"), params).await?;
    Ok(row.as_ref().map(erasure))
}

/// Writes down that somebody is being erased, behind the lock that holds are set behind.
async fn write_down(
    register: &Register,
    order: &Order,
    at: Timestamp,
) -> Result<Erasure, StoreError> {
    let (shard, subject) = (order.jurisdiction.shard().0, order.subject.0);
    let person: Params<'_> = &[(&shard, Type::INT2), (&subject, Type::UUID)];
    let mut client = register.database().pooled().await?;
    let tx = client.transaction().await.doing("begin an erasure")?;
    let known = tx.query_typed_opt(sql!("lock_subject"), person).await.doing("lock a person")?;
    if known.is_none() && !order.replayed {
        return Err(StoreError::NobodyKnown);
    }
    let under_way = tx.query_typed_opt(sql!("find_erasure"), person).await;
    let holds = tx.query_typed(sql!("holds_on"), person).await.doing("look for holds")?;
    if under_way.doing("find an erasure")?.is_none() && !order.replayed && !holds.is_empty() {
        let holds = holds.iter().map(|row| row.get("hold_id")).collect();
        return Err(StoreError::Held { holds });
    }
    let params: Params<'_> = &[
        (&shard, Type::INT2),
        (&subject, Type::UUID),
        (&order.id, Type::UUID),
        (&order.reason, Type::TEXT),
        (&order.by, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
    ];
    tx.execute_typed(sql!("insert_erasure"), params).await.doing("write down an erasure")?;
    let row = tx.query_typed_one(sql!("find_erasure"), person).await.doing("read an erasure")?;
    tx.commit().await.doing("commit the beginning of an erasure")?;
    Ok(erasure(&row))
}

fn erasure(row: &Row) -> Erasure {
    Erasure {
        id: row.get("erasure_id"),
        subject: SubjectId(row.get("subject_id")),
        reason: row.get("reason"),
        by: row.get("ordered_by"),
        begun_at: row.get("begun_at"),
        key_id: row.get("key_id"),
        done_at: row.get("done_at"),
        counts: row.get::<_, Json<Counts>>("counts").0,
    }
}

/// Adds what a step destroyed. A crash between the step and this leaves it uncounted: a count says
/// at least how many.
async fn add_counts(register: &Register, order: &Order, counts: &Counts) -> Result<(), StoreError> {
    let counts = Json(counts);
    let params: Params<'_> = &[
        (&order.jurisdiction.shard().0, Type::INT2),
        (&order.subject.0, Type::UUID),
        (&counts, Type::JSONB),
    ];
    register.database().change("count what was destroyed", sql!("add_counts"), params).await?;
    Ok(())
}
