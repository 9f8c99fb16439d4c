//! Filing a traveller-redress inquiry: one thing a page, saved after every page. The pages made
//! of questions share the two handlers here; those that do something else have files of their own.

use actix_web::http::StatusCode;
use actix_web::web::{ServiceConfig, get, post};
use askama::Template;
use jiff::civil::Date;

use super::page;
use crate::error::WebError;
use crate::forms::Field;
use crate::posted::Posted;
use crate::token::hex;
use crate::visit::{Frame, Reply, Visit};
use begun::{Answers, Begun, mark};
use mailbox::Mailbox;
use pages::{Page, Stop};

pub mod address;
pub mod begun;
pub mod documents;
pub mod done;
pub mod incidents;
pub mod mailbox;
pub mod order;
pub mod pages;
pub mod questions;
pub mod resume;
pub mod review;
pub mod save;
pub mod sniff;
pub mod start;
pub mod submit;

/// The pages of a filing.
pub fn routes(cfg: &mut ServiceConfig) {
    page(cfg, "file", || vec![get().to(start::show), post().to(start::begin)]);
    page(cfg, "resume", || vec![get().to(resume::ask), post().to(resume::send)]);
    page(cfg, "resume-code", || vec![get().to(resume::ask), post().to(resume::open)]);
    for one in pages::PAGES {
        page(cfg, one.name, || vec![get().to(show), post().to(answer)]);
    }
    for mailbox in Mailbox::ALL {
        let name = mailbox.proved_on();
        page(cfg, name, || vec![get().to(address::ask), post().to(address::prove)]);
    }
    page(cfg, "file-incidents", || vec![get().to(incidents::show), post().to(incidents::change)]);
    page(cfg, "file-documents", || vec![get().to(documents::show), post().to(documents::add)]);
    page(cfg, "file-documents-change", || {
        vec![get().to(documents::show), post().to(documents::change)]
    });
    page(cfg, "file-check", || vec![get().to(review::show), post().to(submit::send)]);
    page(cfg, "file-done", || vec![get().to(done::show)]);
}

#[derive(Template)]
#[template(path = "traveller/filing/question.html")]
struct Ask {
    f: Frame,
    back: String,
    caption: Option<String>,
    has_heading: bool,
    lead: Option<String>,
    fields: Vec<Field>,
    seen: String,
    elsewhere: bool,
}

#[derive(Template)]
#[template(path = "traveller/filing/gone.html")]
struct Gone {
    f: Frame,
    typed: Vec<(String, String)>,
}

/// Says that the draft is gone, and gives back what was typed.
pub fn gone(visit: &Visit, fields: &[Field]) -> Reply {
    visit.forget(save::COOKIE);
    let typed = |field: &Field| (field.label.clone(), field.spoken());
    let typed = fields.iter().filter(|f| f.is_answered()).map(typed).collect();
    let f = visit.frame(visit.w.t("error-gone-title"));
    visit.show_as(StatusCode::GONE, &Gone { f, typed })
}

/// The office's day: no answer may lie after it.
pub fn today(visit: &Visit) -> Date {
    let counter = &visit.counter;
    counter.register.zone().to_datetime(counter.time.now()).date()
}

/// The page that an address names, and which incident it is about.
fn stop(visit: &Visit, begun: &Begun) -> Result<(&'static Page, Stop), WebError> {
    let page = pages::named(visit.place()).ok_or(WebError::NotFound)?;
    if !page.of_incident {
        return Ok((page, (page.name, None)));
    }
    let number: usize = visit.part("n").parse().map_err(|_| WebError::NotFound)?;
    let number = number.checked_sub(1).filter(|n| *n < begun.incidents.len());
    Ok((page, (page.name, Some(number.ok_or(WebError::NotFound)?))))
}

fn answers(begun: &Begun, stop: Stop) -> &Answers {
    stop.1.map_or(&begun.answers, |number| &begun.incidents[number])
}

/// Tells whether another tab changed this page since it was shown.
fn fingerprint(page: &Page, answers: &Answers) -> String {
    let kept = |ask: &questions::Question| answers.get(ask.key).cloned().unwrap_or_default();
    let text = page.asks.iter().map(kept).collect::<Vec<_>>().join("\u{1f}");
    hex(&<sha2::Sha256 as sha2::Digest>::digest(text)[..6])
}

