//! Shows the analyst's page on made-up rows, without a database:
//! `cargo run -p web --example insight_preview`, then <http://127.0.0.1:8098/insight?lang=fr>.
//! The number of rows may follow as an argument.

use std::sync::Arc;

use actix_web::middleware::Compress;
use actix_web::web::{Data, Path, get};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use jiff::civil::date;
use measures::ShardPosition;
use web::insight::asked::Asked;
use web::insight::reading::{Ground, Reading, standard};
use web::insight::view::View;
use web::insight::{csv, figures, names::PLACES};
use web::{Lang, Words, assets};

#[path = "parts/rows.rs"]
mod rows;

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let count = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2000);
    let today = date(2026, 11, 24);
    let as_of = vec![ShardPosition { shard: "2".to_owned(), position: 48_213 }];
    let reading = Arc::new(Reading { rows: rows::rows(count, today, &PLACES), as_of });
    let rules = store::rulebook::built_in().expect("the rule book is read by a test");
    let ground = Data::new(Ground { reading, standard: standard(&rules), synthetic: true, today });
    HttpServer::new(move || {
        App::new()
            .app_data(ground.clone())
            .wrap(Compress::default())
            .route("/assets/{digest}/{name}", get().to(assets::serve))
            .route("/insight", get().to(page))
            .route("/insight/{name}.csv", get().to(file))
            .route("/api/v1/measures/{name}", get().to(json))
    })
    .workers(1)
    .bind("127.0.0.1:8098")?
    .run()
    .await
}

async fn page(request: HttpRequest, ground: Data<Ground>) -> HttpResponse {
    let query = request.query_string();
    let lang = if query.contains("lang=fr") { Lang::Fr } else { Lang::En };
    let query = query.replace("&lang=fr", "").replace("lang=fr", "");
    let view = View::of(Words::new(lang), &query, &ground).map(|view| view.to_string());
    let body = view.unwrap_or_else(|error| error.to_string());
    let css = assets::href("site.css");
    let page = format!(
        "<!DOCTYPE html><html lang=\"{}\" class=\"govuk-template\"><head><meta charset=\"utf-8\">\
         <title>{}</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"{css}\"></head><body class=\"govuk-template__body\">\
         <div class=\"govuk-width-container\"><main class=\"govuk-main-wrapper\">{body}</main></div>\
         </body></html>",
        lang.code(),
        Words::new(lang).t("insight-title"),
    );
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((
            "content-security-policy",
            "default-src 'none'; style-src 'self'; form-action 'self'",
        ))
        .body(page)
}

async fn file(request: HttpRequest, name: Path<String>, ground: Data<Ground>) -> HttpResponse {
    let asked = Asked::read(request.query_string(), ground.today);
    match asked
        .and_then(|asked| figures::answer(&name, &asked, &ground).map(|f| csv::file(&f, asked.bom)))
    {
        Ok(text) => HttpResponse::Ok().content_type("text/csv; charset=utf-8").body(text),
        Err(error) => HttpResponse::BadRequest().body(error.to_string()),
    }
}

async fn json(request: HttpRequest, name: Path<String>, ground: Data<Ground>) -> HttpResponse {
    let asked = Asked::read(request.query_string(), ground.today);
    match asked.and_then(|asked| figures::answer(&name, &asked, &ground)) {
        Ok(figure) => HttpResponse::Ok().json(figure),
        Err(error) => HttpResponse::BadRequest().body(error.to_string()),
    }
}
