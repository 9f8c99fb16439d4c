//! Files: sent as a form in parts or as base64 in JSON, looked at by their own bytes, sealed and
//! put away before the receipt.

use actix_multipart::Multipart;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest as _, HttpRequest, HttpResponse, dev::Payload, web};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use domain::recourse::inquiry::codes::Item;
use futures_util::StreamExt as _;
use sha2::{Digest, Sha256};

use super::call::Call;
use super::cases::{OFFICE, written};
use super::fault::Fault;
use super::sent;
use super::types::DocumentUpload;
use crate::posted::tidy;
use crate::steps::{self, Sealer, Trouble, file};
use crate::upload::FILE;

/// A file with what was said of it.
struct Handed {
    item: String,
    name: String,
    bytes: Vec<u8>,
}

/// Takes a file in.
pub async fn add(
    call: Call,
    path: web::Path<String>,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, Fault> {
    call.must("cases:file", OFFICE)?;
    let key = sent::key(request.headers())?;
    let expected = sent::if_match(request.headers())?;
    let found = call.case(&path, None).await?;
    let handed = read(&request, payload.into_inner()).await?;
    let trouble = |at: &str, what| Fault::Fields(vec![Trouble::new(at, what)]);
    if Item::parse(&handed.item).is_none() {
        return Err(trouble(
            "item",
            if handed.item.is_empty() { "missing" } else { "unknown-code" },
        ));
    }
    let kind = file::media_type(&handed.bytes).map_err(|what| trouble("file", what))?;
    let digest = digest(&request, &handed);
    let (record, subject) = (call.record(), found.loaded.case.traveller);
    let at = (call.jurisdiction, subject);
    let kept =
        file::keep(&record.documents, at, &handed.name, (&handed.bytes, kind), call.at).await?;
    let sealer = Sealer::new(call.visit.counter.ids.as_ref(), subject, None);
    let order = steps::document(&handed.item, kept, "api", sealer).ok_or(Fault::Unreadable)?;
    let submission = store::Submission {
        command_id: key,
        caller: call.caller(),
        digest,
        expected,
        command: order.command,
        matter: order.matter,
    };
    let register = &record.register;
    let result = register.submit(found.id, call.jurisdiction, submission, call.moment()).await;
    let receipt = result.map_err(|error| call.told(error.into()))?;
    Ok(written(HttpResponse::Created(), &receipt))
}

/// The file's own digest counts, not the form's: its boundaries change with every sending.
fn digest(request: &HttpRequest, handed: &Handed) -> [u8; 32] {
    let mut said = handed.item.clone().into_bytes();
    said.push(0);
    said.extend(handed.name.as_bytes());
    said.push(0);
    said.extend(Sha256::digest(&handed.bytes));
    sent::digest(request, &said)
}

async fn read(request: &HttpRequest, mut payload: Payload) -> Result<Handed, Fault> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if kind.starts_with("multipart/form-data") {
        let form = Multipart::from_request(request, &mut payload).await;
        return parts(form.map_err(|_| Fault::Unreadable)?).await;
    }
    if !kind.starts_with("application/json") {
        return Err(Fault::WrongKind);
    }
    let bytes = sent::body(&mut payload, FILE * 4 / 3 + 4096).await?;
    let upload: DocumentUpload = serde_json::from_slice(&bytes).map_err(|_| Fault::Unreadable)?;
    let bytes = BASE64.decode(upload.content.as_bytes());
    let bytes = bytes.map_err(|_| Fault::Fields(vec![Trouble::new("content", "not-base64")]))?;
    if bytes.len() > FILE {
        return Err(Fault::TooLarge);
    }
    Ok(Handed { item: upload.item, name: tidy(&upload.name), bytes })
}

async fn parts(mut form: Multipart) -> Result<Handed, Fault> {
    let mut handed = Handed { item: String::new(), name: String::new(), bytes: Vec::new() };
    while let Some(part) = form.next().await {
        let mut part = part.map_err(|_| Fault::Unreadable)?;
        let key = part.name().unwrap_or_default().to_owned();
        let name = part.content_disposition().and_then(|d| d.get_filename()).map(tidy);
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            bytes.extend_from_slice(&chunk.map_err(|_| Fault::Unreadable)?);
            if bytes.len() > FILE {
                return Err(Fault::TooLarge);
            }
        }
        match (key.as_str(), name) {
            ("file", Some(name)) => (handed.name, handed.bytes) = (name, bytes),
            ("item", _) => handed.item = String::from_utf8(bytes).map_err(|_| Fault::Unreadable)?,
            _ => return Err(Fault::Fields(vec![Trouble::new(key, "unknown-field")])),
        }
    }
    Ok(handed)
}
