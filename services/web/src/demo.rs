//! What only a demonstration has: a mailbox that shows what was sent, and a clock that moves
//! when told. `serve` never opens these routes.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use actix_web::web::{self, ServiceConfig};
use jiff::Timestamp;
use store::Register;

mod clock;
mod mailbox;

/// What comes of moving the clock: where it stands now.
pub type Moving<'a> = Pin<
    Box<
        dyn Future<Output = Result<Timestamp, Box<dyn std::error::Error + Send + Sync>>>
            + Send
            + 'a,
    >,
>;

/// Moves the clock of a demonstration and lets its rooms work through the time between.
pub trait ClockHand: Send + Sync {
    /// Moves it on to an instant; one that lies behind leaves it where it is.
    fn move_to(&self, instant: Timestamp) -> Moving<'_>;
}

/// What the demonstration's own pages need.
pub struct Demo {
    /// The record, which holds the mailbox.
    pub register: Register,
    /// Moves the clock; absent where the demonstration runs on the system's.
    pub hand: Option<Arc<dyn ClockHand>>,
}

/// Opens the demonstration's own pages.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/demo/mailbox", web::get().to(mailbox::list))
        .route("/demo/mailbox/{id}", web::get().to(mailbox::show))
        .route("/demo/clock", web::get().to(clock::show))
        .route("/demo/clock", web::post().to(clock::turn));
}
