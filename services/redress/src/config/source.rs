//! Where settings come from, and the merging of them. The environment is an argument, so that
//! tests need not touch the process's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::nearest::nearest;
use super::{Config, ConfigError, SECRET, keys};

const PREFIX: &str = "REDRESS_";
/// What is logged: read before the settings, so that their own faults can be logged.
const LOG: &str = "REDRESS_LOG";

/// By key: the file, the variable or the secret's file that set it.
pub(crate) type Sources = BTreeMap<String, String>;

/// Reads the file, then the environment over it.
pub(crate) fn load(
    file: Option<&Path>,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<(Config, Sources), ConfigError> {
    let known = keys();
    let mut sources = Sources::new();
    let mut values = serde_json::to_value(Config::default())
        .ok()
        .and_then(|all| all.as_object().cloned())
        .unwrap_or_default();
    if let Some(path) = file {
        for (key, value) in table(path)? {
            accept(&key, &known)?;
            sources.insert(key.clone(), path.display().to_string());
            values.insert(key, value);
        }
    }
    for (name, value) in environment.filter(|(name, _)| name.starts_with(PREFIX) && name != LOG) {
        let (key, value) = one(&name, value, &known)?;
        sources.insert(key.clone(), name);
        values.insert(key, Value::String(value));
    }
    let config = serde_json::from_value(Value::Object(values))
        .map_err(|e| ConfigError::Shape(e.to_string()))?;
    Ok((config, sources))
}

fn table(path: &Path) -> Result<Map<String, Value>, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::File {
        key: "--config".to_owned(),
        path: path.to_owned(),
        source,
    })?;
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        ConfigError::Shape(format!("{}: {}", path.display(), e.message()))
    })?;
    let value = serde_json::to_value(table).map_err(|e| ConfigError::Shape(e.to_string()))?;
    Ok(value.as_object().cloned().unwrap_or_default())
}

fn accept(key: &str, known: &[String]) -> Result<(), ConfigError> {
    if known.iter().any(|k| k == key) {
        return Ok(());
    }
    Err(ConfigError::Unknown { key: key.to_owned(), hint: nearest(key, known) })
}

fn one(name: &str, value: String, known: &[String]) -> Result<(String, String), ConfigError> {
    let key = name[PREFIX.len()..].to_lowercase();
    if let Some(secret) = key.strip_suffix("_file").filter(|k| SECRET.contains(k)) {
        let path = PathBuf::from(value);
        let text = std::fs::read_to_string(&path).map_err(|source| ConfigError::File {
            key: name.to_owned(),
            path,
            source,
        })?;
        return Ok((secret.to_owned(), text.trim().to_owned()));
    }
    accept(&key, known).map_err(|_| ConfigError::Unknown {
        key: name.to_owned(),
        hint: nearest(&key, known).map(|k| format!("{PREFIX}{}", k.to_uppercase())),
    })?;
    Ok((key, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
        let owned: Vec<(String, String)> =
            pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        owned.into_iter()
    }

    #[test]
    fn the_environment_wins_over_the_default() {
        let (config, sources) = load(None, env(&[("REDRESS_BIND", "127.0.0.1:9")])).unwrap();
        assert_eq!(config.bind, "127.0.0.1:9");
        assert_eq!(sources["bind"], "REDRESS_BIND");
    }

    #[test]
    fn an_unknown_setting_names_the_nearest() {
        let error = load(None, env(&[("REDRESS_SMPT_URL", "x")])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no setting REDRESS_SMPT_URL; did you mean REDRESS_SMTP_URL?"
        );
    }

    #[test]
    fn a_secret_may_lie_in_a_file() {
        let path = std::env::temp_dir().join(format!("redress-secret-{}", std::process::id()));
        std::fs::write(&path, "postgres://x\n").unwrap();
        let name = path.display().to_string();
        let (config, _) = load(None, env(&[("REDRESS_DATABASE_URL_FILE", &name)])).unwrap();
        assert_eq!(config.database_url.as_deref(), Some("postgres://x"));
        std::fs::remove_file(path).unwrap();
    }
}
