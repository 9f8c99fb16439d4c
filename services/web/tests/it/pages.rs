//! Every page of the table of paths, as a stranger meets it.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use web::Lang;
use web::paths::{PLACES, href};

use crate::browser::{Browser, Page};
use crate::desk_of_one::Office;

const PARTS: &[(&str, &[&str])] = &[
    ("papers", &["us"]),
    ("doors", &["us", "i-275"]),
    ("sheet", &["ca"]),
    ("case-letter", &["1"]),
    ("case-step", &["withdraw"]),
];

fn path(lang: Lang, name: &str) -> String {
    let parts = PARTS.iter().find(|p| p.0 == name).map_or(&["1"][..], |p| p.1);
    href(lang, name, parts)
}

/// A key without words would stand there in brackets.
fn assert_whole(page: &Page, lang: Lang) {
    assert!(page.has(&format!("<html lang=\"{}\"", lang.code())), "{}", page.path);
    for piece in page.html.split('[').skip(1) {
        let key = piece.split(']').next().unwrap();
        let is_key = key.contains('-') && key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(!is_key, "no wording for {key} on {}", page.path);
    }
    let header = |name| page.headers.get(name).map_or("", |v| v.to_str().unwrap());
    assert!(header("content-security-policy").contains("default-src 'none'"), "{}", page.path);
    assert_eq!(header("content-language"), lang.code(), "{}", page.path);
    assert!(!page.html.contains(" style="), "inline style on {}", page.path);
}

pub(crate) async fn every_page_is_there_in_both_languages(office: &Office) {
    for place in PLACES {
        for lang in Lang::ALL {
            let mut browser = Browser::new(office);
            let page = browser.get(&path(lang, place.name)).await;
            let expected = [StatusCode::OK, StatusCode::GONE, StatusCode::NOT_FOUND];
            assert!(expected.contains(&page.status), "{} {}", page.path, page.status);
            assert_whole(&page, lang);
            let twin = page.html.split("hreflang=").count() - 1;
            assert!(twin >= 2, "no way to the other language on {}", page.path);
        }
    }
}

pub(crate) async fn no_form_is_taken_without_its_token(office: &Office) {
    for place in PLACES {
        let to = path(Lang::En, place.name);
        let plain = TestRequest::post().set_form([("token", "0".repeat(80)), ("code", "1".into())]);
        let multipart = TestRequest::post()
            .insert_header(("content-type", "multipart/form-data; boundary=x"))
            .set_payload(
                "--x\r\nContent-Disposition: form-data; name=\"item\"\r\n\r\nx\r\n--x--\r\n",
            );
        for request in [plain, multipart] {
            let page = Browser::new(office).send(request, &to).await;
            assert!(page.status.is_client_error(), "{to} took a form: {}", page.status);
        }
    }
    // The right token of this browser, but sent from another site.
    let mut browser = Browser::new(office);
    let page = browser.get("/en/right-door").await;
    let token = page.hidden("/en/right-door", "token");
    let request = TestRequest::post()
        .insert_header(("sec-fetch-site", "cross-site"))
        .set_form([("token", &token)]);
    let answer = browser.send(request, "/en/right-door").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let request = TestRequest::post().set_form([("token", &token)]);
    let answer = browser.send(request, "/en/right-door").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.has("<title>Error: "), "the title says that something is wrong");
}

pub(crate) async fn failures_have_pages(office: &Office) {
    let mut browser = Browser::new(office);
    let page = browser.get("/fr/nulle-part").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.has("Page introuvable"));
    assert_whole(&page, Lang::Fr);
    let page = browser.send(TestRequest::get(), "/").await;
    assert_eq!(page.headers.get("location").unwrap(), "/en");
    let asked = TestRequest::get().insert_header(("accept-language", "fr-CA"));
    let page = browser.send(asked, "/").await;
    assert_eq!(page.headers.get("location").unwrap(), "/fr");
    let page = browser.get("/.well-known/security.txt").await;
    assert!(page.has("Contact: ") && page.has("Expires: 2026-"), "{}", page.html);
}

/// Page, styles and scripts, compressed, as a browser fetches them first.
pub(crate) async fn the_first_page_is_light(office: &Office) {
    use std::io::Write as _;
    let mut browser = Browser::new(office);
    let page = browser.get("/fr").await;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(page.html.as_bytes()).unwrap();
    let mut bytes = encoder.finish().unwrap().len();
    let files: Vec<&str> =
        page.html.split('"').filter(|piece| piece.starts_with("/assets/")).collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for file in files {
        let app = TestRequest::get().insert_header(("accept-encoding", "gzip"));
        let asset = browser.send(app, file).await;
        assert_eq!(asset.status, StatusCode::OK);
        let length = asset.headers.get("content-length").map(|l| l.to_str().unwrap().to_owned());
        bytes += length.map_or(asset.html.len(), |l| l.parse().unwrap());
    }
    assert!(bytes < 60_000, "the first page takes {bytes} bytes");
}
