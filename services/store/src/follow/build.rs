//! Building tables anew from the record: one reading feeds every projection, and the next page is
//! read and folded while the database writes the last. An event that cannot be handled stops it.

use std::collections::{HashMap, HashSet};

use domain::{Jurisdiction, Position};
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Transaction};

use super::Page;
use super::advance::{is_of_an_event, write_in_parts};
use super::follower::Which;
use super::page::Folds;
use super::place::move_checkpoint;
use super::rebuild::{Progress, Twin};
use super::sift::{Aside, Culprit, sift, skipped};
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::register::Register;
use crate::sql::sql;

/// Events in one page of a rebuild.
const PAGE: i64 = 5_000;

/// A rebuild under way.
pub(super) struct Build<'a> {
    register: &'a Register,
    progress: Progress<'a>,
    folds: Folds,
    /// Events read so far.
    pub(super) events: u64,
    /// What each follower was told to skip.
    skipped: HashMap<(&'static str, Jurisdiction), HashSet<Position>>,
}

impl<'a> Build<'a> {
    pub(super) fn new(register: &'a Register, progress: Progress<'a>) -> Self {
        let (folds, skipped) = (Folds::default(), HashMap::new());
        Self { register, progress, folds, events: 0, skipped }
    }

    /// Builds up to where the slowest of the generations in use stands, until so little is left
    /// that those in use can be held still for it.
    pub(super) async fn catch_up(
        &mut self,
        client: &mut Client,
        twins: &[Twin<'_>],
    ) -> Result<(), StoreError> {
        for (jurisdiction, twin) in
            Jurisdiction::ALL.into_iter().flat_map(|j| twins.iter().map(move |twin| (j, twin)))
        {
            let told = skipped(client, twin.name(), jurisdiction).await?;
            self.skipped.insert((twin.name(), jurisdiction), told);
        }
        let mut places: HashMap<Jurisdiction, Position> = HashMap::new();
        loop {
            let before = self.events;
            let mut goals = Vec::new();
            for jurisdiction in Jurisdiction::ALL {
                goals.push((jurisdiction, goal(client, jurisdiction, twins).await?));
            }
            let all: i64 = goals.iter().map(|(_, goal)| goal.0).sum();
            for (jurisdiction, goal) in goals {
                let from = places.get(&jurisdiction).copied().unwrap_or(Position(0));
                self.scan(client, twins, jurisdiction, (from, goal), all).await?;
                places.insert(jurisdiction, goal);
            }
            if self.events - before < PAGE.unsigned_abs() {
                return Ok(());
            }
        }
    }

    /// One shard, from a place to a goal.
    async fn scan(
        &mut self,
        client: &mut Client,
        twins: &[Twin<'_>],
        jurisdiction: Jurisdiction,
        (from, goal): (Position, Position),
        all: i64,
    ) -> Result<(), StoreError> {
        let register = self.register;
        let reader = register.database().direct().await?;
        let skipped = &self.skipped;
        let mut page =
            read(&mut self.folds, &reader.client, register, jurisdiction, from, goal).await?;
        while let Some(current) = page {
            let after = current.end.map_or(goal, |(last, _)| last);
            let (next, written) = tokio::join!(
                read(&mut self.folds, &reader.client, register, jurisdiction, after, goal),
                write_all(client, twins, skipped, &current),
            );
            written?;
            self.events += current.span() as u64;
            (self.progress)(self.events, all.unsigned_abs().max(self.events));
            page = next?;
        }
        Ok(())
    }

    /// What is left of one projection, up to where the one in use is held.
    pub(super) async fn rest(
        &mut self,
        tx: &mut Transaction<'_>,
        twin: &Twin<'_>,
    ) -> Result<(), StoreError> {
        for jurisdiction in Jurisdiction::ALL {
            let goal = place(tx.client(), twin.name(), twin.live, jurisdiction).await?;
            loop {
                let from = place(tx.client(), twin.name(), twin.next, jurisdiction).await?;
                let (folds, register) = (&mut self.folds, self.register);
                let page = read(folds, tx.client(), register, jurisdiction, from, goal).await?;
                let Some(page) = page else { break };
                write_one(tx, twin, &self.skipped, &page).await?;
                self.events += page.span() as u64;
            }
        }
        Ok(())
    }
}

/// The next page towards a goal; none once there.
async fn read(
    folds: &mut Folds,
    client: &Client,
    register: &Register,
    jurisdiction: Jurisdiction,
    after: Position,
    goal: Position,
) -> Result<Option<Page>, StoreError> {
    let size = PAGE.min(goal.0 - after.0);
    if size <= 0 {
        return Ok(None);
    }
    let page = folds.page(client, register, jurisdiction, after, size).await?;
    if page.span() == 0 {
        let expected = Position(after.0 + 1);
        return Err(StoreError::Gap { shard: jurisdiction.shard(), expected });
    }
    Ok(Some(page))
}

type Skips = HashMap<(&'static str, Jurisdiction), HashSet<Position>>;

/// Writes a page for every projection, in one transaction whose loss nobody would mind: what a
/// crash leaves half built is built anew.
async fn write_all(
    client: &mut Client,
    twins: &[Twin<'_>],
    skips: &Skips,
    page: &Page,
) -> Result<(), StoreError> {
    let mut tx = client.transaction().await.doing("begin a page of a rebuild")?;
    tx.query_typed(sql!("soft_commit"), &[]).await.doing("not wait for the disk")?;
    for twin in twins {
        write_one(&mut tx, twin, skips, page).await?;
    }
    tx.commit().await.doing("commit a page of a rebuild")
}

async fn write_one(
    tx: &mut Transaction<'_>,
    twin: &Twin<'_>,
    skips: &Skips,
    page: &Page,
) -> Result<(), StoreError> {
    let which = Which::Projection(twin.projection, twin.next);
    let skipped = skips.get(&(twin.name(), page.jurisdiction)).cloned().unwrap_or_default();
    let (flowing, culprits) = sift(page, &Aside { skipped, ..Aside::default() });
    stop(page, which, culprits)?;
    move_checkpoint(tx, which.key(), page, None).await?;
    which.enter(tx).await?;
    let savepoint = tx.transaction().await.doing("set a savepoint")?;
    match which.write(&savepoint, &flowing).await {
        Ok(()) => return savepoint.commit().await.doing("keep a page of a rebuild"),
        Err(error) if is_of_an_event(&error) => {
            savepoint.rollback().await.doing("undo a page of a rebuild")?;
        }
        Err(error) => return Err(error),
    }
    stop(page, which, write_in_parts(tx, which, &flowing).await?)
}

/// A rebuild is strict: what nobody had it skip must be handled.
fn stop(page: &Page, which: Which<'_>, culprits: Vec<Culprit>) -> Result<(), StoreError> {
    match culprits.into_iter().min_by_key(|culprit| culprit.position) {
        None => Ok(()),
        Some(culprit) => Err(StoreError::Stopped {
            follower: which.key().0,
            shard: page.jurisdiction.shard(),
            position: culprit.position,
            name: culprit.name,
            shape: culprit.shape,
            trouble: culprit.trouble,
        }),
    }
}

/// Where the slowest of the generations in use stands.
async fn goal(
    client: &Client,
    jurisdiction: Jurisdiction,
    twins: &[Twin<'_>],
) -> Result<Position, StoreError> {
    let mut goal = Position(i64::MAX);
    for twin in twins {
        goal = goal.min(place(client, twin.name(), twin.live, jurisdiction).await?);
    }
    Ok(goal)
}

async fn place(
    client: &Client,
    follower: &'static str,
    generation: i32,
    jurisdiction: Jurisdiction,
) -> Result<Position, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2)];
    let rows = client.query_typed(sql!("checkpoints"), params).await;
    let rows = rows.doing("read checkpoints")?;
    let own = rows.iter().find(|row| {
        row.get::<_, &str>("follower") == follower && row.get::<_, i32>("generation") == generation
    });
    own.map(|row| Position(row.get("position"))).ok_or(StoreError::LostCheckpoint { follower })
}
