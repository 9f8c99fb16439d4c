//! The projections: each is one folder with its tables, its views and its statements, and answers
//! one question. Dropped and rebuilt at any time; lists that read them print "as of".

use serde::Serialize;
use tokio_postgres::Transaction;
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use domain::ShardId;

use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::follow::Projection;
use crate::register::Register;

pub mod caseload;
pub mod matters;
pub mod notices;

/// Every projection of this program.
pub(crate) fn all(register: &Register) -> Vec<Box<dyn Projection>> {
    vec![
        Box::new(caseload::Caseload::new(register)),
        Box::new(matters::Matters::new(register)),
        Box::new(notices::Notices),
    ]
}

/// Puts new rows in the place of whatever was there for these cases.
async fn replace<T: Serialize + Sync + std::fmt::Debug>(
    tx: &Transaction<'_>,
    (delete, insert): (&str, &str),
    shard: ShardId,
    cases: &[Uuid],
    rows: &[T],
) -> Result<(), StoreError> {
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&cases, Type::UUID_ARRAY)];
    tx.execute_typed(delete, params).await.doing("drop rows of a projection")?;
    put(tx, insert, rows).await
}

/// Writes rows, handed over as one JSON array whose keys are the columns.
async fn put<T: Serialize + Sync + std::fmt::Debug>(
    tx: &Transaction<'_>,
    insert: &str,
    rows: &[T],
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = Json(rows);
    let params: Params<'_> = &[(&rows, Type::JSONB)];
    tx.execute_typed(insert, params).await.doing("write rows of a projection")?;
    Ok(())
}
