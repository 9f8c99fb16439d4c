//! Rebuilding a projection beside the one in use, without anybody noticing: build from the first
//! event in a schema of its own, catch up, compare at the same position, switch. Reactions take no
//! part, so nothing is sent or done twice.

use domain::{Jurisdiction, Position};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Transaction};

use super::Projection;
use super::follower::{Follower, make_generation, move_checkpoint, schema, switch, use_schema};
use super::page::Folds;
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::faults;
use crate::hex;
use crate::sql::sql;

/// Events in one page of a rebuild.
const PAGE: i64 = 5_000;

/// What a rebuild found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RebuildReport {
    /// The projection.
    pub name: &'static str,
    /// Generation that was in use.
    pub from_generation: i32,
    /// Generation in use now.
    pub generation: i32,
    /// Events read.
    pub events: u64,
    /// Ordered digest of every column of the tables that were in use.
    pub live_digest: String,
    /// The same of the new tables, at the same positions.
    pub new_digest: String,
    /// Whether the logic changed, so that a difference is no surprise.
    pub logic_changed: bool,
}

impl RebuildReport {
    /// Whether what the running program left is what its events say.
    pub fn equal(&self) -> bool {
        self.live_digest == self.new_digest
    }
}

impl Follower {
    /// Names of all projections.
    pub fn names(&self) -> Vec<&'static str> {
        self.projections.iter().map(|projection| projection.name()).collect()
    }

    /// Rebuilds one projection and switches to what came of it. Where the digests differ the old
    /// tables are kept, until the next rebuild, for whoever wants to know why.
    pub async fn rebuild(&self, name: &str) -> Result<RebuildReport, StoreError> {
        let unknown = || StoreError::NoSuchProjection { name: name.to_owned() };
        let found = self.projections.iter().find(|projection| projection.name() == name);
        let projection = found.ok_or_else(unknown)?.as_ref();
        let (live, logic) = *self.generations().await?.get(name).ok_or_else(unknown)?;
        let next = live + 1;
        let mut direct = self.register.database().direct().await?;
        let client = &mut direct.client;
        self.clear_leftovers(client, projection, live).await?;
        let mut build =
            Build { follower: self, projection, next, folds: Folds::default(), events: 0 };
        faults::at("rebuild-begun");
        while build.catch_up(client, live).await? > 0 {}
        faults::at("rebuild-caught-up");
        let (live_digest, new_digest) = build.finish(client, live).await?;
        let report = RebuildReport {
            name: projection.name(),
            from_generation: live,
            generation: next,
            events: build.events,
            live_digest,
            new_digest,
            logic_changed: logic != projection.generation(),
        };
        if report.equal() {
            let params: Params<'_> = &[(&name, Type::TEXT), (&live, Type::INT4)];
            client.query_typed(sql!("drop_generation"), params).await.doing("drop a generation")?;
        }
        Ok(report)
    }

    /// A rebuild that was cut short leaves a schema, one that found a difference leaves the old.
    async fn clear_leftovers(
        &self,
        client: &mut Client,
        projection: &dyn Projection,
        live: i32,
    ) -> Result<(), StoreError> {
        let tx = client.transaction().await.doing("begin a rebuild")?;
        let previous = live - 1;
        let params: Params<'_> = &[(&projection.name(), Type::TEXT), (&previous, Type::INT4)];
        tx.query_typed(sql!("drop_generation"), params).await.doing("drop a generation")?;
        make_generation(&tx, projection, live + 1).await?;
        tx.commit().await.doing("commit the beginning of a rebuild")
    }
}

struct Build<'a> {
    follower: &'a Follower,
    projection: &'a dyn Projection,
    next: i32,
    folds: Folds,
    events: u64,
}

impl Build<'_> {
    /// Builds up to where the generation in use stands; answers how many events that took.
    async fn catch_up(&mut self, client: &mut Client, live: i32) -> Result<u64, StoreError> {
        let before = self.events;
        for jurisdiction in Jurisdiction::ALL {
            let goal = self.place(client, live, jurisdiction).await?;
            loop {
                let tx = client.transaction().await.doing("begin a page of a rebuild")?;
                let went_on = self.page(&tx, jurisdiction, goal).await?;
                tx.commit().await.doing("commit a page of a rebuild")?;
                if !went_on {
                    break;
                }
            }
        }
        Ok(self.events - before)
    }

    /// Holds the generation in use still, builds the rest, compares, and switches.
    async fn finish(
        &mut self,
        client: &mut Client,
        live: i32,
    ) -> Result<(String, String), StoreError> {
        let name = self.projection.name();
        let tx = client.transaction().await.doing("begin the end of a rebuild")?;
        let params: Params<'_> = &[(&name, Type::TEXT), (&live, Type::INT4)];
        let rows = tx.query_typed(sql!("lock_checkpoints"), params).await;
        for row in rows.doing("hold a projection still")? {
            let goal = Position(row.get("position"));
            let shard = domain::ShardId(row.get("shard"));
            if let Some(jurisdiction) = Jurisdiction::of(shard) {
                while self.page(&tx, jurisdiction, goal).await? {}
            }
        }
        let digests = (digest(&tx, name, live).await?, digest(&tx, name, self.next).await?);
        switch(&tx, self.projection, self.next).await?;
        // Whoever still works on the old generation finds its checkpoint gone and looks again.
        let params: Params<'_> = &[(&name, Type::TEXT), (&self.next, Type::INT4)];
        tx.execute_typed(sql!("drop_checkpoints"), params).await.doing("drop checkpoints")?;
        faults::at("rebuild-switching");
        tx.commit().await.doing("commit a rebuild")?;
        faults::at("rebuild-switched");
        Ok(digests)
    }

    /// One page towards the goal; false once there.
    async fn page(
        &mut self,
        tx: &Transaction<'_>,
        jurisdiction: Jurisdiction,
        goal: Position,
    ) -> Result<bool, StoreError> {
        let after = self.place(tx.client(), self.next, jurisdiction).await?;
        let size = PAGE.min(goal.0 - after.0);
        if size <= 0 {
            return Ok(false);
        }
        let register = &self.follower.register;
        let page = self.folds.page(tx.client(), register, jurisdiction, after, size).await?;
        if page.events.is_empty() {
            return Err(StoreError::Gap {
                shard: jurisdiction.shard(),
                expected: Position(after.0 + 1),
            });
        }
        let name = self.projection.name();
        move_checkpoint(tx, name, self.next, &page).await?;
        use_schema(tx, name, self.next).await?;
        self.projection.apply(tx, &page).await?;
        self.events += page.events.len() as u64;
        Ok(true)
    }

    async fn place(
        &self,
        client: &Client,
        generation: i32,
        jurisdiction: Jurisdiction,
    ) -> Result<Position, StoreError> {
        let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2)];
        let rows = client.query_typed(sql!("checkpoints"), params).await;
        let rows = rows.doing("read checkpoints")?;
        let own = rows.iter().find(|row| {
            row.get::<_, &str>("follower") == self.projection.name()
                && row.get::<_, i32>("generation") == generation
        });
        own.map(|row| Position(row.get("position")))
            .ok_or(StoreError::LostCheckpoint { follower: self.projection.name() })
    }
}

async fn digest(tx: &Transaction<'_>, name: &str, generation: i32) -> Result<String, StoreError> {
    let schema = schema(name, generation);
    let row = tx.query_typed_one(sql!("schema_digest"), &[(&schema, Type::TEXT)]).await;
    Ok(hex::encode(row.doing("compare a projection")?.get("digest")))
}
