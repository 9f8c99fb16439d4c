//! What a demonstration remembers beside its database: which history it holds, and the sign-ins
//! that it made. The file is for its owner alone; everything in it is made up.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const NAME: &str = "demonstration.json";

/// The history of a demonstration.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct History {
    /// Where chance started.
    pub(super) seed: u64,
    /// How many matters.
    pub(super) cases: usize,
    /// Day after its last.
    pub(super) to: Date,
    /// Whether it was played to its end.
    pub(super) done: bool,
}

/// A way to sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SignIn {
    pub(super) role: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) password: String,
    pub(super) totp_secret: String,
}

/// A registered program.
#[expect(clippy::struct_field_names, reason = "the names of the token request")]
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Client {
    pub(super) client_id: String,
    pub(super) client_secret: String,
    pub(super) scopes: Vec<String>,
}

/// Everything remembered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) history: History,
    #[serde(default)]
    pub(super) staff: Vec<SignIn>,
    #[serde(default)]
    pub(super) clients: Vec<Client>,
}

fn path(folder: &Path) -> PathBuf {
    folder.join(NAME)
}

/// What the folder's demonstration remembers; nothing on its first start.
pub(super) fn read(folder: &Path) -> anyhow::Result<Option<State>> {
    let path = path(folder);
    match fs::read_to_string(&path) {
        Ok(text) => {
            let state = serde_json::from_str(&text);
            state.map(Some).with_context(|| format!("understand {}", path.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("read {}", path.display())),
    }
}

/// Writes it down, whole or not at all.
pub(super) fn write(folder: &Path, state: &State) -> anyhow::Result<()> {
    let path = path(folder);
    let fresh = path.with_extension("new");
    let mut file = File::options()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(&fresh)
        .with_context(|| format!("write {}", fresh.display()))?;
    file.write_all(serde_json::to_string_pretty(state)?.as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, &path).with_context(|| format!("write {}", path.display()))
}
