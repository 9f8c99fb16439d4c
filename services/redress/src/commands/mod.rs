//! Subcommands that are not a demonstration: each a small file.

pub(crate) mod contracts;
pub(crate) mod doctor;
pub(crate) mod law;
pub(crate) mod manual;
pub(crate) mod record;
pub(crate) mod serve;
pub(crate) mod settings;

use std::sync::Arc;

use anyhow::Context as _;

use crate::chance::{SystemIds, SystemTime};
use crate::config::Config;
use crate::wiring::{Archive, Parts};

/// Opens the record that the settings name.
pub(crate) async fn archive(config: &Config) -> anyhow::Result<Archive> {
    let pooled = config.database_url.as_deref();
    let pooled = pooled.context("find the database: set REDRESS_DATABASE_URL")?;
    let keyring = config.keyring.as_deref();
    let keyring = keyring.context("find the keyring: set REDRESS_KEYRING to its file")?;
    let documents = config.documents_url.as_deref();
    Archive::open(Parts {
        database_url: pooled,
        direct_url: config.direct_database_url.as_deref().unwrap_or(pooled),
        keyring,
        documents_url: documents.context("find the documents: set REDRESS_DOCUMENTS_URL")?,
        zone: &config.zone,
        time: Arc::new(SystemTime),
        ids: Arc::new(SystemIds),
    })
    .await
}
