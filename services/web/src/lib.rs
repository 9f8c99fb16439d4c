//! The counter: pages and programming interface, for travellers, officers and analysts.
//!
//! It reads the record through the store and writes to it in one way only; it decides nothing.
//! Each audience has a folder (`traveller`, later `desk`, `insight`, `api`) whose `routes` are
//! joined here, and each page is one small file beside its template.

pub mod api;
pub mod assets;
pub mod counter;
pub mod demo;
pub mod desk;
pub mod doors;
pub mod error;
pub mod forms;
pub mod insight;
pub mod lang;
pub mod metrics;
pub mod paths;
pub mod peer;
pub mod places;
pub mod posted;
pub mod profile;
pub mod shield;
pub mod staff;
pub mod steps;
pub mod token;
pub mod traveller;
pub mod upload;
pub mod visit;
pub mod words;

use std::net::TcpListener;

use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, HttpResponse, HttpServer};

pub use api::openapi::openapi;
pub use counter::{Chance, CodeMail, Counter, Post, Sending, SystemChance};
pub use error::WebError;
pub use lang::Lang;
pub use letters::CodePurpose;
pub use profile::{Both, OperatorKind, Profile};
pub use shield::shield;
pub use staff::password::hash as hash_password;
pub use staff::record::Room;
pub use words::Words;

/// Every page and answer. The caller's app holds a `web::Data<Counter>` and the [`shield()`].
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/healthz", web::get().to(healthz))
        .route("/readyz", web::get().to(readyz))
        .route("/assets/{digest}/{name}", web::get().to(assets::serve))
        .configure(insight::routes)
        .configure(staff::routes)
        .configure(desk::routes)
        .configure(api::routes)
        .configure(traveller::routes);
}

/// Serves until told to stop.
pub async fn serve(
    counter: Counter,
    demo: Option<demo::Demo>,
    listener: TcpListener,
) -> std::io::Result<()> {
    let counter = web::Data::new(counter);
    let room = demo.map(web::Data::new);
    HttpServer::new(move || {
        let demo = room.clone();
        App::new()
            .app_data(counter.clone())
            .wrap(Compress::default())
            .wrap(from_fn(shield))
            .configure(routes)
            .configure(move |cfg| {
                if let Some(demo) = demo {
                    cfg.app_data(demo).configure(demo::routes);
                }
            })
    })
    .workers(WORKERS)
    .shutdown_timeout(20)
    .listen(listener)?
    .run()
    .await
}

/// Threads that answer; more would only wait for the same database.
const WORKERS: usize = 2;

/// Whether to send visitors here. Whether the process lives is another question: a database that
/// is away is no reason to start it anew.
async fn readyz(counter: web::Data<Counter>) -> HttpResponse {
    let (mut answer, text) = match counter.register.database().is_ready().await {
        Ok(true) => (HttpResponse::Ok(), readiness(&counter).await),
        Ok(false) => {
            let told = "the schema is behind this program\n".to_owned();
            (HttpResponse::ServiceUnavailable(), told)
        }
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (HttpResponse::ServiceUnavailable(), "the database does not answer\n".to_owned())
        }
    };
    answer.content_type("text/plain").insert_header(("cache-control", "no-store")).body(text)
}

/// Ready, and what there is to look at. Visitors are better served by old lists than by none, so
/// none of it sends them away.
async fn readiness(counter: &Counter) -> String {
    let mut text = "ready\n".to_owned();
    let now = counter.time.now();
    let standing = store::follow::standing(&counter.register).await.unwrap_or_default();
    for one in standing {
        if one.is_stuck(now) {
            let told =
                format!("{} is behind and not moving: {} events\n", one.follower, one.behind);
            text.push_str(&told);
        }
        if one.parked > 0 {
            text.push_str(&format!("{} streams wait aside for {}\n", one.parked, one.follower));
        }
    }
    text
}

async fn healthz() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok\n")
}
