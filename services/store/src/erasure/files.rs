//! Whose each file of the document store is. A file is noted before it is written and struck off
//! once it is gone, so that an erasure that was cut short finds the rest.

use domain::{Jurisdiction, ShardId, SubjectId};
use jiff::Timestamp;
use tokio_postgres::types::Type;

use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// Notes a file.
pub(crate) async fn note(
    register: &Register,
    shard: ShardId,
    subject: SubjectId,
    key: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&key, Type::TEXT),
        (&subject.0, Type::UUID),
        (&at, Type::TIMESTAMPTZ),
    ];
    register.database().change("note a file", sql!("note_file"), params).await?;
    Ok(())
}

/// Strikes a file off, whoever's it was.
pub(crate) async fn strike(register: &Register, key: &str) -> Result<(), StoreError> {
    let shards: Vec<i16> = Jurisdiction::ALL.iter().map(|j| j.shard().0).collect();
    let params: Params<'_> = &[(&shards, Type::INT2_ARRAY), (&key, Type::TEXT)];
    register.database().change("strike a file off", sql!("strike_file"), params).await?;
    Ok(())
}

/// Files of a person.
pub(super) async fn of(
    register: &Register,
    shard: ShardId,
    subject: SubjectId,
) -> Result<Vec<String>, StoreError> {
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&subject.0, Type::UUID)];
    let rows = register.database().rows("find files", sql!("files_of"), params).await?;
    Ok(rows.iter().map(|row| row.get("key")).collect())
}

/// Files that came behind the back of an erasure: sealed by a key that was destroyed meanwhile.
pub(crate) async fn orphaned(register: &Register) -> Result<Vec<String>, StoreError> {
    let rows = register.database().rows("find files", sql!("orphaned_files"), &[]).await?;
    Ok(rows.iter().map(|row| row.get("key")).collect())
}
