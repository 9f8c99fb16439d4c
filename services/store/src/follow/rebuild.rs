//! Rebuilding projections beside those in use, without anybody noticing: build from the first
//! event in schemas of their own, catch up, compare at the same position, switch all at once.
//! Reactions take no part, so nothing is sent or done twice.

use tokio_postgres::types::Type;
use tokio_postgres::{Client, Transaction};

use super::build::Build;
use super::follower::Follower;
use super::install::{make_generation, schema, switch};
use crate::database::Params;
use crate::error::{Doing as _, StoreError, is_lock_timeout};
use crate::faults;
use crate::hex;
use crate::sql::sql;

use super::Projection;

/// How often the switch waits for readers that are long about it.
const TRIES: u32 = 40;
/// Milliseconds of the first wait; each is that much longer. Readers that come meanwhile wait
/// too, so it is short, and they go first before the next.
const WAIT: u32 = 50;

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
    /// Streams that waited aside for the old tables and are in the new, so just the same.
    pub waited: u64,
}

impl RebuildReport {
    /// Whether what the running program left is what its events say.
    pub fn equal(&self) -> bool {
        self.live_digest == self.new_digest
    }
}

/// One of the projections that are built together.
pub(super) struct Twin<'a> {
    pub(super) projection: &'a dyn Projection,
    /// Generation in use.
    pub(super) live: i32,
    /// Generation that is built.
    pub(super) next: i32,
    logic: i32,
    digests: (String, String),
    waited: u64,
}

/// Hears how many events of how many are built.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

impl Follower {
    /// Names of all projections.
    pub fn names(&self) -> Vec<&'static str> {
        self.projections.iter().map(|projection| projection.name()).collect()
    }

    /// Rebuilds one projection and switches to what came of it. Where the digests differ the old
    /// tables are kept, until the next rebuild, for whoever wants to know why.
    pub async fn rebuild(&self, name: &str) -> Result<RebuildReport, StoreError> {
        let reports = self.rebuild_together(&[name], &|_, _| {}).await?;
        let unknown = || StoreError::NoSuchProjection { name: name.to_owned() };
        reports.into_iter().next().ok_or_else(unknown)
    }

    /// Rebuilds several projections from one reading of the record and switches to them at once.
    pub async fn rebuild_together(
        &self,
        names: &[&str],
        progress: Progress<'_>,
    ) -> Result<Vec<RebuildReport>, StoreError> {
        let mut twins = self.twins(names).await?;
        let mut direct = self.register.database().direct().await?;
        let client = &mut direct.client;
        for twin in &twins {
            clear_leftovers(client, twin).await?;
        }
        faults::at("rebuild-begun");
        let mut build = Build::new(&self.register, progress);
        build.catch_up(client, &twins).await?;
        faults::at("rebuild-caught-up");
        finish(client, &mut build, &mut twins).await?;
        let mut reports = Vec::with_capacity(twins.len());
        for twin in twins {
            let report = twin.report(build.events);
            if report.equal() {
                let params: Params<'_> = &[(&twin.name(), Type::TEXT), (&twin.live, Type::INT4)];
                let dropped = client.query_typed(sql!("drop_generation"), params).await;
                dropped.doing("drop a generation")?;
            }
            reports.push(report);
        }
        Ok(reports)
    }

    /// In the order of their names: whoever holds several still does so in that order.
    async fn twins(&self, names: &[&str]) -> Result<Vec<Twin<'_>>, StoreError> {
        let generations = self.generations().await?;
        let mut twins = Vec::new();
        for name in names {
            let unknown = || StoreError::NoSuchProjection { name: (*name).to_owned() };
            let found = self.projections.iter().find(|projection| projection.name() == *name);
            let (live, logic) = *generations.get(*name).ok_or_else(unknown)?;
            twins.push(Twin {
                projection: found.ok_or_else(unknown)?.as_ref(),
                live,
                next: live + 1,
                logic,
                digests: (String::new(), String::new()),
                waited: 0,
            });
        }
        twins.sort_by_key(Twin::name);
        twins.dedup_by_key(|twin| twin.name());
        Ok(twins)
    }
}

