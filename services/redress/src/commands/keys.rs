//! `redress keys`: master keys listed, rotated, destroyed. Servers may run meanwhile; whatever is
//! cut short goes on when the same is asked again.

use anyhow::bail;
use serde_json::json;
use store::rotation::{self, Destroyed, MasterKey, Rotation};

use crate::cli::keys::What;
use crate::config::Config;
use crate::wiring::Archive;
use crate::{house, say};

/// Runs it; false where something did not open and was left, or where it only said what it would do.
pub(crate) async fn run(config: &Config, what: &What, json: bool) -> anyhow::Result<bool> {
    let archive = super::archive_at_its_clock(config).await?;
    match what {
        What::List => list(&archive, json).await.map(|()| true),
        What::Rotate => rotate(&archive, json).await,
        What::Destroy { key, confirm } => destroy(&archive, key, *confirm, json).await,
    }
}

async fn list(archive: &Archive, json: bool) -> anyhow::Result<()> {
    for key in rotation::list(&archive.register).await? {
        let value = json!({
            "key": key.id, "current": key.current, "held": key.held, "seen_at": key.seen_at,
            "rewrapped_at": key.rewrapped_at, "destroyed_at": key.destroyed_at,
            "wraps": key.wraps.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
        });
        say::answer(json, &value, || line(&key));
    }
    Ok(())
}

fn line(key: &MasterKey) -> String {
    let state = match (key.current, key.destroyed_at, key.held) {
        (true, ..) => "current".to_owned(),
        (_, Some(at), _) => format!("destroyed {at}"),
        (_, None, true) => "old".to_owned(),
        (_, None, false) => "NOT IN THE KEYRING".to_owned(),
    };
    let seen = key.seen_at.map(|at| format!(", since {at} at the latest")).unwrap_or_default();
    format!("{}  {state}{seen}; wraps {}", key.id, wraps(&key.wraps))
}

fn wraps(wraps: &[(String, i64)]) -> String {
    if wraps.is_empty() {
        return "nothing".to_owned();
    }
    let each: Vec<String> = wraps.iter().map(|(kind, rows)| format!("{rows} {kind}")).collect();
    each.join(", ")
}

async fn rotate(archive: &Archive, json: bool) -> anyhow::Result<bool> {
    let mut rotation = Rotation::begin(&archive.register, archive.time.now()).await?;
    let bar = house::progress("Wrapping anew");
    while rotation.tick(archive.time.now()).await? {
        bar.set_position(rotation.done);
        tracing::info!(done = rotation.done, "wrapping anew");
    }
    bar.finish_and_clear();
    let value = json!({
        "current": rotation.current, "resumed": rotation.resumed,
        "done": rotation.done, "left": rotation.left,
    });
    say::answer(json, &value, || {
        let began = if rotation.resumed { "one that was cut short went on" } else { "a new key" };
        let mut text = format!(
            "{} is current ({began}); wrapped anew: {}. Back the keyring up, then destroy the old keys: redress keys destroy --key ID",
            rotation.current, rotation.done
        );
        if rotation.left > 0 {
            text.push_str(&format!("\nNOT OPENED and left: {}", rotation.left));
        }
        text
    });
    Ok(rotation.left == 0)
}

async fn destroy(archive: &Archive, key: &str, confirm: bool, json: bool) -> anyhow::Result<bool> {
    if !confirm {
        say::answer(json, &json!({ "key": key, "destroyed": false }), || {
            format!(
                "{key} would be destroyed, for good: no copy of the database from before its rotation could be restored with names and texts in it, of anybody. Make a new backup first; say --confirm to do it."
            )
        });
        return Ok(false);
    }
    match rotation::destroy(&archive.register, key, archive.time.now()).await? {
        Destroyed::Done => {}
        Destroyed::Current => bail!("destroy {key}: new seals use it; run `redress keys rotate`"),
        Destroyed::Unknown => bail!("destroy {key}: there is no such key; see `redress keys list`"),
        Destroyed::StillWraps(kinds) => bail!(
            "destroy {key}: it still wraps {}; run `redress keys rotate` first",
            wraps(&kinds)
        ),
    }
    say::answer(json, &json!({ "key": key, "destroyed": true }), || {
        format!(
            "{key} is destroyed. Copies of tables that need it open no more, once every copy of the keyring from before is destroyed too."
        )
    });
    Ok(true)
}
