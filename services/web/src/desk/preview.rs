//! The letter before it goes: as it would read if the draft were issued now, in English and in
//! French side by side, from the same wording and the same facts as the letter itself.

use actix_web::{HttpResponse, web};
use askama::Template;
use domain::case::Event;
use domain::matter::Content;
use domain::purpose::Language;
use domain::recourse::{self, inquiry};
use letters::{LetterError, LetterFacts, Occasion, Rendered};

use super::open::OpenCase;
use super::outbox::Called;
use crate::counter::Counter;
use crate::error::WebError;
use crate::staff::{Me, NotIn, SignedIn};
use crate::visit::Frame;

#[derive(Template)]
#[template(path = "desk/preview.html")]
struct Page {
    f: Frame,
    me: Me,
    reference: String,
    english: Option<Rendered>,
    french: Option<Rendered>,
    trouble: Option<String>,
}

#[derive(Template)]
#[template(path = "desk/letter.html")]
struct Letter {
    f: Frame,
    me: Me,
    reference: String,
    lang: &'static str,
    written: Rendered,
    to: Vec<String>,
    version: String,
    /// The wording in which it went out, where that has changed since.
    sent_in: Option<String>,
}

/// Shows the drafted decision as a letter.
pub async fn draft(me: SignedIn, path: web::Path<(String, String)>) -> Result<HttpResponse, NotIn> {
    let (reference, id) = path.into_inner();
    let open = OpenCase::find(&me, &reference).await?;
    open.read(&me, "preview").await?;
    let drafted = open.inquiry().filter(|i| i.id.to_string() == id);
    let drafted = drafted.and_then(|i| Some((i, i.proposal.as_ref()?)));
    let (inquiry, proposal) = drafted.ok_or(WebError::NotFound)?;
    let issued = inquiry::Event::Decided { proposal: proposal.id, on: me.today };
    let event = recourse::Event::Inquiry(issued);
    let events = [Event::Recourse { id: inquiry.id, event }];
    let occasion = occasion(&me, &open, Language::En).ok_or(WebError::NotFound)?;
    let letter = inquiry::letters::decision_letter(inquiry);
    let rendered =
        letters::preview(letter, &occasion, &events, &me.visit.counter.letters_profile());
    let w = me.visit.w;
    let (english, french, trouble) = match rendered {
        Ok((english, french)) => (Some(english), Some(french), None),
        Err(error) => {
            tracing::warn!(%error, letter, "a draft does not make a letter");
            (None, None, Some(w.t("desk-preview-trouble")))
        }
    };
    let f = me.frame(w.t1("desk-preview-title", "reference", &reference));
    let page = Page { f, me: me.me(), reference, english, french, trouble };
    Ok(me.visit.show(&page)?)
}

fn occasion<'a>(me: &'a SignedIn, open: &'a OpenCase, lang: Language) -> Option<Occasion<'a>> {
    Some(Occasion {
        case: open.case(),
        entry: open.loaded.entries.last()?,
        recipient: open.case().traveller,
        lang,
        matter: open.opened.all(),
        rules: me.record.register.rules(),
        zone: me.record.register.zone(),
    })
}

/// A letter that was sent, or is to go by post, made again from the event that called for it.
pub async fn letter(
    me: SignedIn,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, NotIn> {
    let (reference, outbox) = path.into_inner();
    let open = OpenCase::find(&me, &reference).await?;
    open.read(&me, "letter").await?;
    let row = super::outbox::of_case(&me, &open)
        .into_iter()
        .find(|row| row.id.to_string() == outbox)
        .ok_or(WebError::NotFound)?;
    let written = written(&me, &open, &row).await?;
    let f = me.frame(written.subject.clone());
    let to = address(&open, row.subject);
    let version = written.version.clone();
    let notice = open.case().notices.iter().find(|n| n.outbox == row.id);
    let sent_in = notice.and_then(|n| n.wording.clone()).filter(|sent| *sent != version);
    let lang = row.language.code();
    let page = Letter { f, me: me.me(), reference, lang, written, to, version, sent_in };
    Ok(me.visit.show(&page)?)
}

/// A letter in today's wording, from the facts of the event that called for it.
pub(super) async fn written(
    me: &SignedIn,
    open: &OpenCase,
    row: &Called,
) -> Result<Rendered, WebError> {
    let register = &me.record.register;
    let as_of = store::AsOf::Version(row.version);
    let then = register.load_as_of(me.jurisdiction, open.id, as_of).await?;
    let then = then.ok_or(WebError::NotFound)?;
    let entry = then.entries.last().ok_or(WebError::NotFound)?;
    let occasion = Occasion {
        case: &then.case,
        entry,
        recipient: row.subject,
        lang: row.language,
        matter: open.opened.all(),
        rules: register.rules(),
        zone: register.zone(),
    };
    let rendered = render(&row.letter, &occasion, &me.visit.counter);
    rendered.map_err(|e| WebError::inside("write a letter")(Box::new(e)))
}

fn render(code: &str, occasion: &Occasion<'_>, counter: &Counter) -> Result<Rendered, LetterError> {
    letters::render(code, &LetterFacts::of(occasion)?, &counter.letters_profile())
}

/// Name and postal address, line by line.
fn address(open: &OpenCase, subject: domain::SubjectId) -> Vec<String> {
    let case = open.case();
    let helper = case.representative.as_ref().filter(|helper| helper.subject == subject);
    let person = helper.map_or(case.person, |helper| helper.person);
    match open.opened.all().get(&person) {
        Some(Content::Person(person)) => {
            let lines = person.address.lines().map(ToOwned::to_owned);
            std::iter::once(person.name.clone()).chain(lines).collect()
        }
        _ => Vec::new(),
    }
}
