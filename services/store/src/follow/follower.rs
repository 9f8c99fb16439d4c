//! Drives every projection and reaction forward. One tick handles one page a shard: followers at
//! the same place share the reading and folding, each writes in a transaction of its own, and one
//! that fails does not hold up the others.

use std::collections::{BTreeMap, HashMap};

use domain::{Jurisdiction, Position, ShardId};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Mutex;
use tokio_postgres::Transaction;
use tokio_postgres::types::Type;

use super::advance::advance;
use super::install::use_schema;
use super::page::Folds;
use super::{Page, Projection, Reaction};
use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// Events in one page.
const PAGE: i64 = 500;
/// How often it is written down that somebody looks.
const BEAT: SignedDuration = SignedDuration::from_secs(5);

/// All followers of one program.
pub struct Follower {
    pub(super) register: Register,
    pub(super) projections: Vec<Box<dyn Projection>>,
    pub(super) reactions: Vec<Box<dyn Reaction>>,
    kept: Mutex<Kept>,
    /// Whose leases are taken, where several processes share the work.
    pub(super) worker: Option<String>,
}

/// What is kept between ticks.
#[derive(Default)]
struct Kept {
    folds: Folds,
    beaten: Option<Timestamp>,
}

impl std::fmt::Debug for Follower {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.projections.iter().map(|p| p.name())).finish()
    }
}

/// A follower with the generation that its checkpoint belongs to; reactions have 0.
#[derive(Clone, Copy)]
pub(super) enum Which<'a> {
    Projection(&'a dyn Projection, i32),
    Reaction(&'a dyn Reaction),
}

impl Which<'_> {
    pub(super) fn key(&self) -> (&'static str, i32) {
        match self {
            Self::Projection(projection, generation) => (projection.name(), *generation),
            Self::Reaction(reaction) => (reaction.name(), 0),
        }
    }

    /// Goes where its tables are.
    pub(super) async fn enter(&self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        match self {
            Self::Projection(projection, generation) => {
                use_schema(tx, projection.name(), *generation).await
            }
            Self::Reaction(_) => Ok(()),
        }
    }

    /// Writes what follows from a page.
    pub(super) async fn write(&self, tx: &Transaction<'_>, page: &Page) -> Result<(), StoreError> {
        match self {
            Self::Projection(projection, _) => projection.apply(tx, page).await,
            Self::Reaction(reaction) => reaction.react(tx, page).await,
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
        let follower =
            Self { register, projections, reactions, kept: Mutex::default(), worker: None };
        follower.install().await?;
        Ok(follower)
    }

    /// Handles one page a shard for every follower, and tries again what waits aside and is due;
    /// answers how many events there were. Nothing left to do is 0. Where followers failed, the
    /// others have gone on and the first error is answered.
    pub async fn tick(&self, now: Timestamp) -> Result<usize, StoreError> {
        let mut kept = self.kept.lock().await;
        let mut handled = 0;
        let mut failures = Vec::new();
        for jurisdiction in Jurisdiction::ALL {
            handled += self.tick_shard(&mut kept.folds, jurisdiction, now, &mut failures).await?;
            handled += self.revive_due(jurisdiction, now, &mut failures).await?;
        }
        if kept.beaten.is_none_or(|last| now < last || now.duration_since(last) >= BEAT) {
            self.beat(now).await?;
            kept.beaten = Some(now);
        }
        failures.into_iter().next().map_or(Ok(handled), Err)
    }

    async fn tick_shard(
        &self,
        folds: &mut Folds,
        jurisdiction: Jurisdiction,
        now: Timestamp,
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
            if page.span() == 0 {
                continue;
            }
            handled += page.span();
            for follower in followers {
                match advance(&self.register, follower, &page, now).await {
                    // Another worker handled this page: it counts once all the same.
                    Ok(()) | Err(StoreError::LostCheckpoint { .. }) => {}
                    Err(error) => failures.push(error),
                }
            }
        }
        Ok(handled)
    }

    async fn beat(&self, now: Timestamp) -> Result<(), StoreError> {
        for jurisdiction in Jurisdiction::ALL {
            let params: Params<'_> = &[
                (&jurisdiction.shard().0, Type::INT2),
                (&"followers", Type::TEXT),
                (&now, Type::TIMESTAMPTZ),
            ];
            self.register
                .database()
                .change("say that followers look", sql!("beat"), params)
                .await?;
        }
        Ok(())
    }

    /// Followers by the place they have come to.
    async fn places(
        &self,
        shard: ShardId,
    ) -> Result<BTreeMap<Position, Vec<Which<'_>>>, StoreError> {
        let rows = self
            .register
            .database()
            .rows("read checkpoints", sql!("checkpoints"), &[(&shard.0, Type::INT2)])
            .await?;
        let places: HashMap<(String, i32), i64> = rows
            .iter()
            .map(|row| ((row.get("follower"), row.get("generation")), row.get("position")))
            .collect();
        let mut by_place: BTreeMap<Position, Vec<Which<'_>>> = BTreeMap::new();
        let mine = self.mine(shard).await?;
        for follower in self.in_use().await? {
            let (name, generation) = follower.key();
            if !mine.contains(name) {
                continue;
            }
            if let Some(place) = places.get(&(name.to_owned(), generation)) {
                by_place.entry(Position(*place)).or_default().push(follower);
            }
        }
        Ok(by_place)
    }

    /// Every follower, with the generation in use.
    pub(super) async fn in_use(&self) -> Result<Vec<Which<'_>>, StoreError> {
        let generations = self.generations().await?;
        let projections = self.projections.iter().filter_map(|projection| {
            let generation = generations.get(projection.name())?.0;
            Some(Which::Projection(projection.as_ref(), generation))
        });
        let reactions = self.reactions.iter().map(|reaction| Which::Reaction(reaction.as_ref()));
        Ok(projections.chain(reactions).collect())
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
}
