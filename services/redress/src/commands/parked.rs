//! `redress parked`: lists what followers of the record could not handle, tries it again or lets it
//! be skipped. False where something waits that nobody has decided on.

use anyhow::bail;
use domain::{Jurisdiction, Position};
use serde_json::json;
use store::Follower;
use store::follow::{self, Decision, Verdict};

use crate::cli::parked::{Parked, Which};
use crate::config::Config;
use crate::say;

/// Does what was asked.
pub(crate) async fn run(config: &Config, what: &Parked, json: bool) -> anyhow::Result<bool> {
    match what {
        Parked::List => list(config, json).await,
        Parked::Retry(which) => decide(config, which, Verdict::Retry, json).await,
        Parked::Skip(which) => decide(config, which, Verdict::Skip, json).await,
    }
}

/// A record as it is named on the command line.
pub(crate) const fn record(jurisdiction: Jurisdiction) -> &'static str {
    match jurisdiction {
        Jurisdiction::Ca => "ca",
        Jurisdiction::Us => "us",
    }
}

async fn list(config: &Config, json: bool) -> anyhow::Result<bool> {
    let archive = super::archive_as_it_is(config).await?;
    let all = follow::parked(&archive.register).await?;
    for one in &all {
        let next = one.next_try.map(|at| at.to_string());
        let value = json!({
            "follower": one.follower, "record": record(one.jurisdiction),
            "position": one.position.0, "stream": one.stream, "name": one.name,
            "shape": one.shape, "attempts": one.attempts, "trouble": one.trouble,
            "first_at": one.first_at.to_string(), "next_try": next, "behind": one.behind,
        });
        say::answer(json, &value, || {
            let next = next.clone().unwrap_or_else(|| "somebody must decide".to_owned());
            format!(
                "{:<12} {} {:>9}  {} of shape {}, tried {} times, {} behind it, next try: {next}\n      {}",
                one.follower,
                record(one.jurisdiction),
                one.position.0,
                one.name,
                one.shape,
                one.attempts,
                one.behind,
                one.trouble
            )
        });
    }
    if all.is_empty() && !json {
        say::line("nothing waits aside");
    }
    Ok(all.iter().all(|one| one.next_try.is_some()))
}

async fn decide(
    config: &Config,
    which: &Which,
    verdict: Verdict,
    json: bool,
) -> anyhow::Result<bool> {
    let archive = super::archive_as_it_is(config).await?;
    let follower = Follower::open(archive.register.clone()).await?;
    let place = (which.record, Position(which.position));
    let decision = Decision { verdict, by: &which.by, reason: &which.reason };
    let decided = follower.decide(&which.follower, place, decision, archive.time.now()).await?;
    let Some(flowing) = decided else {
        bail!("find such an event: see `redress parked list`");
    };
    let still = follow::parked(&archive.register).await?;
    let still = still
        .iter()
        .find(|one| one.follower == which.follower && (one.jurisdiction, one.position) == place);
    let value = json!({ "flowing": flowing, "waits": still.is_some() });
    say::answer(json, &value, || match still {
        Some(one) => format!("it still waits: {}", one.trouble),
        None => format!("{flowing} events flow again"),
    });
    Ok(still.is_none())
}
