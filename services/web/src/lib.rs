//! The counter: pages and programming interface, for travellers, officers and analysts.
//!
//! It reads the record through the store and writes to it in one way only; it decides nothing.
//! Each audience has a folder (`traveller`, later `desk`, `insight`, `api`) whose `routes` are
//! joined here, and each page is one small file beside its template.

pub mod assets;
pub mod counter;
pub mod doors;
pub mod error;
pub mod forms;
pub mod lang;
pub mod paths;
pub mod posted;
pub mod profile;
pub mod shield;
pub mod token;
pub mod traveller;
pub mod visit;
pub mod words;

use std::net::TcpListener;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, HttpResponse, HttpServer};

pub use counter::{Chance, Counter, SystemChance};
pub use error::WebError;
pub use lang::Lang;
pub use profile::{Both, OperatorKind, Profile};
pub use shield::shield;
pub use words::Words;

/// Every page and answer. The caller's app holds a `web::Data<Counter>` and the [`shield`].
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/healthz", web::get().to(healthz))
        .route("/assets/{digest}/{name}", web::get().to(assets::serve))
        .configure(traveller::routes);
}

/// Serves until told to stop.
pub async fn serve(counter: web::Data<Counter>, listener: TcpListener) -> std::io::Result<()> {
    HttpServer::new(move || {
        App::new()
            .app_data(counter.clone())
            .wrap(Compress::default())
            .wrap(from_fn(shield))
            .configure(routes)
    })
    .listen(listener)?
    .run()
    .await
}

async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}
