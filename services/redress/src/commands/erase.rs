//! `redress erase`: erases a person and writes the certificate, or replays the ledger on a database
//! that was restored. What was cut short goes on when the same is asked again.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use domain::{CaseReference, Jurisdiction, SubjectId};
use serde_json::json;
use store::erasure::{self, Certificate, Eraser, Order};

use crate::cli::erase::Erase;
use crate::config::Config;
use crate::say;
use crate::wiring::Archive;

/// Runs it; false where it only said what it would do.
pub(crate) async fn run(config: &Config, asked: &Erase, json: bool) -> anyhow::Result<bool> {
    let archive = super::archive_at_its_clock(config).await?;
    let folder = certificates(config, asked)?;
    if asked.replay_ledger {
        return replay(&archive, &folder, json).await.map(|()| true);
    }
    let (jurisdiction, subject) = match (&asked.case, asked.subject) {
        (Some(reference), _) => traveller_of(&archive, reference).await?,
        (None, Some(subject)) => (asked.jurisdiction.jurisdiction(), SubjectId(subject)),
        (None, None) => bail!("know whom to erase"),
    };
    if !asked.confirm {
        say::answer(json, &json!({ "subject": subject, "erased": false }), || {
            format!(
                "{subject} would be erased from the record of {jurisdiction:?}, for good: names, addresses, texts, files, drafts, mails. Nothing was done; say --confirm to do it."
            )
        });
        return Ok(false);
    }
    let order = Order {
        jurisdiction,
        subject,
        id: archive.ids.next(),
        reason: asked.reason.clone().unwrap_or_default(),
        by: asked.by.clone().unwrap_or_default(),
        replayed: false,
    };
    erase(&archive, order, &folder, json).await?;
    Ok(true)
}

/// The traveller of a case. Who acts for them has a key of their own and is not meant.
pub(super) async fn traveller_of(
    archive: &Archive,
    reference: &str,
) -> anyhow::Result<(Jurisdiction, SubjectId)> {
    let read: CaseReference = reference.parse().with_context(|| format!("read {reference}"))?;
    let found = archive.register.find(&read).await?;
    let (jurisdiction, case) = found.with_context(|| format!("find the case {reference}"))?;
    let loaded = archive.register.load(jurisdiction, case).await?;
    let loaded = loaded.with_context(|| format!("load the case {reference}"))?;
    Ok((jurisdiction, loaded.case.traveller))
}

async fn replay(archive: &Archive, folder: &Path, json: bool) -> anyhow::Result<()> {
    let lacking = erasure::missing(&archive.register, &archive.ledger).await?;
    if lacking.is_empty() {
        say::answer(json, &json!({ "replayed": 0 }), || {
            "The database has every erasure of the ledger.".to_owned()
        });
    }
    for entry in lacking {
        let order = Order {
            jurisdiction: entry.jurisdiction,
            subject: entry.subject,
            id: entry.erasure,
            reason: format!("in the ledger since {}", entry.at),
            by: "replay of the ledger".to_owned(),
            replayed: true,
        };
        erase(archive, order, folder, json).await?;
    }
    Ok(())
}

async fn erase(archive: &Archive, order: Order, folder: &Path, json: bool) -> anyhow::Result<()> {
    let (jurisdiction, subject) = (order.jurisdiction, order.subject);
    let (register, documents) = (&archive.register, &archive.documents);
    let begun = Eraser::begin(register, documents, &archive.ledger, order, archive.time.now());
    let mut eraser = begun.await?;
    let again = "ask again: it goes on where it stopped";
    while let Some(step) = eraser.tick(archive.time.now()).await.context(again)? {
        tracing::info!(%subject, ?step, "erasing");
    }
    let certificate = Certificate::of(register, jurisdiction, subject).await?;
    let certificate = certificate.context("find the erasure that was done")?;
    let written = write(folder, &certificate)?;
    let mut value = serde_json::to_value(&certificate)?;
    value["certificate"] = json!(written);
    say::answer(json, &value, || format!("{}\nWritten: {written}", certificate.text()));
    Ok(())
}

/// Writes the certificate as JSON and as text; answers the text's file.
fn write(folder: &Path, certificate: &Certificate) -> anyhow::Result<String> {
    let write = || -> std::io::Result<PathBuf> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(format!("{}.json", certificate.erasure));
        std::fs::write(&path, serde_json::to_vec_pretty(certificate)?)?;
        let path = path.with_extension("txt");
        std::fs::write(&path, certificate.text())?;
        Ok(path)
    };
    let path = write().with_context(|| {
        format!(
            "write the certificate into {}; ask again, nothing is erased twice",
            folder.display()
        )
    })?;
    Ok(path.display().to_string())
}

fn certificates(config: &Config, asked: &Erase) -> anyhow::Result<PathBuf> {
    if let Some(folder) = &asked.certificates {
        return Ok(folder.clone());
    }
    let beside = config.erasure_ledger.as_ref().or(config.keyring.as_ref());
    let beside = beside.context("find the keyring: set REDRESS_KEYRING to its file")?;
    Ok(beside.with_file_name("certificates"))
}
