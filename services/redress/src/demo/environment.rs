//! The settings under which every other command works on a demonstration's record, as a file that
//! a shell reads. It names where the keys are, so it is for its owner alone.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::wiring::Parts;

/// Writes the file and answers where it is.
pub(super) fn write(folder: &Path, parts: &Parts<'_>, heads: &Path) -> anyhow::Result<PathBuf> {
    let path = folder.join("environment");
    let keyring = parts.keyring.display().to_string();
    let heads = heads.display().to_string();
    let settings = [
        ("REDRESS_DATABASE_URL", parts.database_url),
        ("REDRESS_DIRECT_DATABASE_URL", parts.direct_url),
        ("REDRESS_KEYRING", &keyring),
        ("REDRESS_HEADS_FOLDER", &heads),
        ("REDRESS_DOCUMENTS_URL", parts.documents_url),
    ];
    let export = |(name, value): (&str, &str)| format!("export {name}={}\n", quoted(value));
    let text: String = settings.into_iter().map(export).collect();
    let mut file = File::options()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("write {}", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("write {}", path.display()))?;
    Ok(path)
}

/// One word for a shell, whatever is in it.
fn quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_folder_with_an_apostrophe_stays_one_word() {
        assert_eq!(quoted("/tmp/l'été"), r"'/tmp/l'\''été'");
    }
}
