//! Styles and scripts, embedded at build time and served under an address that holds their
//! digest, so that browsers may keep them for ever.

use std::io::Write;
use std::sync::LazyLock;

use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, ETAG, IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse, web};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::token::hex;

const BUILT: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.table"));
const MARK: &[u8] = include_bytes!("../assets/mark.svg");

/// One file.
struct Asset {
    name: &'static str,
    media_type: &'static str,
    digest: String,
    plain: &'static [u8],
    gzip: Vec<u8>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mark = [("mark.svg", MARK)];
    BUILT.iter().chain(&mark).map(|(name, plain)| Asset::new(name, plain)).collect()
});

impl Asset {
    fn new(name: &'static str, plain: &'static [u8]) -> Self {
        let media_type = match name.rsplit('.').next() {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let digest = hex(&Sha256::digest(plain)[..8]);
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        let written = encoder.write_all(plain).and_then(|()| encoder.finish());
        let gzip = written.expect("a vector takes every byte");
        Self { name, media_type, digest, plain, gzip }
    }
}

/// The address of a file, with its digest.
pub fn href(name: &str) -> String {
    let digest = ASSETS.iter().find(|a| a.name == name).map_or("none", |a| a.digest.as_str());
    format!("/assets/{digest}/{name}")
}

/// Serves one file; an old digest gets the present file without a promise to keep it.
pub async fn serve(request: HttpRequest, path: web::Path<(String, String)>) -> HttpResponse {
    let (digest, name) = path.into_inner();
    let Some(asset) = ASSETS.iter().find(|a| a.name == name) else {
        return HttpResponse::NotFound().finish();
    };
    let tag = format!("\"{}\"", asset.digest);
    let keep =
        if digest == asset.digest { "public, max-age=31536000, immutable" } else { "no-cache" };
    let header = |name| request.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or("");
    if header(IF_NONE_MATCH).contains(&tag) {
        return HttpResponse::NotModified().insert_header((ETAG, tag)).finish();
    }
    let mut answer = HttpResponse::Ok();
    answer
        .content_type(asset.media_type)
        .insert_header((ETAG, tag))
        .insert_header((CACHE_CONTROL, keep))
        .insert_header((VARY, "accept-encoding"));
    if header(ACCEPT_ENCODING).contains("gzip") {
        return answer.insert_header((CONTENT_ENCODING, "gzip")).body(asset.gzip.as_slice());
    }
    answer.body(asset.plain)
}
