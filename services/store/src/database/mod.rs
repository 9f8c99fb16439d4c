//! The database behind the record. Pooled statements may pass through PgBouncer in transaction
//! mode, so each goes through `query_typed` with built-in types; what needs a session of its own
//! (appends, rebuilds, migrations) uses the direct address.

use std::time::Duration;

use deadpool_postgres::{Object, Pool};
use tokio_postgres::config::TargetSessionAttrs;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Config, NoTls, Row};

use crate::error::{Doing as _, StoreError};
use crate::hex;
use crate::seal::sha256;
use crate::sql::sql;

mod direct;
mod pool;
mod upkeep;

pub(crate) use direct::Direct;
use pool::Away;

mod embedded {
    refinery::embed_migrations!("../../migrations");
}

/// How long a request waits for one of them.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long one pooled statement that writes may take, and a commit, before its outcome is called
/// unknown. A server-side limit would not end a wait for a standby.
pub(crate) const COMMIT_DEADLINE: Duration = Duration::from_secs(10);
/// Oldest server that the record is kept on.
const OLDEST: i32 = 150_000;

/// Parameters of a statement, each with its built-in type.
pub(crate) type Params<'a> = &'a [(&'a (dyn ToSql + Sync), Type)];

/// The database: a pool and the direct address. Cheap to clone.
#[derive(Clone)]
pub struct Database {
    pool: Pool,
    away: Away,
    direct: Config,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Database")
    }
}

impl Database {
    /// Finds the database and proves that it answers on both addresses.
    pub async fn connect(pooled_url: &str, direct_url: &str) -> Result<Self, StoreError> {
        let away = Away::default();
        let pool = pool::open(parse(pooled_url)?, PATIENCE, &away)?;
        let database = Self { pool, away, direct: parse(direct_url)? };
        drop(database.open_direct().await?);
        drop(database.pooled().await?);
        Ok(database)
    }

    /// A pooled connection: only `query_typed` and `execute_typed`.
    pub(crate) async fn pooled(&self) -> Result<Object, StoreError> {
        self.pool.get().await.map_err(|e| StoreError::Unreachable { why: chain(&e) })
    }

    /// Rows of one pooled statement.
    pub(crate) async fn rows(
        &self,
        doing: &'static str,
        sql: &str,
        params: Params<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        self.away.note(self.pooled().await?.query_typed(sql, params).await).doing(doing)
    }

    /// The row of one pooled statement, if there is one.
    pub(crate) async fn row(
        &self,
        doing: &'static str,
        sql: &str,
        params: Params<'_>,
    ) -> Result<Option<Row>, StoreError> {
        self.away.note(self.pooled().await?.query_typed_opt(sql, params).await).doing(doing)
    }

    /// How many rows one pooled statement changed.
    pub(crate) async fn change(
        &self,
        doing: &'static str,
        sql: &str,
        params: Params<'_>,
    ) -> Result<u64, StoreError> {
        let pooled = self.pooled().await?;
        let changed =
            tokio::time::timeout(COMMIT_DEADLINE, pooled.execute_typed(sql, params)).await;
        let Ok(changed) = changed else {
            // Closed, never cancelled: a commit that is cut short would look like one that held.
            drop(Object::take(pooled));
            return Err(StoreError::Unreachable { why: format!("no answer: {doing}") });
        };
        self.away.note(changed).doing(doing)
    }

    /// A connection of its own that acts as the program, with the program's rights alone.
    pub(crate) async fn direct(&self) -> Result<Direct, StoreError> {
        let direct = self.open_direct().await?;
        let acted = direct.client.batch_execute(sql!("act_as_program")).await;
        acted.doing("act as the program")?;
        Ok(direct)
    }

    async fn open_direct(&self) -> Result<Direct, StoreError> {
        let opened = tokio::time::timeout(PATIENCE, self.direct.connect(NoTls)).await;
        let opened = opened.map_err(|_| StoreError::Unreachable { why: "it is silent".into() })?;
        let (client, connection) =
            opened.map_err(|e| StoreError::Unreachable { why: chain(&e) })?;
        Ok(Direct::drive(client, connection))
    }

    /// Which schema this program was built with: a digest over its migrations.
    pub fn schema() -> String {
        let all = embedded::migrations::runner();
        let sums: Vec<u8> =
            all.get_migrations().iter().flat_map(|m| m.checksum().to_be_bytes()).collect();
        hex::encode(&sha256(&[&sums])[..8])
    }

    /// Brings the schema up to date and answers what was applied. Processes that start together
    /// wait for each other: refinery itself takes no lock.
    pub async fn migrate(&self) -> Result<Vec<String>, StoreError> {
        let mut direct = self.open_direct().await?;
        let locked = direct.client.batch_execute(sql!("migration_lock")).await;
        locked.doing("wait for other migrations")?;
        let report = embedded::migrations::runner()
            .run_async(&mut direct.client)
            .await
            .map_err(|e| StoreError::Migration(Box::new(e)))?;
        let made = direct.client.query_typed(sql!("ensure_partitions"), &[]).await;
        made.doing("make the next partitions")?;
        Ok(report.applied_migrations().iter().map(ToString::to_string).collect())
    }

    /// Whether the database answers and its schema is at least the one this program was built for.
    pub async fn is_ready(&self) -> Result<bool, StoreError> {
        let row = self.row("read the schema's version", sql!("schema_version"), &[]).await?;
        let stands: i32 = row.map_or(0, |row| row.get("version"));
        let runner = embedded::migrations::runner();
        let own = runner.get_migrations().iter().map(refinery::Migration::version).max();
        Ok(own.is_some_and(|own| i64::from(stands) >= i64::from(own)))
    }

    /// Refuses a server that would lose the record or let it be changed.
    pub async fn check(&self) -> Result<(), StoreError> {
        let direct = self.open_direct().await?;
        let row = direct.client.query_typed_one(sql!("guards"), &[]).await;
        let row = row.doing("look at the server's settings")?;
        for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
            let value: String = row.get(setting);
            if value == "off" {
                return Err(StoreError::Unsafe { setting: setting.to_owned(), value });
            }
        }
        let version: i32 = row.get("server_version");
        if version < OLDEST {
            let setting = "server version".to_owned();
            return Err(StoreError::Unsafe { setting, value: version.to_string() });
        }
        self.check_rights().await?;
        let unguarded: i64 = row.get("unguarded");
        if unguarded > 0 {
            let setting = "append-only guard".to_owned();
            return Err(StoreError::Unsafe { setting, value: format!("missing on {unguarded}") });
        }
        Ok(())
    }
}

impl Database {
    /// Refuses a role that could change the past: whoever steals the program's password must not.
    async fn check_rights(&self) -> Result<(), StoreError> {
        let row = self.row("look at the program's rights", sql!("rights"), &[]).await?;
        let Some(row) = row else { return Ok(()) };
        let (role, rights): (String, String) = (row.get("role"), row.get("rights"));
        if rights.is_empty() {
            return Ok(());
        }
        let setting = format!("what {role} may do");
        Err(StoreError::Unsafe { setting, value: format!("too much: {rights}") })
    }
}

/// A server that takes no writes is none of ours: a standby that was taken for the primary would
/// answer from the past.
fn parse(url: &str) -> Result<Config, StoreError> {
    let mut config: Config =
        url.parse().map_err(|e: tokio_postgres::Error| StoreError::BadUrl { why: chain(&e) })?;
    config.application_name("redress").connect_timeout(PATIENCE);
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    Ok(config)
}

/// An error with its sources, for messages that keep only text. URLs are never part of it.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(source) = next {
        let said = source.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        next = source.source();
    }
    text
}
