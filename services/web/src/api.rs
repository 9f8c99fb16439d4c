//! The programming interface. One table of routes makes the paths, and the published description
//! says the same; every failure is a problem with a stable code, in English or French.

use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Route};

pub mod call;
pub mod caseload;
pub mod cases;
pub mod docs;
pub mod documents;
pub mod fault;
pub mod jwt;
pub mod keys;
pub mod law;
pub mod openapi;
pub mod problem;
pub mod sent;
pub mod steps;
pub mod token;
pub mod types;
pub mod view;

use fault::Fault;

/// Where the interface lives.
pub const BASE: &str = "/api/v1";

/// One path with one method.
#[derive(Clone, Copy)]
pub struct Operation {
    /// Method.
    pub method: &'static str,
    /// Path below [`BASE`], with its parts in braces.
    pub path: &'static str,
    /// Its name in the description.
    pub id: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Scope that a program needs; empty where no token is asked for.
    pub scope: &'static str,
    /// Schema of the body, if it takes one.
    pub body: Option<&'static str>,
    /// Status and schema of a success.
    pub answer: (u16, &'static str),
    /// Whether it writes to the record, and so asks for a key.
    pub writes: bool,
    /// Query parameters and what each is.
    pub query: &'static [(&'static str, &'static str)],
    handler: fn() -> Route,
}

const fn read(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    scope: &'static str,
    answer: &'static str,
    handler: fn() -> Route,
) -> Operation {
    Operation {
        method: "GET",
        path,
        id,
        summary,
        scope,
        body: None,
        answer: (200, answer),
        writes: false,
        query: &[],
        handler,
    }
}

const fn write(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    body: &'static str,
    status: u16,
    handler: fn() -> Route,
) -> Operation {
    Operation {
        method: "POST",
        path,
        id,
        summary,
        scope: "cases:file",
        body: Some(body),
        answer: (status, "Receipt"),
        writes: true,
        query: &[],
        handler,
    }
}

const fn asking(operation: Operation, query: &'static [(&'static str, &'static str)]) -> Operation {
    Operation { query, ..operation }
}

const fn open(operation: Operation, answer: &'static str) -> Operation {
    Operation { scope: "", writes: false, answer: (200, answer), ..operation }
}

const AS_OF: &[(&str, &str)] =
    &[("as_of", "The case as it stood: an instant (RFC 3339) or a version (a number).")];
const PAGES: &[(&str, &str)] = &[
    ("limit", "Lines of a page, 1 to 200."),
    ("after", "Where the page begins: `next` of the page before."),
    ("stage", "Only cases in this stage."),
    ("open", "`true` (the usual) for open cases, `false` for ended ones."),
    ("mine", "`true` for cases that the caller works."),
];

/// The table. Steps of the step tables come beside it, one path each, in the description.
#[rustfmt::skip]
pub const OPERATIONS: &[Operation] = &[
    open(write("/auth/token", "getToken", "Give an access token", "TokenRequest", 200, || web::post().to(token::give)), "Token"),
    write("/cases", "fileCase", "File a case", "Filing", 201, || web::post().to(cases::file)),
    asking(read("/cases/{reference}", "getCase", "A case as it stands, or stood", "cases:read", "Case", || web::get().to(cases::show)), AS_OF),
    asking(read("/cases/{reference}/history", "getHistory", "What happened on a case", "cases:read", "History", || web::get().to(cases::history)), AS_OF),
    read("/cases/{reference}/deadlines", "getDeadlines", "The clocks of a case, with their working-out", "cases:read", "Deadlines", || web::get().to(cases::deadlines)),
    write("/cases/{reference}/recourses", "addRecourse", "File another recourse on a case", "Another", 201, || web::post().to(steps::another)),
    write("/cases/{reference}/documents", "addDocument", "Hand in a file", "DocumentUpload", 201, || web::post().to(documents::add)),
    asking(read("/caseload", "getCaseload", "Cases by risk of lateness", "caseload:read", "Caseload", || web::get().to(caseload::show)), PAGES),
    open(write("/law/dates", "getLawDate", "The last day of a rule, with its working-out", "DateRequest", 200, || web::post().to(law::date)), "LawDate"),
];

/// The interface.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.route("/.well-known/jwks.json", web::get().to(token::keys)).configure(docs::routes);
    let scope = web::scope(BASE).wrap(from_fn(problem::explain)).configure(|cfg| {
        let mut paths: Vec<&str> = OPERATIONS.iter().map(|o| o.path).collect();
        paths.dedup();
        for path in paths {
            let mut resource = web::resource(path);
            for operation in OPERATIONS.iter().filter(|o| o.path == path) {
                resource = resource.route((operation.handler)());
            }
            cfg.service(resource.default_service(web::to(no_method)));
        }
        cfg.service(
            web::resource("/cases/{reference}/recourses/{recourse}/steps/{step}")
                .route(web::post().to(steps::of_recourse))
                .default_service(web::to(no_method)),
        )
        .service(
            web::resource("/cases/{reference}/steps/{step}")
                .route(web::post().to(steps::of_case))
                .default_service(web::to(no_method)),
        )
        .route("/openapi.json", web::get().to(docs::description))
        .default_service(web::to(nothing));
    });
    cfg.service(scope);
}

async fn nothing() -> Result<HttpResponse, Fault> {
    Err(Fault::NotFound)
}

async fn no_method(request: HttpRequest) -> Result<HttpResponse, Fault> {
    // A HEAD is a GET without its body.
    if request.method() == Method::HEAD { Err(Fault::NotFound) } else { Err(Fault::Method) }
}
