//! Evidence: a file as it was handed in, shown to whoever works the case and never kept by a
//! browser; and a file taken in over the counter or from an envelope.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_FRAME_OPTIONS,
};
use actix_web::{HttpResponse, web};
use domain::purpose::Channel;
use jiff::Timestamp;
use jiff::civil::Date;

use super::act;
use super::case::{Asked, Said, page};
use super::form::Again;
use super::heic;
use super::open::OpenCase;
use crate::error::WebError;
use crate::staff::{NotIn, SignedIn, escape};
use crate::steps::{self, Sealer, Trouble, file};
use crate::upload::{self, Upload};

/// What a document may do: nothing, save be shown on our own pages.
const CONTENT: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; \
    plugin-types application/pdf; frame-ancestors 'self'";
/// Kinds that a browser shows by itself without running anything in them.
const SHOWN: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

/// Shows a document, or hands it out where a browser could not show it.
pub async fn show(me: SignedIn, path: web::Path<(String, String)>) -> Result<HttpResponse, NotIn> {
    let (reference, id) = path.into_inner();
    let open = OpenCase::find(&me, &reference).await?;
    let document = open.case().documents.iter().find(|d| d.id.to_string() == id);
    let document = document.ok_or(WebError::NotFound)?;
    let described = open.opened.file(document.file).ok_or(WebError::Gone)?;
    open.read(&me, "document").await?;
    let (documents, subject) = (&me.record.documents, open.case().traveller);
    let bytes = documents.get(me.jurisdiction, subject, &described.key, me.at).await;
    let bytes = bytes.map_err(WebError::from)?;
    let (bytes, media_type) = to_show(bytes, &described.media_type).await;
    let shown = SHOWN.contains(&media_type);
    let kind = if shown { media_type } else { "application/octet-stream" };
    let how = if shown { "inline" } else { "attachment" };
    // The name goes only into the encoded form: nothing of it can end the header.
    let name = escape(&described.name.replace('/', "_"));
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CONTENT_DISPOSITION, format!("{how}; filename*=UTF-8''{name}")))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .insert_header((CONTENT_SECURITY_POLICY, CONTENT))
        .body(bytes))
}

/// A photo from a telephone as a picture that browsers know, where it can be made into one.
async fn to_show(bytes: Vec<u8>, media_type: &str) -> (Vec<u8>, &str) {
    if media_type != "image/heic" {
        return (bytes, media_type);
    }
    match heic::jpeg(&bytes).await {
        Some(made) => (made, "image/jpeg"),
        None => (bytes, media_type),
    }
}

/// Takes a file in.
pub async fn add(
    me: SignedIn,
    path: web::Path<String>,
    form: Multipart,
) -> Result<HttpResponse, NotIn> {
    let upload = upload::read(&me.visit, form).await?;
    let open = OpenCase::find(&me, &path).await?;
    let asked = Asked { step: "add-document".to_owned(), ..Asked::default() };
    let posted = &upload.posted;
    let ((bytes, kind), received) = match checked(&upload, me.today) {
        Ok(checked) => checked,
        Err(troubles) => return Ok(ill(&me, &open, &asked, &upload, &troubles).await?),
    };
    let at = (me.jurisdiction, open.case().traveller);
    let kept = file::keep(&me.record.documents, at, &upload.name, (bytes, kind), me.at).await;
    let kept = kept.map_err(WebError::from)?;
    let (item, day) = (posted.get("item"), received.map_or_else(String::new, |on| on.to_string()));
    let parts = [b"document", item.as_bytes(), kept.sha256.as_bytes(), day.as_bytes()];
    let digest = act::digest(&parts);
    let sealer = Sealer::new(me.visit.counter.ids.as_ref(), open.case().traveller, None);
    let order = steps::document(item, kept, posted.get("channel"), sealer);
    let order = order.ok_or(WebError::StaleForm)?;
    let mut moment = me.moment();
    moment.occurred = received.and_then(|on| noon(&me, on)).filter(|noon| *noon < me.at);
    let result = act::submit_at(&me, &open, posted, order, (None, digest), moment).await?;
    Ok(act::answer(&me, &open, &asked, posted, result).await?)
}

/// The middle of a day at the office: no zone moves it to another.
fn noon(me: &SignedIn, on: Date) -> Option<Timestamp> {
    let noon = me.record.register.zone().to_ambiguous_timestamp(on.at(12, 0, 0, 0));
    noon.compatible().ok()
}

/// The day on which a paper reached the office: it counts, not the day on which it was scanned.
fn received(upload: &Upload, today: Date) -> Result<Option<Date>, Trouble> {
    let trouble = |what| Err(Trouble::new("received_on", what));
    match steps::typed_date(&upload.posted, "received_on").map(|day| day.parse::<Date>()) {
        None if upload.posted.get("channel") == Channel::Paper.code() => trouble("missing"),
        None => Ok(None),
        Some(Ok(on)) if on <= today => Ok(Some(on).filter(|on| *on < today)),
        Some(Ok(_)) => trouble("in-future"),
        Some(Err(_)) => trouble("not-a-date"),
    }
}

/// A file, its kind, and the day on which it came where that was earlier.
type Checked<'a> = ((&'a [u8], &'static str), Option<Date>);

fn checked(upload: &Upload, today: Date) -> Result<Checked<'_>, Vec<Trouble>> {
    let mut troubles = Vec::new();
    let received = received(upload, today).unwrap_or_else(|trouble| {
        troubles.push(trouble);
        None
    });
    let item = upload.posted.get("item");
    if domain::recourse::inquiry::codes::Item::parse(item).is_none() {
        troubles.push(Trouble::new("item", "missing"));
    }
    let file = match &upload.bytes {
        None => Err("file-large"),
        Some(_) if upload.name.is_empty() => Err("file-missing"),
        Some(bytes) => file::media_type(bytes).map(|kind| (bytes.as_slice(), kind)),
    };
    match file {
        Ok(file) if troubles.is_empty() => Ok((file, received)),
        Ok(_) => Err(troubles),
        Err(what) => {
            troubles.push(Trouble::new("file", what));
            Err(troubles)
        }
    }
}

async fn ill(
    me: &SignedIn,
    open: &OpenCase,
    asked: &Asked,
    upload: &Upload,
    troubles: &[Trouble],
) -> Result<HttpResponse, WebError> {
    let w = me.visit.w;
    let of_file = troubles.iter().filter(|t| t.at == "file");
    let said = Said {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        text: w.t("desk-put-right"),
        lines: of_file.map(|t| crate::api::problem::bad_field(w, t.what)).collect(),
    };
    let again = Again { typed: Some(&upload.posted), troubles };
    page(me, open, asked, &again, Some(upload.posted.get("once")), Some(said)).await
}
