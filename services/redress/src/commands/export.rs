//! `redress export`: the record for a verifier, or one case with the proof that it is in the log.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use domain::{Actor, CaseId, CaseReference, Jurisdiction};
use serde_json::json;
use store::Register;

use crate::config::Config;
use crate::say;
use crate::wiring::Archive;

/// Writes what is asked for into a folder.
pub(crate) async fn run(
    config: &Config,
    what: &str,
    case: Option<&str>,
    to: &Path,
    json: bool,
) -> anyhow::Result<()> {
    std::fs::create_dir_all(to).with_context(|| format!("make {}", to.display()))?;
    let archive = super::archive(config).await?;
    let files = match (what, case) {
        ("record", None) => record(&archive.register, to).await?,
        ("case", Some(case)) => vec![proof(&archive, case, to).await?],
        ("case", None) => bail!("know which case: name it with --case"),
        _ => bail!("export {what}: `record`, or `case` with --case, can be exported"),
    };
    let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    say::answer(json, &json!({ "files": files }), || files.join("\n"));
    Ok(())
}

/// Writes the record, a file a shard.
pub(super) async fn record(register: &Register, to: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for jurisdiction in Jurisdiction::ALL {
        let path = to.join(format!("shard-{}.jsonl", jurisdiction.shard().0));
        let file = File::create(&path).with_context(|| format!("write {}", path.display()))?;
        register.export_record(jurisdiction, &mut BufWriter::new(file)).await?;
        files.push(path);
    }
    Ok(files)
}

/// Writes a case with its proof, and writes down that it was read.
async fn proof(archive: &Archive, case: &str, to: &Path) -> anyhow::Result<PathBuf> {
    let register = &archive.register;
    let found = match case.parse().map(CaseId) {
        Ok(id) => by_id(register, id).await?,
        Err(_) => by_reference(register, case).await?,
    };
    let (jurisdiction, id) = found.with_context(|| format!("find case {case}"))?;
    let path = to.join(format!("case-{}.proof.json", id.0));
    let bytes = register.export_case(jurisdiction, id).await?;
    let now = archive.time.now();
    register.record_access(jurisdiction, id, &Actor::System, "export", now).await?;
    std::fs::write(&path, bytes).with_context(|| format!("write {}", path.display()))?;
    Ok(path)
}

async fn by_id(register: &Register, id: CaseId) -> anyhow::Result<Option<(Jurisdiction, CaseId)>> {
    for jurisdiction in Jurisdiction::ALL {
        if register.load(jurisdiction, id).await?.is_some() {
            return Ok(Some((jurisdiction, id)));
        }
    }
    Ok(None)
}

async fn by_reference(
    register: &Register,
    text: &str,
) -> anyhow::Result<Option<(Jurisdiction, CaseId)>> {
    let reference: Result<CaseReference, _> = text.parse();
    let reference = reference.with_context(|| format!("read {text} as a case reference or id"))?;
    Ok(register.find(&reference).await?)
}
