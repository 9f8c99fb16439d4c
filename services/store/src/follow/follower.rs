//! Drives every projection and reaction forward. One tick handles one page a shard: followers at
//! the same place share the reading and folding, each writes in a transaction of its own, and one
//! that fails does not hold up the others.

use std::collections::{BTreeMap, HashMap};

use domain::{Jurisdiction, Position, ShardId};
use jiff::Timestamp;
use tokio::sync::Mutex;
use tokio_postgres::Transaction;
use tokio_postgres::types::Type;

use super::page::Folds;
use super::{Page, Projection, Reaction};
use crate::error::{Doing as _, StoreError};
use crate::faults;
use crate::register::Register;
use crate::sql::sql;

/// Events in one page.
const PAGE: i64 = 500;

/// All followers of one program.
pub struct Follower {
    pub(super) register: Register,
    pub(super) projections: Vec<Box<dyn Projection>>,
    reactions: Vec<Box<dyn Reaction>>,
    folds: Mutex<Folds>,
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.projections.iter().map(|p| p.name())).finish()
    }
}

/// A follower with the generation that its checkpoint belongs to; reactions have 0.
#[derive(Clone, Copy)]
enum Which<'a> {
    Projection(&'a dyn Projection, i32),
    Reaction(&'a dyn Reaction),
}

impl Which<'_> {
    fn key(&self) -> (&'static str, i32) {
        match self {
            Self::Projection(projection, generation) => (projection.name(), *generation),
            Self::Reaction(reaction) => (reaction.name(), 0),
        }
    }
}

impl Follower {
    /// The followers of this program, installed where they are new.
    pub async fn open(register: Register) -> Result<Self, StoreError> {
        let projections = crate::projections::all(&register);
        let reactions = crate::reactions::all(&register);
        Self::with(register, projections, reactions).await
    }

    /// Followers of the caller's choice.
    pub async fn with(
        register: Register,
        projections: Vec<Box<dyn Projection>>,
        reactions: Vec<Box<dyn Reaction>>,
    ) -> Result<Self, StoreError> {
        let follower = Self { register, projections, reactions, folds: Mutex::default() };
        follower.install().await?;
        Ok(follower)
    }

    /// Handles one page a shard for every follower; answers how many events there were. Nothing
    /// left to do is 0. Where followers failed, the others have gone on and the first error is
    /// answered.
    pub async fn tick(&self) -> Result<usize, StoreError> {
        let mut folds = self.folds.lock().await;
        let mut handled = 0;
        let mut failed = None;
        for jurisdiction in Jurisdiction::ALL {
            let mut failures = Vec::new();
            handled += self.tick_shard(&mut folds, jurisdiction, &mut failures).await?;
            failed = failed.or(failures.into_iter().next());
        }
        failed.map_or(Ok(handled), Err)
    }

    async fn tick_shard(
        &self,
        folds: &mut Folds,
        jurisdiction: Jurisdiction,
        failures: &mut Vec<StoreError>,
    ) -> Result<usize, StoreError> {
        let mut handled = 0;
        for (after, followers) in self.places(jurisdiction.shard()).await? {
            let client = self.register.database().pooled().await?;
            let page = folds.page(&client, &self.register, jurisdiction, after, PAGE).await;
            drop(client);
            let page = match page {
                Ok(page) => page,
                Err(error) => {
                    failures.push(error);
                    continue;
                }
            };
            if page.events.is_empty() {
                continue;
            }
            handled += page.events.len();
            for follower in followers {
                match self.advance(follower, &page).await {
                    // Another worker handled this page: it counts once all the same.
                    Ok(()) | Err(StoreError::LostCheckpoint { .. }) => {}
                    Err(error) => failures.push(error),
                }
            }
        }
        Ok(handled)
    }

