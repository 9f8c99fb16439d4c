//! Commands on the record itself: migrate, rebuild projections.

use anyhow::{Context as _, bail};
use serde_json::json;
use store::{Database, Follower};

use crate::config::Config;
use crate::{house, say};

/// Brings the schema up to date.
pub(crate) async fn migrate(config: &Config, json: bool) -> anyhow::Result<()> {
    let url = config.direct_database_url.as_deref().or(config.database_url.as_deref());
    let url = url.context("find the database: set REDRESS_DATABASE_URL")?;
    let applied = Database::connect(url, url).await?.migrate().await?;
    say::answer(json, &json!({ "applied": applied }), || {
        if applied.is_empty() { "nothing to apply".to_owned() } else { applied.join("\n") }
    });
    Ok(())
}

/// Rebuilds one projection or all; false where what was in use differs from what its events say.
pub(crate) async fn rebuild(
    config: &Config,
    name: Option<String>,
    all: bool,
    json: bool,
) -> anyhow::Result<bool> {
    let archive = super::archive(config).await?;
    let follower = Follower::open(archive.register).await?;
    let names: Vec<String> = match name {
        Some(name) => vec![name],
        None if all => follower.names().into_iter().map(ToOwned::to_owned).collect(),
        None => bail!("know what to rebuild: name a projection, or say --all"),
    };
    let bar = house::progress("Rebuilding");
    bar.set_length(names.len() as u64);
    let mut equal = true;
    for name in names {
        let report = follower.rebuild(&name).await?;
        equal &= report.equal() || report.logic_changed;
        bar.inc(1);
        let value = json!({
            "name": report.name, "generation": report.generation, "events": report.events,
            "equal": report.equal(), "logic_changed": report.logic_changed,
            "live_digest": report.live_digest, "new_digest": report.new_digest,
        });
        say::answer(json, &value, || {
            let same = if report.equal() { "equal" } else { "DIFFERENT" };
            format!("{:<12} {:>9} events  {same}", report.name, report.events)
        });
    }
    bar.finish_and_clear();
    Ok(equal)
}
