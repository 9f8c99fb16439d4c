//! Handing in documents later: the same checks and receipts as with the filing; each file is an
//! event at once, so that it is on the timeline before the page says that it arrived.

use actix_multipart::Multipart;
use askama::Template;
use domain::matter::Content;
use domain::recourse::inquiry::codes::Item;
use domain::{MatterId, Moment};
use sha2::{Digest, Sha256};
use store::{CommandId, Submission};

use super::lost;
use super::session::{self, Opened};
use crate::error::WebError;
use crate::forms::Field;
use crate::steps::{self, Sealer};
use crate::traveller::filing::documents as filed;
use crate::traveller::filing::submit::of_submit;
use crate::upload;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/tracking/documents.html")]
struct Page {
    f: Frame,
    needs: Vec<String>,
    files: Vec<Row>,
    fields: Vec<Field>,
    may_add: bool,
    may_answer: bool,
}

struct Row {
    name: String,
    item: String,
    day: String,
    state: String,
    colour: &'static str,
}

/// Names and digests of what is there.
async fn known(
    visit: &Visit,
    opened: &Opened,
) -> Result<std::collections::HashMap<MatterId, Content>, WebError> {
    let ids: Vec<MatterId> = opened.loaded.case.documents.iter().map(|d| d.file).collect();
    Ok(visit.counter.register.matter(opened.jurisdiction, &ids).await?)
}

fn items(opened: &Opened) -> Vec<Item> {
    opened.inquiry().wait.as_ref().map(|wait| wait.items.clone()).unwrap_or_default()
}

/// As many files as with a filing; whoever has more to show calls or writes.
fn may_add(opened: &Opened) -> bool {
    opened.loaded.case.documents.len() < filed::MOST
}

async fn page(visit: &Visit, opened: &Opened, fields: Vec<Field>) -> Result<Page, WebError> {
    let (w, matter) = (visit.w, known(visit, opened).await?);
    let label = |item: &Item| w.t(&format!("item-{}", item.code()));
    let row = |document: &domain::case::Document| {
        let name = match matter.get(&document.file) {
            Some(Content::File(file)) => file.name.clone(),
            _ => w.t("file-erased"),
        };
        let (state, colour) = match document.checked {
            None => (w.t("file-received"), "blue"),
            Some(checked) => (w.t(&format!("checked-{}", checked.code())), "grey"),
        };
        Row { name, item: label(&document.item), day: w.date(&document.on), state, colour }
    };
    let mut f = visit.frame(w.t("page-file-documents-title"));
    f.failed = fields.iter().any(|field| field.error.is_some());
    let may_answer = super::case::offered(opened).any(|step| step.key == "answer-request");
    Ok(Page {
        f,
        needs: items(opened).iter().map(label).collect(),
        files: opened.loaded.case.documents.iter().map(row).collect(),
        fields,
        may_add: may_add(opened),
        may_answer,
    })
}

/// Shows what is there and what is asked for.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = session::load(&visit).await? else {
        return lost::way_in(&visit);
    };
    let fields = filed::fields(&visit, &items(&opened), "");
    let page = page(&visit, &opened, fields).await?;
    visit.show(&page)
}

/// Takes a file.
pub async fn add(visit: Visit, form: Multipart) -> Reply {
    let upload = upload::read(&visit, form).await?;
    let Some(opened) = session::load(&visit).await? else {
        return lost::ended(&visit, &[]);
    };
    let matter = known(&visit, &opened).await?;
    let digest = |content: &Content| match content {
        Content::File(file) => Some(file.sha256.clone()),
        Content::Text { .. } | Content::Person(_) | Content::Details { .. } => None,
    };
    let there: Vec<String> = matter.values().filter_map(digest).collect();
    let there: Vec<&str> = there.iter().map(String::as_str).collect();
    let mut fields = filed::fields(&visit, &items(&opened), upload.posted.get("item"));
    let checked = filed::check(&visit, &upload, &there, &mut fields);
    let Some((item, bytes, kind)) = checked.filter(|_| may_add(&opened)) else {
        let page = page(&visit, &opened, fields).await?;
        return visit.show_again(&page);
    };
    let traveller = opened.loaded.case.traveller;
    let file = filed::keep(&visit, traveller, &upload.name, bytes, kind).await?;
    let sealer = Sealer::new(visit.counter.ids.as_ref(), traveller, None);
    let order = steps::document(item.code(), file, "web", sealer).ok_or(WebError::NotFound)?;
    let submission = Submission {
        command_id: CommandId::new(visit.counter.ids.next()),
        caller: format!("traveller {}", opened.subject),
        digest: Sha256::digest(bytes).into(),
        expected: None,
        command: order.command,
        matter: order.matter,
    };
    let moment = Moment::new(visit.counter.time.now(), opened.actor());
    let register = &visit.counter.register;
    register.submit(opened.id, opened.jurisdiction, submission, moment).await.map_err(of_submit)?;
    visit.go(&visit.href("case-documents", &[]))
}
