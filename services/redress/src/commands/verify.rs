//! `redress verify`: an exported record, or the database's own, against itself and against heads
//! that were kept outside; or a single case with its proof, off-line. False where anything is wrong.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::json;
use verify::{Check, Compared, Heads, Key};

use crate::config::Config;
use crate::{cli, say};

/// Checks what was asked.
pub(crate) async fn run(config: &Config, asked: &cli::Verify, json: bool) -> anyhow::Result<bool> {
    let key = asked.key.as_deref().map(key).transpose()?;
    let heads = match (&asked.heads, &key) {
        (Some(path), Some(key)) => Some(heads(path, key)?),
        (Some(_), None) => bail!("trust the heads: name the public key with --key"),
        (None, _) => None,
    };
    if let Some(path) = &asked.proof {
        let key = key.context("trust the proof: name the public key with --key")?;
        return proof(path, &key, &heads.unwrap_or_default(), json);
    }
    let Some(folder) = &asked.record else {
        let folder = std::env::temp_dir().join(format!("redress-verify-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("make {}", folder.display()))?;
        super::export::record(&super::archive(config).await?.register, &folder).await?;
        let whole = record(&folder, heads.as_ref(), json);
        std::fs::remove_dir_all(&folder).with_context(|| format!("remove {}", folder.display()))?;
        return whole;
    };
    record(folder, heads.as_ref(), json)
}

fn record(folder: &Path, heads: Option<&Heads>, json: bool) -> anyhow::Result<bool> {
    let mut check = heads.map_or_else(Check::default, Check::against);
    let mut whole = true;
    for path in files(folder, "jsonl")? {
        let file = File::open(&path).with_context(|| format!("open {}", path.display()))?;
        let report = check.read(BufReader::new(file));
        let faults: Vec<String> = report.faults.iter().map(ToString::to_string).collect();
        whole &= faults.is_empty();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let value = json!({ "record": name, "events": report.events, "faults": faults });
        let title = format!("{name}: {} events, {} faults", report.events, faults.len());
        say::answer(json, &value, || listed(&title, &faults));
    }
    let compared = check.finish();
    let mut faults: Vec<String> = compared.faults.iter().map(ToString::to_string).collect();
    let wrong = heads.iter().flat_map(|heads| &heads.faults);
    faults.extend(wrong.map(ToString::to_string));
    let value = json!({
        "compared": compared.heads > 0, "heads": compared.heads, "sealed": compared.sealed,
        "beyond": compared.beyond, "faults": faults,
    });
    say::answer(json, &value, || listed(&title(&compared, heads), &faults));
    Ok(whole && faults.is_empty())
}

fn title(compared: &Compared, heads: Option<&Heads>) -> String {
    if compared.heads == 0 {
        let why = if heads.is_some() { "no head could be used" } else { "no head was given" };
        return format!(
            "nothing outside was compared ({why}): a record that was rewritten with its chain, or \
             cut at its end, looks the same"
        );
    }
    let mut title = format!("{} heads from outside compared", compared.heads);
    for (shard, size) in &compared.sealed {
        let beyond = compared.beyond.get(shard).copied().unwrap_or(0);
        title.push_str(&format!("; shard {shard}: sealed to {size}, {beyond} events beyond"));
    }
    title
}

fn proof(path: &Path, key: &Key, heads: &Heads, json: bool) -> anyhow::Result<bool> {
    let bytes = std::fs::read(path).with_context(|| format!("open {}", path.display()))?;
    let mut faults: Vec<String> = heads.faults.iter().map(ToString::to_string).collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (title, value) = match verify::prove(&bytes, key, heads) {
        Ok(proof) => (
            format!(
                "{name}: {} events of case {} are in the log of {} events, sealed {}; {} later \
                 events are not proved",
                proof.events, proof.stream, proof.head.size, proof.head.sealed, proof.unsealed
            ),
            json!({
                "case": proof.stream, "events": proof.events, "size": proof.head.size,
                "sealed": proof.head.sealed, "unsealed": proof.unsealed, "faults": faults,
            }),
        ),
        Err(fault) => {
            faults.push(fault.to_string());
            (format!("{name}: it proves nothing"), json!({ "faults": faults }))
        }
    };
    say::answer(json, &value, || listed(&title, &faults));
    Ok(faults.is_empty())
}

fn listed(title: &str, faults: &[String]) -> String {
    let lines = faults.iter().map(|fault| format!("\n  {fault}"));
    std::iter::once(title.to_owned()).chain(lines).collect()
}

/// A key, or a file with one.
fn key(text: &str) -> anyhow::Result<Key> {
    let read = match std::fs::read_to_string(text) {
        Ok(read) => read,
        Err(_) => text.to_owned(),
    };
    Key::parse(&read).with_context(|| format!("read {text} as a public key or a file with one"))
}

/// Heads of a file, or of every file of a folder.
fn heads(path: &Path, key: &Key) -> anyhow::Result<Heads> {
    let all = if path.is_dir() { files(path, "heads")? } else { vec![path.to_owned()] };
    let mut heads = Heads::default();
    for path in all {
        let text = std::fs::read(&path).with_context(|| format!("open {}", path.display()))?;
        heads.and(Heads::read(&String::from_utf8_lossy(&text), key));
    }
    Ok(heads)
}

fn files(folder: &Path, kind: &str) -> anyhow::Result<Vec<PathBuf>> {
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == kind));
    paths.sort();
    if paths.is_empty() {
        bail!("find a file that ends in .{kind} in {}", folder.display());
    }
    Ok(paths)
}
