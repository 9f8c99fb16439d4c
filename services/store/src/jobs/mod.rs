//! The ledger of what is done once for each day it is due, whoever does it.

use domain::Jurisdiction;
use jiff::Timestamp;
use jiff::civil::Date;
use tokio_postgres::types::Type;

use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// Whether a job was done for a day.
pub async fn is_done(
    register: &Register,
    jurisdiction: Jurisdiction,
    job: &str,
    due: Date,
) -> Result<bool, StoreError> {
    let shard = jurisdiction.shard();
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&job, Type::TEXT), (&due, Type::DATE)];
    let row =
        register.database().row("look into the ledger of jobs", sql!("find_job"), params).await?;
    Ok(row.is_some())
}

/// Notes that a job was done for a day; false where that was known already.
pub async fn record(
    register: &Register,
    jurisdiction: Jurisdiction,
    job: &str,
    due: Date,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let shard = jurisdiction.shard();
    let params: Params<'_> =
        &[(&shard.0, Type::INT2), (&job, Type::TEXT), (&due, Type::DATE), (&at, Type::TIMESTAMPTZ)];
    let changed = register
        .database()
        .change("write into the ledger of jobs", sql!("record_job"), params)
        .await?;
    Ok(changed == 1)
}
