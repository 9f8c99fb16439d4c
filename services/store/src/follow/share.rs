//! Several processes share the followers of a shard: each leases a fair part of them, and takes over
//! from one that falls silent. A lease only saves work; that an event counts once rests on the
//! checkpoint alone, so a lease may be lost, late or held twice.

use std::collections::HashSet;

use domain::{Jurisdiction, ShardId};
use tokio_postgres::types::Type;

use super::Follower;
use crate::database::Params;
use crate::error::StoreError;
use crate::sql::sql;

/// Seconds of a lease. Every tick renews it.
const TERM: f64 = 3.0;

impl Follower {
    /// Shares the work with other processes under this worker's name.
    #[must_use]
    pub fn sharing(mut self, worker: String) -> Self {
        self.worker = Some(worker);
        self
    }

    /// Names of the followers that this process drives in a shard now.
    pub(super) async fn mine(&self, shard: ShardId) -> Result<HashSet<&'static str>, StoreError> {
        let mut names: Vec<&'static str> = self.projections.iter().map(|p| p.name()).collect();
        names.extend(self.reactions.iter().map(|reaction| reaction.name()));
        let Some(worker) = self.worker.as_deref() else {
            return Ok(names.into_iter().collect());
        };
        let seats = self.seats(shard, worker).await?;
        let workers = seats.iter().filter(|(name, _)| name.starts_with("worker ")).count();
        let part = names.len().div_ceil(workers.max(1));
        let holder = |follower: &str| {
            let is = |name: &str| name.strip_prefix("follow ") == Some(follower);
            seats.iter().find(|(name, _)| is(name)).map(|(_, holder)| holder.as_str())
        };
        let held = names.iter().copied().filter(|name| holder(name) == Some(worker));
        let free = names.iter().copied().filter(|name| holder(name).is_none());
        let wanted: Vec<String> =
            held.chain(free).take(part).map(|name| format!("follow {name}")).collect();
        self.give_back(shard, worker, &wanted).await?;
        let taken = self.take(shard, worker, &wanted).await?;
        let is_mine = |name: &&'static str| taken.contains(&format!("follow {name}"));
        Ok(names.into_iter().filter(is_mine).collect())
    }

    /// Who is here and who holds what, with this worker among them.
    async fn seats(
        &self,
        shard: ShardId,
        worker: &str,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let params: Params<'_> =
            &[(&shard.0, Type::INT2), (&worker, Type::TEXT), (&TERM, Type::FLOAT8)];
        let rows = self.register.database().rows("see who works", sql!("lease_seats"), params);
        let mut seats: Vec<(String, String)> =
            rows.await?.iter().map(|row| (row.get("name"), row.get("holder"))).collect();
        let own = format!("worker {worker}");
        if !seats.iter().any(|(name, _)| *name == own) {
            // One statement does not see what it writes itself.
            seats.push((own, worker.to_owned()));
        }
        Ok(seats)
    }

    async fn take(
        &self,
        shard: ShardId,
        worker: &str,
        wanted: &[String],
    ) -> Result<HashSet<String>, StoreError> {
        let params: Params<'_> = &[
            (&shard.0, Type::INT2),
            (&wanted, Type::TEXT_ARRAY),
            (&worker, Type::TEXT),
            (&TERM, Type::FLOAT8),
        ];
        let database = self.register.database();
        let rows = database.rows("lease followers", sql!("lease_followers"), params).await?;
        Ok(rows.iter().map(|row| row.get("name")).collect())
    }

    /// Gives back what is beyond this worker's part.
    async fn give_back(
        &self,
        shard: ShardId,
        worker: &str,
        kept: &[String],
    ) -> Result<(), StoreError> {
        let mut kept = kept.to_vec();
        kept.push(format!("worker {worker}"));
        self.end(shard, worker, &kept).await
    }

    async fn end(&self, shard: ShardId, worker: &str, kept: &[String]) -> Result<(), StoreError> {
        let params: Params<'_> =
            &[(&shard.0, Type::INT2), (&worker, Type::TEXT), (&kept, Type::TEXT_ARRAY)];
        self.register.database().change("end leases", sql!("end_leases"), params).await?;
        Ok(())
    }

    /// Leaves everything to others at once: for a process that ends.
    pub async fn leave(&self) -> Result<(), StoreError> {
        let Some(worker) = self.worker.as_deref() else { return Ok(()) };
        for jurisdiction in Jurisdiction::ALL {
            self.end(jurisdiction.shard(), worker, &[]).await?;
        }
        Ok(())
    }
}
