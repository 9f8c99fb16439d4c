//! The description of the interface and a page that reads it, from this very server: nothing is
//! fetched from elsewhere.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use actix_web::middleware::DefaultHeaders;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpResponse, http::header::ContentType};
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::openapi::openapi;

/// The reader writes its styles into the page: allowed here and nowhere else.
const CONTENT: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; \
    img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
const PROBLEMS: &str = include_str!("../../../../contracts/problems.md");

/// The pages.
pub fn routes(cfg: &mut ServiceConfig) {
    let reader = SwaggerUi::new("/docs/{_:.*}").config(Config::from("/api/v1/openapi.json"));
    cfg.route("/docs/problems", web::get().to(problems))
        .route("/docs", web::get().to(forward))
        .service(
            web::scope("")
                .guard(actix_web::guard::fn_guard(|c| c.head().uri.path().starts_with("/docs/")))
                .wrap(DefaultHeaders::new().add((CONTENT_SECURITY_POLICY, CONTENT)))
                .service(reader),
        );
}

async fn forward() -> HttpResponse {
    HttpResponse::SeeOther().insert_header(("location", "/docs/")).finish()
}

/// The description.
pub async fn description() -> HttpResponse {
    HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-cache")).json(openapi())
}

/// What each problem means and how to go on.
async fn problems() -> HttpResponse {
    HttpResponse::Ok()
        .content_type(ContentType::plaintext())
        .insert_header((CACHE_CONTROL, "no-cache"))
        .body(PROBLEMS)
}
