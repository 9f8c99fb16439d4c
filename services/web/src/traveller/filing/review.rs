//! Check your answers: everything that was said, each line with a way to change it, and what is
//! still missing before it can be sent.

use askama::Template;

use super::begun::{Answers, Begun, mark};
use super::mailbox::Mailbox;
use super::pages::{self, PAGES, Page, Stop};
use super::{gone, questions, save};
use crate::forms::{Choice, Field, Kind};
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/filing/review.html")]
pub(super) struct Review {
    f: Frame,
    sections: Vec<Section>,
    open: Vec<(String, String)>,
    missing: Vec<String>,
    fields: Vec<Field>,
    trouble: Option<String>,
}

struct Section {
    heading: String,
    rows: Vec<Row>,
}

struct Row {
    label: String,
    value: String,
    change: String,
}

/// Shows it.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = save::load(&visit).await? else {
        return gone(&visit, &[]);
    };
    visit.show(&page(&visit, &opened.begun, declaration(&visit, ""), None))
}

/// The last tick before sending.
pub(super) fn declaration(visit: &Visit, ticked: &str) -> Field {
    let choices = vec![Choice::new("yes", visit.w.t("ask-declare-yes"))];
    let mut field =
        Field { choices, ..Field::new("declare", Kind::Checks, visit.w.t("ask-declare")) };
    field.hint = Some(visit.w.t("ask-declare-hint"));
    field.error_word = visit.w.t("error-word");
    field.holding(ticked)
}

pub(super) fn page(
    visit: &Visit,
    begun: &Begun,
    declare: Field,
    trouble: Option<String>,
) -> Review {
    let w = visit.w;
    let mut f = visit.frame(w.t("page-file-check-title"));
    f.failed = declare.error.is_some() || trouble.is_some();
    let item =
        |item: &domain::recourse::inquiry::codes::Item| w.t(&format!("item-{}", item.code()));
    Review {
        f,
        sections: sections(visit, begun),
        open: open(visit, begun),
        missing: begun.needs().iter().filter(|i| !begun.has(**i)).map(item).collect(),
        fields: vec![declare],
        trouble,
    }
}

/// Pages that were not filled in yet, with their addresses.
pub(super) fn open(visit: &Visit, begun: &Begun) -> Vec<(String, String)> {
    let undone = |stop: &Stop| !begun.done.contains(&mark(stop.0, stop.1));
    let link = |stop: Stop| {
        let label = visit.w.of("page-{name}-short", stop.0);
        let label = match stop.1 {
            Some(n) => visit.w.t2("page-short-of", "page", label, "count", n + 1),
            None => label,
        };
        (label, pages::href(visit.lang(), stop))
    };
    pages::stops(begun).into_iter().filter(undone).map(link).collect()
}

fn sections(visit: &Visit, begun: &Begun) -> Vec<Section> {
    let w = visit.w;
    let of_filing = |page: &&Page| !page.of_incident && (page.shown)(begun);
    let mut sections = vec![Section {
        heading: w.t("review-you"),
        rows: rows(visit, PAGES.iter().filter(of_filing), &begun.answers, None),
    }];
    for (number, answers) in begun.incidents.iter().enumerate() {
        let pages = PAGES.iter().filter(|page| page.of_incident);
        sections.push(Section {
            heading: w.t1("page-incident", "count", number + 1),
            rows: rows(visit, pages, answers, Some(number)),
        });
    }
    let files = begun.files.iter().map(|handed| Row {
        label: w.t(&format!("item-{}", handed.item.code())),
        value: format!("{} ({})", handed.file.name, w.size(handed.file.bytes)),
        change: pages::href(visit.lang(), ("file-documents", None)),
    });
    let files: Vec<Row> = files.collect();
    if !files.is_empty() {
        sections.push(Section { heading: w.t("review-files"), rows: files });
    }
    sections
}

fn rows<'a>(
    visit: &Visit,
    pages: impl Iterator<Item = &'a Page>,
    answers: &Answers,
    incident: Option<usize>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for page in pages {
        for ask in page.asks {
            let value = answers.get(ask.key).map_or("", String::as_str);
            rows.push(Row {
                label: visit.w.t(&format!("ask-{}", ask.key)),
                value: shown(visit, ask, value),
                change: pages::href(visit.lang(), (page.name, incident)),
            });
        }
    }
    rows
}

/// An answer as people read it.
fn shown(visit: &Visit, ask: &questions::Question, value: &str) -> String {
    let w = visit.w;
    let field = ask.field(w, value);
    let chosen: Vec<&str> =
        field.choices.iter().filter(|c| c.chosen).map(|c| c.label.as_str()).collect();
    if !chosen.is_empty() {
        return chosen.join("; ");
    }
    match (ask.kind, questions::read_date(value)) {
        (Kind::Date, Some(date)) => w.date(&date),
        _ if value.is_empty() => w.t("not-answered"),
        _ => value.to_owned(),
    }
}

/// Finds out whether everything is there that must be.
pub(super) fn is_whole(visit: &Visit, begun: &Begun) -> bool {
    open(visit, begun).is_empty() && begun.is_proved(Mailbox::Filer)
}
