//! `redress config show`: each setting, its value and where it came from; secrets are hidden.

use serde_json::json;

use crate::config::{self, Config, Sources};
use crate::say;

/// Shows them.
pub(crate) fn show(config: &Config, sources: &Sources, json: bool) {
    let all = config::shown(config, sources);
    let value = json!(
        all.iter()
            .map(|(key, (value, from))| json!({ "key": key, "value": value, "from": from }))
            .collect::<Vec<_>>()
    );
    say::answer(json, &value, || {
        let lines = all.iter().map(|(key, (value, from))| format!("{key:<22} {value:<44} {from}"));
        lines.collect::<Vec<_>>().join("\n")
    });
}
