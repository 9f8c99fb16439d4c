//! A whole installation in one command: a private database, a synthetic history, pages, workers
//! and a mailbox. It runs the same code as `serve`; what it has besides is in this folder.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use domain::moment::TimeSource;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use store::cluster::{Cluster, find_binaries};
use store::demo_clock;
use tokio::sync::Mutex;
use web::SystemChance;

use crate::chance::{ManualTime, SystemIds, SystemTime};
use crate::cli::{ClockKind, Demo};
use crate::config::Config;
use crate::house::{self, House};
use crate::rooms::{self, Mail};
use crate::seed::{self, Span};
use crate::wiring::{Archive, Parts, Workshop};

mod announce;
mod environment;
mod folder;
mod hand;
mod people;
mod stage;
mod state;

use announce::Addresses;
use hand::Hand;
use stage::Rehearsal;
use state::{History, State};

/// Months that the synthetic history covers.
const MONTHS: i32 = 24;

/// Runs a demonstration until it is stopped.
pub(crate) async fn run(config: &Config, args: Demo, json: bool) -> anyhow::Result<()> {
    let folder = folder::choose(args.data.clone(), config)?;
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("make the folder {}", folder.display()))?;
    // Both before the long part: whoever finds an address taken should not wait for it.
    let pages = house::listen(args.bind.as_deref().unwrap_or(&config.bind), "REDRESS_BIND")?;
    let metrics = house::listen(&config.metrics_bind, "REDRESS_METRICS_BIND")?;
    let cluster = match config.database_url {
        Some(_) => None,
        None => Some(start_cluster(config, &folder).await?),
    };
    let result = open(config, &args, json, &folder, (pages, metrics), cluster.as_ref()).await;
    if let Some(cluster) = cluster {
        cluster.stop().await.context("stop the database")?;
    }
    result
}

async fn start_cluster(config: &Config, folder: &Path) -> anyhow::Result<Cluster> {
    let path = std::env::var_os("PATH");
    let beside = [folder.join("postgresql/bin"), folder.join("../postgresql/bin")];
    let binaries = find_binaries(config.pg_bin.as_deref(), path.as_deref(), &beside)?;
    Ok(Cluster::start(folder, &binaries).await?)
}

/// Addresses of the database, pooled and direct: those of the settings, else the demo's own.
fn addresses(config: &Config, cluster: Option<&Cluster>) -> anyhow::Result<(String, String)> {
    let pooled = config.database_url.clone().or_else(|| cluster.map(|c| c.url.clone()));
    let direct = config
        .direct_database_url
        .clone()
        .or_else(|| cluster.map(|c| c.direct_url.clone()))
        .or_else(|| pooled.clone());
    pooled.zip(direct).context("find a database")
}

async fn open(
    config: &Config,
    args: &Demo,
    json: bool,
    folder: &Path,
    (listener, metrics): (TcpListener, TcpListener),
    cluster: Option<&Cluster>,
) -> anyhow::Result<()> {
    let (pooled, direct) = addresses(config, cluster)?;
    let documents = format!("file:{}", folder.join("documents").display());
    let keyring = config.keyring.clone().unwrap_or_else(|| folder.join("keyring.json"));
    let heads = config.heads_folder.clone().unwrap_or_else(|| folder.join("heads"));
    let config = &Config {
        keyring: Some(keyring.clone()),
        heads_folder: Some(heads.clone()),
        ..config.clone()
    };
    let parts = Parts {
        database_url: &pooled,
        direct_url: &direct,
        keyring: &keyring,
        documents_url: config.documents_url.as_deref().unwrap_or(&documents),
        ledger: config.erasure_ledger.as_deref(),
        zone: &config.zone,
        time: Arc::new(SystemTime),
        ids: Arc::new(SystemIds),
    };
    let environment = environment::write(folder, &parts, &heads)?;
    let archive = Archive::open(parts).await?.without_the_erased().await?;
    let now = beginning(&archive, args).await?;
    let url = house::public_url(config, &listener)?;
    let state = tokio::select! {
        state = prepare(&archive, config, args, (folder, &url), now) => state?,
        _stopped = tokio::signal::ctrl_c() => {
            anyhow::bail!("get ready before it was stopped; the same command goes on with its data")
        }
    };
    let clock = manual_clock(&archive, args, now).await?;
    let time: Arc<dyn TimeSource> = match &clock {
        Some(clock) => clock.clone(),
        None => Arc::new(SystemTime),
    };
    let archive = archive.under(time);
    let workshop = Arc::new(rooms::workshop(&archive, config, &url, Mail::MailboxAndSmtp).await?);
    let hand = clock.map(|clock| {
        let (workshop, turn) = (workshop.clone(), Mutex::new(()));
        Arc::new(Hand { clock, workshop, turn }) as Arc<dyn web::demo::ClockHand>
    });
    let at = Addresses {
        url: url.clone(),
        metrics_url: format!("http://{}/metrics", metrics.local_addr()?),
        database_url: pooled,
        manual: hand.is_some(),
        environment,
    };
    let register = archive.register.clone();
    let house = House {
        archive,
        workshop: Some(workshop),
        demo: Some(web::demo::Demo { register, hand }),
        url,
        listener: Some(listener),
        metrics: Some(metrics),
        synthetic: true,
    };
    house.run(config, || announce::announce(json, &at, &state)).await
}

