//! The analyst's page: whether each mechanism works. Page, file and programming interface ask the
//! same question of the same rows through one function, [`figures::answer`], so that a number is
//! the same wherever it is read and hidden wherever it must be.
//!
//! ```text
//!   address ──> asked ──┐
//!                       ├──> figures::answer ──> Figure ──> view (panels, charts, tables)
//!   record ──> reading ─┘                              ├──> csv
//!                                                      └──> JSON
//! ```
//!
//! Nobody is ranked: there is no figure by officer, and ports stand in the order of their names.

pub mod asked;
pub mod chart;
pub mod csv;
pub mod described;
pub mod figures;
pub mod form;
pub mod names;
pub mod panel;
pub mod ports;
pub mod reading;
pub mod show;
pub mod table;
pub mod view;

#[cfg(test)]
mod tests;

use actix_web::middleware::from_fn;
use actix_web::web::{ServiceConfig, get, resource};

use crate::api;

/// The analyst's addresses.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/insight", get().to(show::page))
        .route("/insight/{page}", get().to(show::file))
        .service(
            resource(format!("{}{}", api::BASE, described::PATH))
                .wrap(from_fn(api::problem::explain))
                .route(get().to(show::json)),
        );
}
