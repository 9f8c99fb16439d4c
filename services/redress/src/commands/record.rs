//! Commands on the record itself: migrate, rebuild projections, verify, export.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use domain::Jurisdiction;
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

/// Checks an exported record, or the database's own.
pub(crate) async fn verify(
    config: &Config,
    record: Option<PathBuf>,
    json: bool,
) -> anyhow::Result<bool> {
    let folder = if let Some(folder) = record {
        folder
    } else {
        let folder = std::env::temp_dir().join(format!("redress-verify-{}", std::process::id()));
        write(config, &folder).await?;
        folder
    };
    let mut whole = true;
    for path in records(&folder)? {
        let file = File::open(&path).with_context(|| format!("open {}", path.display()))?;
        let report = verify::check(BufReader::new(file));
        let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
        whole &= faults.is_empty();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let value = json!({ "record": name, "events": report.events, "faults": faults });
        say::answer(json, &value, || {
            let mut text = format!("{name}: {} events, {} faults", report.events, faults.len());
            for finding in &faults {
                text.push_str(&format!("\n  {finding}"));
            }
            text
        });
    }
    Ok(whole)
}

/// Writes the record out, a file a shard.
pub(crate) async fn export(
    config: &Config,
    what: &str,
    to: &Path,
    json: bool,
) -> anyhow::Result<()> {
    if what != "record" {
        bail!("export {what}: only `record` can be exported");
    }
    write(config, to).await?;
    let files: Vec<String> = records(to)?.iter().map(|p| p.display().to_string()).collect();
    say::answer(json, &json!({ "files": files }), || files.join("\n"));
    Ok(())
}

async fn write(config: &Config, folder: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    let archive = super::archive(config).await?;
    for jurisdiction in Jurisdiction::ALL {
        let path = folder.join(format!("shard-{}.jsonl", jurisdiction.shard().0));
        let file = File::create(&path).with_context(|| format!("write {}", path.display()))?;
        archive.register.export_record(jurisdiction, &mut BufWriter::new(file)).await?;
    }
    Ok(())
}

fn records(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "jsonl"));
    paths.sort();
    if paths.is_empty() {
        bail!("find a record in {}", folder.display());
    }
    Ok(paths)
}
