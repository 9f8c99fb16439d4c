//! Subcommands that are not a demonstration: each a small file.

pub(crate) mod contracts;
pub(crate) mod doctor;
pub(crate) mod export;
pub(crate) mod heads;
pub(crate) mod law;
pub(crate) mod manual;
pub(crate) mod record;
pub(crate) mod serve;
pub(crate) mod settings;
pub(crate) mod staff;
pub(crate) mod verify;

use std::sync::Arc;

use anyhow::Context as _;

use crate::chance::{SystemIds, SystemTime};
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
        zone: &config.zone,
        time: Arc::new(SystemTime),
        ids: Arc::new(SystemIds),
    })
}
