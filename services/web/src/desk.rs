//! The officer's desk: queues by risk of lateness, one screen to decide from, and letters right
//! the first time. Every change goes through `Register::submit`.

use actix_web::web::{self, ServiceConfig};

pub mod act;
pub mod admin;
pub mod case;
pub mod clocks;
pub mod correspondence;
pub mod ended;
pub mod evidence;
pub mod explain;
pub mod facts;
pub mod filing;
pub mod form;
pub mod heic;
pub mod labels;
pub mod names;
pub mod offer;
pub mod open;
pub mod opened;
pub mod outbox;
pub mod person;
pub mod preview;
pub mod queue;
pub mod search;
pub mod tasks;
pub mod timeline;

/// The pages of the desk. Who may have each is in `staff::policy`.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/desk", web::get().to(queue::show))
        .route("/desk/search", web::get().to(search::show))
        .route("/desk/tasks", web::get().to(tasks::show))
        .route("/desk/failed-mail", web::get().to(outbox::failed))
        .service(outbox::routes())
        .service(filing::routes())
        .route("/desk/cases/{reference}", web::get().to(case::show))
        .route("/desk/cases/{reference}/steps/{target}/{step}", web::post().to(act::take))
        .route("/desk/cases/{reference}/documents", web::post().to(evidence::add))
        .route("/desk/cases/{reference}/documents/{document}", web::get().to(evidence::show))
        .route("/desk/cases/{reference}/person", web::post().to(person::change))
        .route("/desk/cases/{reference}/preview/{recourse}", web::get().to(preview::draft))
        .route("/desk/cases/{reference}/letters/{outbox}", web::get().to(preview::letter))
        .route("/admin", web::get().to(admin::show));
}
