//! What the event partitions need once a day: the next ones made ahead, and closed ones frozen, so
//! that the server never has to rewrite what will not change any more.

use super::Database;
use crate::error::{Doing as _, StoreError};
use crate::sql::sql;

impl Database {
    /// Makes the event partitions that will be needed next; answers how many. Once a day is ample.
    pub async fn extend(&self) -> Result<i32, StoreError> {
        let row = self.row("make the next partitions", sql!("ensure_partitions"), &[]).await?;
        Ok(row.map_or(0, |row| row.get("made")))
    }

    /// Freezes the partitions that every shard has filled; answers how many. Only the owner of the
    /// record may: where the direct address belongs to another role, the server skips them.
    pub async fn freeze(&self) -> Result<usize, StoreError> {
        let direct = self.open_direct().await?;
        let closed = direct.client.query_typed(sql!("closed_partitions"), &[]).await;
        let closed = closed.doing("find closed partitions")?;
        for row in &closed {
            let partition: String = row.get("partition");
            let statement = sql!("freeze").replace("closed_partition", &partition);
            direct.client.batch_execute(&statement).await.doing("freeze a closed partition")?;
        }
        Ok(closed.len())
    }
}
