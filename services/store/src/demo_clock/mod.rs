//! The clock of a demonstration that moves only when told: one instant in the database, shared
//! by all its processes and never moved back. An installation that serves has no such row.

use jiff::Timestamp;
use tokio_postgres::types::Type;

use crate::database::{Database, Params};
use crate::error::StoreError;
use crate::sql::sql;

/// The instant at which the demonstration stands, if it has a clock of its own.
pub async fn instant(database: &Database) -> Result<Option<Timestamp>, StoreError> {
    let row = database.row("read the demo's clock", sql!("demo_instant"), &[]).await?;
    Ok(row.map(|row| row.get("instant")))
}

/// Moves the clock to an instant, unless it is further on already; answers where it stands.
pub async fn advance(database: &Database, to: Timestamp) -> Result<Timestamp, StoreError> {
    let params: Params<'_> = &[(&to, Type::TIMESTAMPTZ)];
    let row = database.row("move the demo's clock", sql!("advance_demo_clock"), params).await?;
    Ok(row.map_or(to, |row| row.get("instant")))
}
