//! The traveller's pages. Each is one small file here beside its template in
//! `templates/traveller`; all work without a script, and those that ask nothing keep nothing.

use actix_web::web::{ServiceConfig, get, post};
use actix_web::{HttpRequest, HttpResponse, Route, http::header};

use crate::lang::Lang;
use crate::paths;

pub mod check;
pub mod code;
pub mod doors;
pub mod filing;
pub mod papers;
pub mod plain;
pub mod security;
pub mod sheet;
pub mod start;
pub mod tracking;

/// Every page of travellers.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/", get().to(choose)).route("/.well-known/security.txt", get().to(security::text));
    page(cfg, "start", || vec![get().to(start::show)]);
    page(cfg, "papers", || vec![get().to(papers::show)]);
    page(cfg, "doors", || vec![get().to(doors::show)]);
    page(cfg, "sheet", || vec![get().to(sheet::show)]);
    page(cfg, "check", || vec![get().to(check::ask), post().to(check::answer)]);
    page(cfg, "about", || vec![get().to(plain::about)]);
    page(cfg, "privacy", || vec![get().to(plain::privacy)]);
    page(cfg, "accessibility", || vec![get().to(plain::accessibility)]);
    page(cfg, "cookies", || vec![get().to(plain::cookies)]);
    page(cfg, "languages", || vec![get().to(plain::languages)]);
    cfg.configure(filing::routes).configure(tracking::routes);
}

/// Puts a page at its address in both languages.
///
/// # Panics
/// When the page has no row in the table of paths: a mistake that every test finds.
pub fn page(cfg: &mut ServiceConfig, name: &str, routes: impl Fn() -> Vec<Route>) {
    let place = paths::named(name).expect("a page has its row in the table of paths");
    for lang in Lang::ALL {
        let mut resource = actix_web::web::resource(place.pattern(lang));
        for route in routes() {
            resource = resource.route(route);
        }
        cfg.service(resource);
    }
}

/// The bare address: the language that the browser asks for; every page offers the other.
async fn choose(request: HttpRequest) -> HttpResponse {
    let lang = Lang::wanted(request.headers());
    HttpResponse::SeeOther()
        .insert_header((header::LOCATION, format!("/{}", lang.code())))
        .insert_header((header::VARY, "accept-language"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .finish()
}
