//! Making a projection's tables and pointing its views at them. Each generation has a schema of its
//! own; only one of them is in use.

use domain::Jurisdiction;
use tokio_postgres::Transaction;
use tokio_postgres::types::Type;

use super::{Follower, Projection};
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::sql::sql;

impl Follower {
    /// Makes schema, tables and checkpoints of followers that are new. One process at a time.
    pub(super) async fn install(&self) -> Result<(), StoreError> {
        let mut direct = self.register.database().direct().await?;
        let tx = direct.client.transaction().await.doing("begin to install")?;
        tx.batch_execute(sql!("lock_projections")).await.doing("wait for other installations")?;
        let known = self.generations().await?;
        for projection in &self.projections {
            if !known.contains_key(projection.name()) {
                make_generation(&tx, projection.as_ref(), 1).await?;
                switch(&tx, projection.as_ref(), 1).await?;
            }
        }
        for reaction in &self.reactions {
            insert_checkpoints(&tx, reaction.name(), 0).await?;
        }
        tx.commit().await.doing("commit the installation")
    }
}

pub(super) async fn use_schema(
    tx: &Transaction<'_>,
    name: &str,
    generation: i32,
) -> Result<(), StoreError> {
    let schema = schema(name, generation);
    let used = tx.query_typed(sql!("use_schema"), &[(&schema, Type::TEXT)]).await;
    used.doing("enter the schema of a projection")?;
    Ok(())
}

pub(super) fn schema(name: &str, generation: i32) -> String {
    format!("read_{name}_{generation}")
}

/// Empty tables of a generation and its checkpoints, at the beginning of the record.
pub(super) async fn make_generation(
    tx: &Transaction<'_>,
    projection: &dyn Projection,
    generation: i32,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[(&projection.name(), Type::TEXT), (&generation, Type::INT4)];
    tx.query_typed(sql!("make_generation"), params).await.doing("make a schema")?;
    use_schema(tx, projection.name(), generation).await?;
    tx.batch_execute(projection.table_sql()).await.doing("make a projection's tables")?;
    tx.execute_typed(sql!("drop_generation_checkpoints"), params)
        .await
        .doing("drop checkpoints")?;
    insert_checkpoints(tx, projection.name(), generation).await
}

async fn insert_checkpoints(
    tx: &Transaction<'_>,
    follower: &str,
    generation: i32,
) -> Result<(), StoreError> {
    for jurisdiction in Jurisdiction::ALL {
        let params: Params<'_> = &[
            (&follower, Type::TEXT),
            (&generation, Type::INT4),
            (&jurisdiction.shard().0, Type::INT2),
        ];
        tx.execute_typed(sql!("insert_checkpoint"), params).await.doing("make a checkpoint")?;
    }
    Ok(())
}

/// From here on a generation is the one in use: its views point at it.
pub(super) async fn switch(
    tx: &Transaction<'_>,
    projection: &dyn Projection,
    generation: i32,
) -> Result<(), StoreError> {
    use_schema(tx, projection.name(), generation).await?;
    tx.batch_execute(projection.views_sql()).await.doing("point views at a generation")?;
    let params: Params<'_> = &[
        (&projection.name(), Type::TEXT),
        (&generation, Type::INT4),
        (&projection.generation(), Type::INT4),
    ];
    tx.execute_typed(sql!("set_projection"), params).await.doing("use a generation")?;
    Ok(())
}
