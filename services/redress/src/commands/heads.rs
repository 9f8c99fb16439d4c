//! `redress heads`: how far the record is sealed, under which key, and sealing at once. False where
//! the record is not what was sealed.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use domain::Jurisdiction;
use serde_json::json;
use store::Register;
use store::log::{Folder, Sealer, Signer, Standing};

use crate::config::Config;
use crate::say;

/// Says how each shard stands, after sealing what is new where that is asked for.
pub(crate) async fn run(config: &Config, seal: bool, json: bool) -> anyhow::Result<bool> {
    let archive = super::archive(config).await?;
    let holder = format!("{}-{}", std::process::id(), archive.ids.next().as_simple());
    let sealer = sealer(config, archive.register, holder)?;
    let sealer = sealer.context("know where heads go: set REDRESS_HEADS_FOLDER")?;
    let mut well = true;
    if seal {
        loop {
            let done = sealer.tick(archive.time.now()).await?;
            well &= done.alarms.is_empty();
            if done.events == 0 {
                break;
            }
        }
    }
    say::answer(json, &json!({ "key": sealer.public() }), || format!("key {}", sealer.public()));
    for jurisdiction in Jurisdiction::ALL {
        let standing = sealer.look(jurisdiction).await?;
        well &= standing.alarm.is_none();
        answer(jurisdiction.shard().0, &standing, json);
    }
    Ok(well)
}

fn answer(shard: i16, standing: &Standing, json: bool) {
    let (size, sealed_at) = standing.head.map(|head| (head.size, head.sealed_at)).unzip();
    let value = json!({
        "shard": shard, "size": size.unwrap_or(0), "sealed_at": sealed_at, "end": standing.end,
        "alarm": standing.alarm.as_ref().map(ToString::to_string),
    });
    say::answer(json, &value, || {
        let size = size.unwrap_or(0);
        let when = sealed_at.map_or_else(|| "never".to_owned(), |at| at.to_string());
        let trouble = standing.alarm.as_ref().map(|alarm| format!("\n  ALARM: {alarm}"));
        let trouble = trouble.unwrap_or_default();
        format!("shard {shard}: sealed to {size} of {}, {when}{trouble}", standing.end)
    });
}

/// The sealer of the settings; none where no place is set for heads.
pub(crate) fn sealer(
    config: &Config,
    register: Register,
    holder: String,
) -> anyhow::Result<Option<Sealer>> {
    let Some(folder) = &config.heads_folder else {
        return Ok(None);
    };
    let key = key_file(config).context("find the key beside the keyring: set REDRESS_KEYRING")?;
    let signer = Signer::open_or_create(&key)?;
    let outside = Folder::open(folder, &signer.public());
    let outside = outside.with_context(|| format!("use {}", folder.display()))?;
    Ok(Some(Sealer::new(register, signer, Arc::new(outside), holder)))
}

/// Whether this installation ever made its key: whoever only looks must not make one.
pub(crate) fn is_begun(config: &Config) -> bool {
    let there = |path: &PathBuf| path.exists();
    config.keyring.as_ref().is_some_and(there) && key_file(config).as_ref().is_some_and(there)
}

fn key_file(config: &Config) -> Option<PathBuf> {
    config.keyring.as_ref().map(|keyring| keyring.with_file_name("heads-key.json"))
}
