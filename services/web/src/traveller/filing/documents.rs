//! Evidence: one file at a time, each with its receipt and its state. What it is, is asked; what
//! kind of file it is, is seen from its bytes.

use actix_multipart::Multipart;
use askama::Template;
use domain::matter::File;
use domain::recourse::inquiry::codes::Item;
use sha2::{Digest, Sha256};

use super::begun::{Begun, Handed, mark};
use super::sniff::{Sniffed, sniff};
use super::{gone, pages, save};
use crate::forms::{Choice, Field, Kind};
use crate::posted::Posted;
use crate::token::hex;
use crate::upload::{self, Upload};
use crate::visit::{Frame, Reply, Visit};

/// Most files of one filing.
pub const MOST: usize = 30;

#[derive(Template)]
#[template(path = "traveller/filing/documents.html")]
struct Documents {
    f: Frame,
    back: String,
    needs: Vec<(String, bool)>,
    files: Vec<Row>,
    fields: Vec<Field>,
    may_add: bool,
}

struct Row {
    id: String,
    name: String,
    item: String,
    size: String,
    at: String,
}

fn page(visit: &Visit, begun: &Begun, fields: Vec<Field>) -> Documents {
    let w = visit.w;
    let mut f = visit.frame(w.t("page-file-documents-title"));
    f.failed = fields.iter().any(|field| field.error.is_some());
    let label = |item: &Item| w.t(&format!("item-{}", item.code()));
    let zone = visit.counter.register.zone();
    let row = |handed: &Handed| Row {
        id: handed.id.to_string(),
        name: handed.file.name.clone(),
        item: label(&handed.item),
        size: w.size(handed.file.bytes),
        at: w.instant(&handed.at, zone),
    };
    Documents {
        f,
        back: pages::href(visit.lang(), pages::before(begun, ("file-documents", None))),
        needs: begun.needs().iter().map(|item| (label(item), begun.has(*item))).collect(),
        files: begun.files.iter().map(row).collect(),
        fields,
        may_add: begun.files.len() < MOST,
    }
}

/// What it is, and the file.
pub fn fields(visit: &Visit, needs: &[Item], item: &str) -> Vec<Field> {
    let w = visit.w;
    let others = Item::ALL.iter().filter(|i| !needs.contains(i) && **i != Item::ClearerCopy);
    let choice = |item: &Item| Choice::new(item.code(), w.t(&format!("item-{}", item.code())));
    let choices = needs.iter().chain(others).map(choice).collect();
    let mut what = Field { choices, ..Field::new("item", Kind::Select, w.t("ask-item")) };
    what.error_word = w.t("error-word");
    let mut file = Field::new("file", Kind::File, w.t("ask-file"));
    file.hint = Some(w.t("ask-file-hint"));
    file.error_word = w.t("error-word");
    vec![what.holding(item), file]
}

/// Shows what is there and what is still needed.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let fields = fields(&visit, &opened.begun.needs(), "");
    visit.show(&page(&visit, &opened.begun, fields))
}

/// Takes a file.
pub async fn add(visit: Visit, form: Multipart) -> Reply {
    let upload = upload::read(&visit, form).await?;
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let begun = &opened.begun;
    let known: Vec<&str> = begun.files.iter().map(|f| f.file.sha256.as_str()).collect();
    let mut fields = fields(&visit, &begun.needs(), upload.posted.get("item"));
    let checked = check(&visit, &upload, &known, &mut fields);
    let Some((item, bytes, media_type)) = checked.filter(|_| begun.files.len() < MOST) else {
        return visit.show_again(&page(&visit, begun, fields));
    };
    let (counter, at) = (&visit.counter, visit.counter.time.now());
    let whose = (opened.draft.id, begun.traveller);
    let key = counter.documents.put_with_draft(save::JURISDICTION, whose, bytes, at).await?;
    let file = described(&upload.name, (bytes, media_type), key);
    let handed = Handed { id: counter.ids.next(), item, file, at };
    let saved = save::change(&visit, |begun| begun.files.push(handed.clone())).await?;
    if saved.is_none() {
        counter.documents.drop_from_draft(save::JURISDICTION, &handed.file.key).await?;
        return gone(&visit, &[]);
    }
    visit.go(&visit.href("file-documents", &[]))
}

/// What was handed in: its kind, its bytes and its media type; or the fields say what is wrong.
pub fn check<'a>(
    visit: &Visit,
    upload: &'a Upload,
    known: &[&str],
    fields: &mut [Field],
) -> Option<(Item, &'a [u8], &'static str)> {
    let item = Item::parse(upload.posted.get("item"));
    if item.is_none() {
        fields[0].error = Some(visit.w.t("ask-item-missing"));
    }
    let file = trouble_or_type(upload, known);
    if let Err(key) = file {
        fields[1].error = Some(visit.w.t(key));
    }
    Some((item?, upload.bytes.as_deref()?, file.ok()?))
}

fn trouble_or_type(upload: &Upload, known: &[&str]) -> Result<&'static str, &'static str> {
    let Some(bytes) = &upload.bytes else {
        return Err("trouble-file-large");
    };
    if upload.name.is_empty() {
        return Err("ask-file-missing");
    }
    let media_type = match sniff(bytes) {
        Sniffed::Taken(media_type) => media_type,
        Sniffed::Empty => return Err("trouble-file-empty"),
        Sniffed::OtherKind => return Err("trouble-file-kind"),
        Sniffed::Cut => return Err("trouble-file-cut"),
        Sniffed::Locked => return Err("trouble-file-locked"),
        Sniffed::Broken => return Err("trouble-file-broken"),
    };
    let digest = hex(&Sha256::digest(bytes));
    if known.contains(&digest.as_str()) { Err("trouble-file-twice") } else { Ok(media_type) }
}

/// Seals a file of a case and puts it away before anything says that it was received.
pub async fn keep(
    visit: &Visit,
    subject: domain::SubjectId,
    name: &str,
    bytes: &[u8],
    media_type: &str,
) -> Result<File, crate::WebError> {
    let (counter, at) = (&visit.counter, visit.counter.time.now());
    let key = counter.documents.put(save::JURISDICTION, subject, bytes, at).await?;
    Ok(described(name, (bytes, media_type), key))
}

fn described(name: &str, (bytes, media_type): (&[u8], &str), key: String) -> File {
    File {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes: bytes.len() as u64,
        sha256: hex(&Sha256::digest(bytes)),
        key,
    }
}

/// Takes a file out, or goes on.
pub async fn change(visit: Visit, posted: Posted) -> Reply {
    let (action, id) = (posted.get("action"), posted.get("id"));
    let before = save::load(&visit).await?.map(|opened| opened.begun.files).unwrap_or_default();
    let saved = save::change(&visit, |begun| {
        if action == "remove" {
            begun.files.retain(|handed| handed.id.to_string() != id);
        } else {
            begun.done.insert(mark("file-documents", None));
        }
    });
    let Some(begun) = saved.await? else {
        return gone(&visit, &[]);
    };
    if action == "remove" {
        for out in before.iter().filter(|handed| handed.id.to_string() == id) {
            let documents = &visit.counter.documents;
            documents.drop_from_draft(save::JURISDICTION, &out.file.key).await?;
        }
        return visit.go(&visit.href("file-documents", &[]));
    }
    visit.go(&pages::href(visit.lang(), pages::next(&begun)))
}
