//! Settings: the environment wins over the file, the file over the defaults.
//! An unknown key is an error that names the nearest one; each secret may also come from a file
//! named by the same key with `_FILE` behind it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

mod nearest;
mod source;

pub(crate) use nearest::nearest_few;
pub(crate) use source::{Sources, load};

/// Everything that can be set, under its `REDRESS_` name in lower case.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Config {
    /// Pooled address of the database; absent in a demo, which brings its own.
    pub(crate) database_url: Option<String>,
    /// Direct address, for migrations, appends and listening; the pooled one where absent.
    pub(crate) direct_database_url: Option<String>,
    /// Address of the pages and the API.
    pub(crate) bind: String,
    /// Address of the metrics.
    pub(crate) metrics_bind: String,
    /// Address under which people reach us.
    pub(crate) public_url: Option<String>,
    /// Address of the proxy in front, whose `X-Forwarded-For` says where a request comes from;
    /// without it everybody behind a proxy is counted as one visitor.
    pub(crate) trusted_proxy: Option<IpAddr>,
    /// SMTP server; absent: letters stay in the built-in mailbox of a demo, and wait in `serve`.
    pub(crate) smtp_url: Option<String>,
    /// Sender of our mail: a neutral one.
    pub(crate) mail_from: String,
    /// Document store.
    pub(crate) documents_url: Option<String>,
    /// Keyring file.
    pub(crate) keyring: Option<PathBuf>,
    /// Ledger of erasures, a file outside the database; `erasures.jsonl` beside the keyring where
    /// absent.
    pub(crate) erasure_ledger: Option<PathBuf>,
    /// Folder for signed heads of the record, out of the database's reach; without it nothing is sealed.
    pub(crate) heads_folder: Option<PathBuf>,
    /// Folder with `initdb` and `postgres`, for a demo's own cluster.
    pub(crate) pg_bin: Option<PathBuf>,
    /// Folder of a demo's data.
    pub(crate) data: Option<PathBuf>,
    /// Zone of the deciding office.
    pub(crate) zone: String,
    /// When to look for timers that came due (five-field cron, in the office's zone).
    pub(crate) timers_cron: String,
    /// When supervisors get their digest (five-field cron, in the office's zone).
    pub(crate) digest_cron: String,
    /// TOML file that says who runs this installation; the demonstration's own where absent.
    pub(crate) operator: Option<PathBuf>,
    /// Built web assets; read when the program is built, listed so that it is not unknown.
    pub(crate) assets: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: None,
            direct_database_url: None,
            bind: "127.0.0.1:8080".to_owned(),
            metrics_bind: "127.0.0.1:9464".to_owned(),
            public_url: None,
            trusted_proxy: None,
            smtp_url: None,
            mail_from: "Redress <no-reply@redress.example>".to_owned(),
            documents_url: None,
            keyring: None,
            erasure_ledger: None,
            heads_folder: None,
            pg_bin: None,
            data: None,
            zone: "America/New_York".to_owned(),
            timers_cron: "* * * * *".to_owned(),
            digest_cron: "0 12 * * 1-5".to_owned(),
            operator: None,
            assets: None,
        }
    }
}

/// Keys whose values are never shown.
pub(crate) const SECRET: &[&str] = &["database_url", "direct_database_url", "smtp_url"];

/// A setting is wrong; says which and how to mend it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// There is no such setting.
    #[error("there is no setting {key}{}", hint.as_ref().map(|h| format!("; did you mean {h}?")).unwrap_or_default())]
    Unknown {
        /// As it was written.
        key: String,
        /// The nearest that exists.
        hint: Option<String>,
    },
    /// A file that a setting names cannot be read.
    #[error("setting {key} names {}, which cannot be read", path.display())]
    File {
        /// The setting.
        key: String,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file or a value is not of its kind.
    #[error("a setting is not of its kind: {0}")]
    Shape(String),
}

/// Names of all settings, from the defaults themselves.
pub(crate) fn keys() -> Vec<String> {
    let all = serde_json::to_value(Config::default()).unwrap_or_default();
    all.as_object().map(|o| o.keys().cloned().collect()).unwrap_or_default()
}

/// What a person may see of the settings: value and where it came from, secrets masked.
pub(crate) fn shown(config: &Config, sources: &Sources) -> BTreeMap<String, (String, String)> {
    let all = serde_json::to_value(config).unwrap_or_default();
    let entries = all.as_object().cloned().unwrap_or_default();
    entries
        .into_iter()
        .map(|(key, value)| {
            let text = if value.is_null() {
                "(not set)".to_owned()
            } else if SECRET.contains(&key.as_str()) {
                "(hidden)".to_owned()
            } else {
                value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
            };
            let from = sources.get(&key).cloned().unwrap_or_else(|| "default".to_owned());
            (key, (text, from))
        })
        .collect()
}

/// The usual file, where there is one.
pub(crate) fn usual_file() -> Option<PathBuf> {
    let path = Path::new("redress.toml");
    path.exists().then(|| path.to_owned())
}
