//! The worker: ticks the rooms for as long as the program runs. It is the only place that
//! waits; a failure is logged once and tried again at the next round.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::wiring::Workshop;

/// How long the worker rests when there is nothing to do.
const REST: Duration = Duration::from_millis(250);
/// How long it rests after a failure.
const SULK: Duration = Duration::from_secs(2);

/// Ticks until told to stop; the round under way is finished.
pub(crate) async fn work(workshop: Arc<Workshop>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let rest = match workshop.tick().await {
            Ok(0) => REST,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(error = format!("{error:#}"), "a round of work failed");
                SULK
            }
        };
        let _woken = tokio::time::timeout(rest, stop.changed()).await;
    }
}
