//! Photos as telephones write them (HEIC), made into JPEG for looking at. The file itself stays as
//! it was sent. A decoder is the likeliest thing to break on a bent file, so it runs as a child
//! process with little memory, little time and nothing of ours around it.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::Duration;

use tokio::process::Command;

/// Debian's converter, where it is installed.
static CONVERTER: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|folder| folder.join("heif-convert"));
    places.find(|file| file.is_file())
});

/// Kilobytes of memory and seconds of work that it may use; then it is ended.
const LIMITS: &str =
    "ulimit -v 1500000; ulimit -t 10; ulimit -f 200000; exec \"$0\" -q 90 \"$1\" \"$2\"";
/// Time that it may take in all.
const PATIENCE: Duration = Duration::from_secs(15);

/// Whether such photos can be looked at here.
pub fn can_show() -> bool {
    CONVERTER.is_some()
}

/// The photo as JPEG; nothing where it could not be made.
pub async fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let converter = CONVERTER.as_ref()?;
    let folder = tempfile::tempdir().ok()?;
    let (from, to) = (folder.path().join("photo.heic"), folder.path().join("photo.jpg"));
    tokio::fs::write(&from, bytes).await.ok()?;
    let mut child = Command::new("/bin/sh");
    child.args(["-c", LIMITS]).arg(converter).arg(&from).arg(&to);
    child.env_clear().current_dir(folder.path()).kill_on_drop(true);
    child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let ended = tokio::time::timeout(PATIENCE, child.status()).await.ok()?.ok()?;
    if !ended.success() {
        tracing::warn!(%ended, "a photo was not converted");
        return None;
    }
    // A file of several pictures gives several: the first is the one that was meant.
    for name in ["photo.jpg", "photo-1.jpg"] {
        if let Ok(made) = tokio::fs::read(folder.path().join(name)).await {
            return Some(made);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_telephones_photo_can_be_looked_at() {
        let photo = include_bytes!("../../tests/data/photo.heic");
        let made = jpeg(photo).await;
        // Where the converter is missing, officers get the file itself and `doctor` says so.
        assert_eq!(made.is_some(), can_show());
        assert!(made.is_none_or(|jpeg| jpeg.starts_with(&[0xff, 0xd8, 0xff])));
    }

    #[tokio::test]
    async fn a_bent_photo_is_no_photo() {
        assert_eq!(jpeg(b"\0\0\0\x18ftypheic and then nothing").await, None);
    }
}
