//! Subcommands that are not a demonstration: each a small file.

pub(crate) mod contracts;
pub(crate) mod doctor;
pub(crate) mod erase;
pub(crate) mod export;
pub(crate) mod followers;
pub(crate) mod heads;
pub(crate) mod hold;
pub(crate) mod keys;
pub(crate) mod law;
pub(crate) mod manual;
pub(crate) mod parked;
pub(crate) mod record;
pub(crate) mod serve;
pub(crate) mod settings;
pub(crate) mod staff;
pub(crate) mod verify;

use std::sync::Arc;

use anyhow::Context as _;

use store::demo_clock;

use crate::chance::{ManualTime, SystemIds, SystemTime};
use crate::config::Config;
use crate::wiring::{Archive, Parts};

/// Opens the record that the settings name, brought up to date.
pub(crate) async fn archive(config: &Config) -> anyhow::Result<Archive> {
    Archive::open(parts(config)?).await
}

/// Opens the record that the settings name only where it is up to date: its schema stays as it is.
pub(crate) async fn archive_as_it_is(config: &Config) -> anyhow::Result<Archive> {
    Archive::open_as_it_is(parts(config)?).await
}

/// The same for what changes people's data: a demonstration may stand at an instant of its own.
async fn archive_at_its_clock(config: &Config) -> anyhow::Result<Archive> {
    let archive = archive_as_it_is(config).await?;
    Ok(match demo_clock::instant(archive.register.database()).await? {
        Some(stands) => archive.under(Arc::new(ManualTime::at(stands))),
        None => archive,
    })
}

fn parts(config: &Config) -> anyhow::Result<Parts<'_>> {
    let pooled = config.database_url.as_deref();
    let pooled = pooled.context("find the database: set REDRESS_DATABASE_URL")?;
    let keyring = config.keyring.as_deref();
    let documents = config.documents_url.as_deref();
    Ok(Parts {
        database_url: pooled,
        direct_url: config.direct_database_url.as_deref().unwrap_or(pooled),
        keyring: keyring.context("find the keyring: set REDRESS_KEYRING to its file")?,
        documents_url: documents.context("find the documents: set REDRESS_DOCUMENTS_URL")?,
        ledger: config.erasure_ledger.as_deref(),
        zone: &config.zone,
        time: Arc::new(SystemTime),
        ids: Arc::new(SystemIds),
    })
}
