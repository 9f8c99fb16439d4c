//! `redress contracts`: writes the committed contracts from the code, so that a difference
//! between the two is a difference between two commits.

use std::path::Path;

use anyhow::Context as _;

/// Writes them into a folder.
pub(crate) fn write(folder: &Path) -> anyhow::Result<()> {
    let path = folder.join("openapi.json");
    let text = serde_json::to_string_pretty(&web::openapi())?;
    std::fs::write(&path, text + "\n").with_context(|| format!("write {}", path.display()))
}