    /// Followers by the place they have come to.
    async fn places(
        &self,
        shard: ShardId,
    ) -> Result<BTreeMap<Position, Vec<Which<'_>>>, StoreError> {
        let generations = self.generations().await?;
        let rows = self
            .register
            .database()
            .rows("read checkpoints", sql!("checkpoints"), &[(&shard.0, Type::INT2)])
            .await?;
        let places: HashMap<(String, i32), i64> = rows
            .iter()
            .map(|row| ((row.get("follower"), row.get("generation")), row.get("position")))
            .collect();
        let projections = self.projections.iter().filter_map(|projection| {
            let generation = generations.get(projection.name())?.0;
            Some(Which::Projection(projection.as_ref(), generation))
        });
        let reactions = self.reactions.iter().map(|reaction| Which::Reaction(reaction.as_ref()));
        let mut by_place: BTreeMap<Position, Vec<Which<'_>>> = BTreeMap::new();
        for follower in projections.chain(reactions) {
            let (name, generation) = follower.key();
            if let Some(place) = places.get(&(name.to_owned(), generation)) {
                by_place.entry(Position(*place)).or_default().push(follower);
            }
        }
        Ok(by_place)
    }

    /// Generation in use and version of the logic that made it, by projection.
    pub(super) async fn generations(&self) -> Result<HashMap<String, (i32, i32)>, StoreError> {
        let rows =
            self.register.database().rows("read generations", sql!("projections"), &[]).await?;
        let of = |row: &tokio_postgres::Row| {
            (row.get("name"), (row.get("generation"), row.get("logic")))
        };
        Ok(rows.iter().map(of).collect())
    }

    /// Projections whose logic has changed since their tables were made: they want a rebuild.
    pub async fn outdated(&self) -> Result<Vec<&'static str>, StoreError> {
        let generations = self.generations().await?;
        let names =
            self.projections.iter().map(|projection| (projection.name(), projection.generation()));
        let changed = |(name, logic): &(&'static str, i32)| {
            generations.get(*name).is_some_and(|made_by| made_by.1 != *logic)
        };
        Ok(names.filter(changed).map(|(name, _)| name).collect())
    }

    /// One follower, one page, one transaction.
    async fn advance(&self, follower: Which<'_>, page: &Page) -> Result<(), StoreError> {
        let mut client = self.register.database().pooled().await?;
        let tx = client.transaction().await.doing("begin to follow")?;
        let (name, generation) = follower.key();
        move_checkpoint(&tx, name, generation, page).await?;
        faults::at("checkpoint-moved");
        match follower {
            Which::Projection(projection, generation) => {
                use_schema(&tx, projection.name(), generation).await?;
                projection.apply(&tx, page).await?;
                faults::at("projection-applied");
            }
            Which::Reaction(reaction) => {
                reaction.react(&tx, page).await?;
                faults::at("reaction-done");
            }
        }
        tx.commit().await.doing("commit what follows")?;
        faults::at("page-committed");
        Ok(())
    }

    /// Makes schema, tables and checkpoints of followers that are new. One process at a time.
    async fn install(&self) -> Result<(), StoreError> {
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

/// How far a follower has come in a shard, and as of when: what lists print as "as of".
pub async fn checkpoint(
    register: &Register,
    follower: &str,
    jurisdiction: Jurisdiction,
) -> Result<Option<(Position, Option<Timestamp>)>, StoreError> {
    let shard = jurisdiction.shard();
    let params: crate::database::Params<'_> = &[(&shard.0, Type::INT2), (&follower, Type::TEXT)];
    let row = register.database().row("read a checkpoint", sql!("checkpoint"), params).await?;
    Ok(row.map(|row| (Position(row.get("position")), row.get("recorded_at"))))
}

/// Whether a follower has come to a position: a reader who just wrote waits for its own.
pub async fn reached(
    register: &Register,
    follower: &str,
    jurisdiction: Jurisdiction,
    position: Position,
) -> Result<bool, StoreError> {
    let place = checkpoint(register, follower, jurisdiction).await?;
    Ok(place.is_some_and(|(place, _)| place >= position))
}

/// Takes the page for this worker: a second worker waits here and then finds it gone.
pub(super) async fn move_checkpoint(
    tx: &Transaction<'_>,
    follower: &'static str,
    generation: i32,
    page: &Page,
) -> Result<(), StoreError> {
    let Some(last) = page.last() else {
        return Ok(());
    };
    let moved = tx
        .execute_typed(
            sql!("move_checkpoint"),
            &[
                (&follower, Type::TEXT),
                (&generation, Type::INT4),
                (&page.jurisdiction.shard().0, Type::INT2),
                (&page.after.0, Type::INT8),
                (&last.position.0, Type::INT8),
                (&last.recorded_at, Type::TIMESTAMPTZ),
            ],
        )
        .await
        .doing("move a checkpoint")?;
    if moved == 1 { Ok(()) } else { Err(StoreError::LostCheckpoint { follower }) }
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
    let params: crate::database::Params<'_> =
        &[(&projection.name(), Type::TEXT), (&generation, Type::INT4)];
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
        let params: crate::database::Params<'_> = &[
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
    let params: crate::database::Params<'_> = &[
        (&projection.name(), Type::TEXT),
        (&generation, Type::INT4),
        (&projection.generation(), Type::INT4),
    ];
    tx.execute_typed(sql!("set_projection"), params).await.doing("use a generation")?;
    Ok(())
}