fn ask(visit: &Visit, (page, stop): (&Page, Stop), begun: &Begun, fields: Vec<Field>) -> Ask {
    let w = visit.w;
    let has_heading = page.asks.len() == 1;
    let mut fields = fields;
    let title = if has_heading {
        fields[0].heading = true;
        fields[0].label.clone()
    } else {
        w.of("page-{name}-title", page.name)
    };
    let lead = format!("page-{}-lead", page.name);
    let mut f = visit.frame(title);
    f.failed = fields.iter().any(|field| field.error.is_some());
    Ask {
        f,
        back: pages::href(visit.lang(), pages::before(begun, stop)),
        caption: stop.1.map(|number| w.t1("page-incident", "count", number + 1)),
        has_heading,
        lead: w.has(&lead).then(|| w.t(&lead)),
        seen: fingerprint(page, answers(begun, stop)),
        fields,
        elsewhere: false,
    }
}

/// Shows a page with what was answered before.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    let (page, stop) = stop(&visit, &opened.begun)?;
    let kept = answers(&opened.begun, stop);
    let value = |key: &str| match kept.get(key) {
        None if key == "language" => visit.lang().code().to_owned(),
        kept => kept.cloned().unwrap_or_default(),
    };
    let field = |ask: &questions::Question| ask.field(visit.w, &value(ask.key));
    let fields = page.asks.iter().map(field).collect();
    visit.show(&ask(&visit, (page, stop), &opened.begun, fields))
}

/// Takes the answers of a page, or shows it again with what was typed.
pub async fn answer(visit: Visit, posted: Posted) -> Reply {
    let typed = |ask: &questions::Question| ask.field(visit.w, &ask.typed(&posted));
    let Some(opened) = save::load(&visit).await? else {
        let asks = pages::named(visit.place()).map_or(&[][..], |page| page.asks);
        return gone(&visit, &asks.iter().map(typed).collect::<Vec<_>>());
    };
    let (page, stop) = stop(&visit, &opened.begun)?;
    let kept = answers(&opened.begun, stop);
    let mut fields: Vec<Field> = page.asks.iter().map(typed).collect();
    for (field, ask) in fields.iter_mut().zip(page.asks) {
        field.error = ask.trouble(visit.w, field, today(&visit));
    }
    across(&visit, &opened.begun, kept, &mut fields);
    let differs = fields.iter().any(|f| kept.get(&*f.key).map_or("", String::as_str) != f.value);
    let elsewhere = posted.get("seen") != fingerprint(page, kept) && differs;
    if elsewhere || fields.iter().any(|field| field.error.is_some()) {
        let mut page = ask(&visit, (page, stop), &opened.begun, fields);
        page.elsewhere = elsewhere;
        return visit.show_again(&page);
    }
    let saved = save::change(&visit, |begun| take(begun, stop, &fields)).await?;
    let Some(begun) = saved else {
        return gone(&visit, &fields);
    };
    let next = pages::next(&begun);
    match Mailbox::proved_by(next.0) {
        Some(mailbox) => address::send(&visit, opened.draft.id, &begun, mailbox).await,
        None => visit.go(&pages::href(visit.lang(), next)),
    }
}

fn take(begun: &mut Begun, stop: Stop, fields: &[Field]) {
    let answers = match stop.1 {
        Some(number) => match begun.incidents.get_mut(number) {
            Some(answers) => answers,
            None => return,
        },
        None => &mut begun.answers,
    };
    for field in fields {
        answers.insert(field.key.clone().into_owned(), field.value.clone());
    }
    begun.done.insert(mark(stop.0, stop.1));
    // An address that is typed anew is asked for its code again.
    if let Some(mailbox) = Mailbox::asked_by(stop.0) {
        begun.done.remove(mailbox.proved_on());
    }
}

/// Rules that look at more than one answer.
fn across(visit: &Visit, begun: &Begun, kept: &Answers, fields: &mut [Field]) {
    for field in fields.iter_mut().filter(|field| field.error.is_none()) {
        let Some(date) = questions::read_date(&field.value) else {
            continue;
        };
        let before = |key: &str| {
            kept.get(key).and_then(|on| questions::read_date(on)).is_some_and(|on| date < on)
        };
        if field.key == "told_on" && before("on") {
            field.error = Some(visit.w.t("trouble-before-incident"));
        }
        let of_age = date.saturating_add(jiff::Span::new().years(18)) <= today(visit);
        if field.key == "born" && !of_age && begun.get("filer") == "self" {
            field.error = Some(visit.w.t("trouble-guardian-needed"));
        }
    }
}
