//! Which files of the document store go with a draft. A file is noted here before it is written
//! and struck off once: by whoever takes it out, by the filing that takes it along, or by the sweep.

use domain::{Jurisdiction, ShardId};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// Most files of one round of the sweep.
const ROUND: i64 = 500;

/// Notes a file of a draft.
pub async fn note(
    register: &Register,
    jurisdiction: Jurisdiction,
    draft: Uuid,
    key: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&key, Type::TEXT),
        (&draft, Type::UUID),
        (&at, Type::TIMESTAMPTZ),
    ];
    register.database().change("note a file", sql!("note_draft_file"), params).await?;
    Ok(())
}

/// Strikes files off; answers those that were still on the list, to this caller alone.
pub async fn strike(
    register: &Register,
    shard: ShardId,
    keys: &[&str],
) -> Result<Vec<String>, StoreError> {
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&keys, Type::TEXT_ARRAY)];
    let rows =
        register.database().rows("strike files off", sql!("strike_draft_files"), params).await?;
    Ok(rows.iter().map(|row| row.get("key")).collect())
}

/// Some files whose draft is no more.
pub(crate) async fn left(register: &Register) -> Result<Vec<(ShardId, String)>, StoreError> {
    let params: Params<'_> = &[(&ROUND, Type::INT8)];
    let rows =
        register.database().rows("find files left", sql!("left_draft_files"), params).await?;
    Ok(rows.iter().map(|row| (ShardId(row.get("shard")), row.get("key"))).collect())
}
