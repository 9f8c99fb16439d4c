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
    let follower = Follower::open(archive.register.clone()).await?;
    let names: Vec<String> = match name {
        Some(name) => vec![name],
        None if all => follower.names().into_iter().map(ToOwned::to_owned).collect(),
        None => bail!("know what to rebuild: name a projection, or say --all"),
    };
    let bar = house::progress("Rebuilding");
    let begun = archive.time.now();
    let told = |done: u64, of: u64| {
        bar.set_length(of);
        bar.set_position(done);
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let reports = follower.rebuild_together(&names, &told).await?;
    bar.finish_and_clear();
    let seconds = archive.time.now().duration_since(begun).as_secs_f64();
    let sound = reports.iter().all(|r| r.equal() || r.logic_changed || r.waited > 0);
    for report in reports {
        let rate = whole(report.events, seconds);
        let value = json!({
            "name": report.name, "generation": report.generation, "events": report.events,
            "equal": report.equal(), "logic_changed": report.logic_changed,
            "waited": report.waited, "events_per_second": rate,
            "live_digest": report.live_digest, "new_digest": report.new_digest,
        });
        say::answer(json, &value, || {
            let same = if report.equal() { "equal" } else { "DIFFERENT" };
            format!("{:<12} {:>9} events  {same}  {rate} events/s", report.name, report.events)
        });
    }
    Ok(sound)
}

/// A rate to the whole event.
#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is positive and small"
)]
fn whole(events: u64, seconds: f64) -> u64 {
    (events as f64 / seconds.max(0.001)) as u64
}
