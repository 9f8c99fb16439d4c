//! Legal holds: while one stands on a person, nothing of them is erased. Who set it, who lifted it
//! and why stay written down.

use domain::{Jurisdiction, ShardId, SubjectId};
use jiff::Timestamp;
use serde::Serialize;
use tokio_postgres::types::Type;
use uuid::Uuid;

use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::register::Register;
use crate::sql::sql;

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hold {
    /// The hold.
    pub id: Uuid,
    /// Whose data must be kept.
    pub subject: SubjectId,
    /// Why.
    pub reason: String,
    /// Who set it.
    pub set_by: String,
    /// When.
    pub set_at: Timestamp,
    /// When it was lifted.
    pub lifted_at: Option<Timestamp>,
    /// Who lifted it.
    pub lifted_by: Option<String>,
    /// Why.
    pub lifted_why: Option<String>,
}

/// Somebody's act on a hold.
#[derive(Debug, Clone, Copy)]
pub struct Act<'a> {
    /// On what ground: a file number or a rule, no names.
    pub reason: &'a str,
    /// Who acts.
    pub by: &'a str,
    /// When.
    pub at: Timestamp,
}

/// Sets a hold. Refused for somebody who is unknown, erased or being erased.
pub async fn set(
    register: &Register,
    jurisdiction: Jurisdiction,
    subject: SubjectId,
    id: Uuid,
    act: Act<'_>,
) -> Result<(), StoreError> {
    let shard = jurisdiction.shard();
    let person: Params<'_> = &[(&shard.0, Type::INT2), (&subject.0, Type::UUID)];
    let mut client = register.database().pooled().await?;
    let tx = client.transaction().await.doing("begin a hold")?;
    let known = tx.query_typed_opt(sql!("lock_subject"), person).await.doing("lock a person")?;
    known.ok_or(StoreError::NobodyKnown)?;
    let erased = tx.query_typed_opt(sql!("find_erasure"), person).await.doing("find an erasure")?;
    if erased.is_some() {
        return Err(StoreError::Erased);
    }
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&id, Type::UUID),
        (&subject.0, Type::UUID),
        (&act.reason, Type::TEXT),
        (&act.by, Type::TEXT),
        (&act.at, Type::TIMESTAMPTZ),
    ];
    tx.execute_typed(sql!("set_hold"), params).await.doing("set a hold")?;
    tx.commit().await.doing("commit a hold")
}

/// Lifts a hold; false where none stands by that id.
pub async fn lift(
    register: &Register,
    jurisdiction: Jurisdiction,
    id: Uuid,
    act: Act<'_>,
) -> Result<bool, StoreError> {
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&id, Type::UUID),
        (&act.reason, Type::TEXT),
        (&act.by, Type::TEXT),
        (&act.at, Type::TIMESTAMPTZ),
    ];
    let lifted = register.database().change("lift a hold", sql!("lift_hold"), params).await?;
    Ok(lifted == 1)
}

/// Holds of a record, lifted ones too, oldest first.
pub async fn list(
    register: &Register,
    jurisdiction: Jurisdiction,
) -> Result<Vec<Hold>, StoreError> {
    let ShardId(shard) = jurisdiction.shard();
    let params: Params<'_> = &[(&shard, Type::INT2)];
    let rows = register.database().rows("list holds", sql!("holds"), params).await?;
    let hold = |row: &tokio_postgres::Row| Hold {
        id: row.get("hold_id"),
        subject: SubjectId(row.get("subject_id")),
        reason: row.get("reason"),
        set_by: row.get("set_by"),
        set_at: row.get("set_at"),
        lifted_at: row.get("lifted_at"),
        lifted_by: row.get("lifted_by"),
        lifted_why: row.get("lifted_why"),
    };
    Ok(rows.iter().map(hold).collect())
}