/// Where the clock starts: where it was asked to; else a clock that stood somewhere stands there
/// still, because a stop is not time that passes; else now.
async fn beginning(archive: &Archive, args: &Demo) -> anyhow::Result<Timestamp> {
    let stands = match args.clock {
        ClockKind::System => None,
        ClockKind::Manual => demo_clock::instant(archive.register.database()).await?,
    };
    Ok(args.at.or(stands).unwrap_or_else(|| SystemTime.now()))
}

/// The clock that moves only when told, where it was asked for or is there from before.
async fn manual_clock(
    archive: &Archive,
    args: &Demo,
    now: Timestamp,
) -> anyhow::Result<Option<Arc<ManualTime>>> {
    if args.clock == ClockKind::System {
        return Ok(None);
    }
    let stands = demo_clock::advance(archive.register.database(), now).await?;
    Ok(Some(Arc::new(ManualTime::at(stands))))
}

/// Plays the history and makes the sign-ins, unless that was done before.
async fn prepare(
    archive: &Archive,
    config: &Config,
    args: &Demo,
    (folder, url): (&Path, &str),
    now: Timestamp,
) -> anyhow::Result<State> {
    let zone = TimeZone::get(&config.zone)?;
    let today = zone.to_datetime(now).date();
    let known = state::read(folder)?;
    let mut state = known.unwrap_or_else(|| State {
        history: History { seed: args.seed, cases: args.cases, to: today, done: false },
        staff: Vec::new(),
        clients: Vec::new(),
    });
    if state.history.done {
        return Ok(state);
    }
    state::write(folder, &state)?;
    let History { seed, cases, to, .. } = state.history;
    // An empty history needs no two years to pass: only the office's own beginnings.
    let months = if cases == 0 { 1 } else { MONTHS };
    let span = Span { from: to.saturating_sub(months.months()), to, zone };
    let plan = seed::plan(seed, cases, span, seed::committed_lists()?, true)?;
    play(archive, config, &plan, url).await?;
    let chance = SystemChance;
    state.staff = people::staff(archive, &plan, &chance, now).await?;
    state.clients = vec![people::client(archive, &chance, now).await?];
    state.history.done = true;
    state::write(folder, &state)?;
    Ok(state)
}

async fn play(
    archive: &Archive,
    config: &Config,
    plan: &seed::Plan,
    url: &str,
) -> anyhow::Result<()> {
    let start = plan.span.at(plan.span.from, 0, 0);
    let clock = Arc::new(ManualTime::at(start));
    let archive = archive.under(clock.clone());
    let workshop: Workshop = rooms::workshop(&archive, config, url, Mail::Rehearsal).await?;
    let bar = house::progress("Writing two years of synthetic history");
    let stage = Rehearsal { workshop: &workshop, clock };
    let played = seed::play(&stage, plan, |done, total| {
        bar.set_length(total as u64);
        bar.set_position(done as u64);
    })
    .await?;
    bar.finish_and_clear();
    for (case, act, why) in &played.turned {
        tracing::warn!(case, act, %why, "the procedure turned down an act of the history");
    }
    tracing::info!(acts = played.acts, turned = played.turned.len(), "the history is written");
    Ok(())
}
