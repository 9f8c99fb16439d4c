//! Following a case: number and mailed code in, then dated facts, what comes next, who acts, and
//! what the traveller can do. Nothing is ever shown from the number alone.

use actix_web::web::{ServiceConfig, get, post};

use super::page;

pub mod ask;
pub mod case;
pub mod documents;
pub mod explain;
pub mod letter;
pub mod lost;
pub mod session;
pub mod step;
pub mod timeline;

/// The pages.
pub fn routes(cfg: &mut ServiceConfig) {
    page(cfg, "track", || vec![get().to(ask::number), post().to(ask::send)]);
    page(cfg, "track-code", || vec![get().to(ask::number), post().to(ask::open)]);
    page(cfg, "case", || vec![get().to(case::show)]);
    page(cfg, "case-letter", || vec![get().to(letter::show)]);
    page(cfg, "case-step", || vec![get().to(step::show), post().to(step::take)]);
    page(cfg, "case-documents", || vec![get().to(documents::show), post().to(documents::add)]);
    page(cfg, "case-leave", || vec![get().to(case::show), post().to(session::leave)]);
}