impl Twin<'_> {
    pub(super) fn name(&self) -> &'static str {
        self.projection.name()
    }

    fn report(&self, events: u64) -> RebuildReport {
        RebuildReport {
            name: self.name(),
            from_generation: self.live,
            generation: self.next,
            events,
            live_digest: self.digests.0.clone(),
            new_digest: self.digests.1.clone(),
            logic_changed: self.logic != self.projection.generation(),
            waited: self.waited,
        }
    }
}

/// A rebuild that was cut short leaves a schema, one that found a difference leaves the old.
async fn clear_leftovers(client: &mut Client, twin: &Twin<'_>) -> Result<(), StoreError> {
    let tx = client.transaction().await.doing("begin a rebuild")?;
    let previous = twin.live - 1;
    let params: Params<'_> = &[(&twin.name(), Type::TEXT), (&previous, Type::INT4)];
    tx.query_typed(sql!("drop_generation"), params).await.doing("drop a generation")?;
    make_generation(&tx, twin.projection, twin.next).await?;
    tx.commit().await.doing("commit the beginning of a rebuild")
}

/// Holds the generations in use still, builds the rest, compares, and switches.
async fn finish(
    client: &mut Client,
    build: &mut Build<'_>,
    twins: &mut [Twin<'_>],
) -> Result<(), StoreError> {
    let mut tx = client.transaction().await.doing("begin the end of a rebuild")?;
    for twin in twins.iter() {
        let params: Params<'_> = &[(&twin.name(), Type::TEXT), (&twin.live, Type::INT4)];
        let held = tx.query_typed(sql!("lock_checkpoints"), params).await;
        held.doing("hold a projection still")?;
    }
    for twin in twins.iter_mut() {
        build.rest(&mut tx, twin).await?;
        let (name, live) = (twin.name(), digest(&tx, twin.name(), twin.live).await?);
        twin.digests = (live, digest(&tx, name, twin.next).await?);
    }
    switch_soon(&mut tx, twins).await?;
    for twin in twins.iter_mut() {
        // Whoever still works on the old generation finds its checkpoint gone and looks again.
        let params: Params<'_> = &[(&twin.name(), Type::TEXT), (&twin.next, Type::INT4)];
        tx.execute_typed(sql!("drop_checkpoints"), params).await.doing("drop checkpoints")?;
        let waited = tx.execute_typed(sql!("drop_dead_letters"), params).await;
        twin.waited = waited.doing("let go what waited aside")?;
    }
    faults::at("rebuild-switching");
    tx.commit().await.doing("commit a rebuild")?;
    faults::at("rebuild-switched");
    Ok(())
}

/// Points every view at its new tables. A reader that is long about it is waited for in short
/// turns, between which others read on.
async fn switch_soon(tx: &mut Transaction<'_>, twins: &[Twin<'_>]) -> Result<(), StoreError> {
    for turn in 1..=TRIES {
        let savepoint = tx.transaction().await.doing("set a savepoint")?;
        let wait = format!("{}ms", turn * WAIT);
        let set = savepoint.query_typed(sql!("lock_patience"), &[(&wait, Type::TEXT)]).await;
        set.doing("say how long to wait for readers")?;
        match switch_all(&savepoint, twins).await {
            Ok(()) => return savepoint.commit().await.doing("keep the switch"),
            Err(error) if turn < TRIES && is_lock_timeout(&error) => {
                savepoint.rollback().await.doing("let readers go first")?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn switch_all(tx: &Transaction<'_>, twins: &[Twin<'_>]) -> Result<(), StoreError> {
    for twin in twins {
        switch(tx, twin.projection, twin.next).await?;
    }
    Ok(())
}

async fn digest(tx: &Transaction<'_>, name: &str, generation: i32) -> Result<String, StoreError> {
    let schema = schema(name, generation);
    let row = tx.query_typed_one(sql!("schema_digest"), &[(&schema, Type::TEXT)]).await;
    Ok(hex::encode(row.doing("compare a projection")?.get("digest")))
}
