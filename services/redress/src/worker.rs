//! The worker: ticks the rooms for as long as the program runs. It is the only place that
//! waits; a failure is logged once and tried again at the next round. Wake-ups shorten the wait and
//! are never needed: without any, it looks four times a second.

use std::sync::Arc;
use std::time::Duration;

use store::{Crier, Ear, Register};
use tokio::sync::watch;

use crate::wiring::Workshop;

/// How long the worker rests when there is nothing to do.
const REST: Duration = Duration::from_millis(250);
/// How long it rests after a failure.
const SULK: Duration = Duration::from_secs(2);
/// Appends within this time are told to other processes as one.
const BREATH: Duration = Duration::from_millis(30);

/// Ticks until told to stop; the round under way is finished.
pub(crate) async fn work(workshop: Arc<Workshop>, mut stop: watch::Receiver<bool>) {
    let mut appends = workshop.archive.register.appends();
    while !*stop.borrow() {
        // Seen before the round: what is appended during it wakes the next.
        appends.borrow_and_update();
        match workshop.tick().await {
            Ok(0) => {
                let woken = async {
                    tokio::select! {
                        _stopped = stop.changed() => {}
                        _appended = appends.changed() => {}
                    }
                };
                let _rested = tokio::time::timeout(REST, woken).await;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "a round of work failed");
                let _woken = tokio::time::timeout(SULK, stop.changed()).await;
            }
        }
    }
    if let Err(error) = workshop.follower.leave().await {
        tracing::debug!(%error, "leases run out by themselves");
    }
}

/// Tells other processes what this one appended, until told to stop.
pub(crate) async fn cry(register: Register, mut stop: watch::Receiver<bool>) {
    let (mut crier, mut own) = (Crier::default(), register.own_appends());
    while !*stop.borrow() {
        tokio::select! {
            _stopped = stop.changed() => continue,
            _appended = own.changed() => {}
        }
        let told = crier.tick(&register).await;
        let rest = if told.is_ok() { BREATH } else { SULK };
        if let Err(error) = told {
            tracing::debug!(%error, "other processes are not woken; they poll");
        }
        let _woken = tokio::time::timeout(rest, stop.changed()).await;
    }
}

/// Hears what other processes appended, until told to stop. Where nothing can be heard the worker
/// polls, and listening is tried again.
pub(crate) async fn hear(register: Register, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match Ear::open(&register).await {
            Ok(mut ear) => loop {
                tokio::select! {
                    _stopped = stop.changed() => return,
                    heard = ear.tick() => if !heard { break },
                }
            },
            Err(error) => tracing::debug!(%error, "nothing is heard of other processes"),
        }
        let _woken = tokio::time::timeout(SULK, stop.changed()).await;
    }
}
