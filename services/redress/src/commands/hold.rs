//! `redress hold`: set, lifted and listed, each with a ground and by whom.

use anyhow::{Context as _, bail};
use domain::SubjectId;
use serde_json::json;
use store::erasure::hold;

use super::erase::traveller_of;
use crate::cli::hold::{Act, Hold, What};
use crate::config::Config;
use crate::say;

/// Runs it.
pub(crate) async fn run(config: &Config, asked: &Hold, json: bool) -> anyhow::Result<bool> {
    let archive = super::archive_at_its_clock(config).await?;
    let (register, at) = (&archive.register, archive.time.now());
    let jurisdiction = asked.jurisdiction.jurisdiction();
    let of = |act: &'_ Act| (act.reason.clone(), act.by.clone());
    match &asked.what {
        What::Set { subject, case, act } => {
            let (reason, by) = of(act);
            let (jurisdiction, subject) = match (subject, case) {
                (Some(subject), _) => (jurisdiction, SubjectId(*subject)),
                (None, Some(case)) => traveller_of(&archive, case).await?,
                (None, None) => bail!("know whom to hold"),
            };
            let (id, act) = (archive.ids.next(), hold::Act { reason: &reason, by: &by, at });
            hold::set(register, jurisdiction, subject, id, act).await.context("set a hold")?;
            say::answer(json, &json!({ "hold": id, "subject": subject }), || {
                format!("{id} holds {subject}: nothing of them is erased until it is lifted")
            });
        }
        What::Lift { hold: id, act } => {
            let (reason, by) = of(act);
            let act = hold::Act { reason: &reason, by: &by, at };
            if !hold::lift(register, jurisdiction, *id, act).await? {
                bail!("lift {id}: no such hold stands in this record");
            }
            say::answer(json, &json!({ "lifted": id }), || format!("{id} is lifted"));
        }
        What::List => {
            for hold in hold::list(register, jurisdiction).await? {
                let lifted = hold.lifted_at.map(|at| format!("; lifted {at}")).unwrap_or_default();
                let line = format!(
                    "{}  {}  since {} by {}: {}{lifted}",
                    hold.id, hold.subject, hold.set_at, hold.set_by, hold.reason
                );
                say::answer(json, &serde_json::to_value(&hold)?, || line);
            }
        }
    }
    Ok(true)
}
