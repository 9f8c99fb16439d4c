//! `redress doctor`: looks over an installation; each line a fact, the risk in it and how to
//! mend it. False where something is wrong.

use std::path::Path;

use domain::Jurisdiction;
use jiff::SignedDuration;
use serde_json::json;
use store::Database;

use crate::config::Config;
use crate::say;

/// How long an event may wait for a head.
const SEALED_WITHIN: SignedDuration = SignedDuration::from_mins(5);

/// One thing that was looked at.
pub(crate) struct Line {
    pub(crate) well: bool,
    pub(crate) fact: String,
    pub(crate) risk: &'static str,
    pub(crate) mend: &'static str,
}

/// Looks, and says what it found.
pub(crate) async fn run(config: &Config, json: bool) -> anyhow::Result<bool> {
    let mut lines = vec![database(config).await, keyring(config), mail(config), heif()];
    if lines.iter().take(2).all(|line| line.well) {
        lines.push(erasures(config).await);
        lines.extend(super::followers::look(config).await);
    }
    lines.push(heads(config).await);
    for line in &lines {
        let value = json!({
            "well": line.well, "fact": line.fact, "risk": line.risk, "mend": line.mend,
        });
        say::answer(json, &value, || {
            let mark = if line.well { "well" } else { "LOOK" };
            if line.well {
                format!("{mark}  {}", line.fact)
            } else {
                format!(
                    "{mark}  {}\n      risk: {}\n      mend: {}",
                    line.fact, line.risk, line.mend
                )
            }
        });
    }
    Ok(lines.iter().all(|line| line.well))
}

async fn database(config: &Config) -> Line {
    let risk = "nothing works without it, and an unsafe server can lose what it acknowledged";
    let mend = "set REDRESS_DATABASE_URL, and fsync and synchronous_commit to on";
    let line = |well, fact| Line { well, fact, risk, mend };
    let Some(url) = &config.database_url else {
        return line(false, "no database is set".to_owned());
    };
    let direct = config.direct_database_url.as_ref().unwrap_or(url);
    let checked = match Database::connect(url, direct).await {
        Ok(database) => database.check().await,
        Err(error) => Err(error),
    };
    match checked {
        Ok(()) => line(true, "the database answers and keeps what it acknowledges".to_owned()),
        Err(error) => line(false, format!("the database does not serve: failed to {error}")),
    }
}

fn keyring(config: &Config) -> Line {
    let there = config.keyring.as_deref().is_some_and(Path::exists);
    Line {
        well: there,
        fact: if there { "the keyring is there" } else { "no keyring is there" }.to_owned(),
        risk: "without it no name and no letter can be read, ever",
        mend: "set REDRESS_KEYRING to its file; restore it from its own backup",
    }
}

async fn erasures(config: &Config) -> Line {
    let risk = "a database restored from an older copy brings back people who were erased";
    let mend = "run `redress erase --replay-ledger` before anybody is served";
    let line = |well, fact| Line { well, fact, risk, mend };
    let lacking = async {
        let archive = super::archive_as_it_is(config).await?;
        anyhow::Ok(store::erasure::missing(&archive.register, &archive.ledger).await?.len())
    };
    match lacking.await {
        Ok(0) => line(true, "the database has every erasure of the ledger".to_owned()),
        Ok(n) => line(false, format!("the database lacks {n} erasures of the ledger")),
        Err(error) => line(false, format!("the ledger is not compared: failed to {error:#}")),
    }
}

/// Looks at the record as sealing does: is it what was sealed, and is what is new sealed in time?
async fn heads(config: &Config) -> Line {
    let line = |well, fact| Line {
        well,
        fact,
        risk: "whoever can write to the database could change the past unseen",
        mend: "set REDRESS_HEADS_FOLDER to a folder that the database's administrators cannot \
               write, let `redress serve` run, and keep copies elsewhere; where the record is not \
               what was sealed, change nothing and compare it with a backup: `redress verify`",
    };
    match sealed(config).await {
        Ok(None) => line(false, "no folder for signed heads is set: nothing is sealed".to_owned()),
        Ok(Some(trouble)) if trouble.is_empty() => line(
            true,
            "the record is what was sealed, and what is new is sealed in time".to_owned(),
        ),
        Ok(Some(trouble)) => line(false, trouble.join("; ")),
        Err(error) => line(false, format!("the heads cannot be looked at: failed to {error:#}")),
    }
}

/// What is wrong with the seals of each shard; none where nothing is sealed.
async fn sealed(config: &Config) -> anyhow::Result<Option<Vec<String>>> {
    if config.heads_folder.is_none() {
        return Ok(None);
    }
    if !super::heads::is_begun(config) {
        return Ok(Some(vec!["nothing was ever sealed: no key is beside the keyring".to_owned()]));
    }
    let archive = super::archive_as_it_is(config).await?;
    let now = archive.time.now();
    let sealer = super::heads::sealer(config, archive.register, "doctor".to_owned())?;
    let mut trouble = Vec::new();
    for jurisdiction in Jurisdiction::ALL {
        let Some(sealer) = &sealer else { continue };
        let standing = sealer.look(jurisdiction).await?;
        trouble.extend(standing.alarm.map(|alarm| format!("ALARM: {alarm}")));
        let late =
            standing.unsealed_since.filter(|since| since.duration_until(now) > SEALED_WITHIN);
        trouble.extend(late.map(|since| {
            let shard = jurisdiction.shard().0;
            format!("shard {shard} is not sealed beyond what was recorded at {since}")
        }));
    }
    Ok(Some(trouble))
}

fn mail(config: &Config) -> Line {
    let there = config.smtp_url.is_some();
    Line {
        well: there,
        fact: if there { "a mail server is set" } else { "no mail server is set" }.to_owned(),
        risk: "letters wait in the outbox and nobody hears of a last day",
        mend: "set REDRESS_SMTP_URL, such as smtp://mail.example:587",
    }
}

fn heif() -> Line {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let there = std::env::split_paths(&path).any(|folder| folder.join("heif-convert").is_file());
    Line {
        well: there,
        fact: if there { "heif-convert is there" } else { "heif-convert is not there" }.to_owned(),
        risk: "officers cannot look at HEIC photos from telephones, only download them",
        mend: "apt install libheif-examples",
    }
}
