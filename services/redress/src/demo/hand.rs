//! The hand that moves a demonstration's clock. It goes by quarters of a day and lets the rooms
//! finish at each, so that a month passed in one stride leaves the same letters as a month lived.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan};
use tokio::sync::Mutex;
use web::demo::{ClockHand, Moving};

use crate::chance::ManualTime;
use crate::wiring::Workshop;

/// Hours in one stride.
const STRIDE: i64 = 6;

pub(super) struct Hand {
    pub(super) clock: Arc<ManualTime>,
    pub(super) workshop: Arc<Workshop>,
    /// One mover at a time: the strides of two would mix.
    pub(super) turn: Mutex<()>,
}

impl ClockHand for Hand {
    fn move_to(&self, instant: Timestamp) -> Moving<'_> {
        Box::pin(async move {
            let _turn = self.turn.lock().await;
            let database = self.workshop.archive.register.database();
            loop {
                let now = domain::moment::TimeSource::now(&*self.clock);
                let stride = now.saturating_add(STRIDE.hours())?.min(instant);
                if stride > now {
                    self.clock.set(store::demo_clock::advance(database, stride).await?);
                }
                self.workshop.settle().await?;
                if stride >= instant || stride <= now {
                    return Ok(domain::moment::TimeSource::now(&*self.clock));
                }
            }
        })
    }
}
