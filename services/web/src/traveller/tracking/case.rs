//! The case as the traveller sees it: where it stands, whose turn it is, by when, what happened,
//! and what can be done now. What can be done is read off the step tables.

use askama::Template;
use domain::Role;
use domain::case::steps::STEPS;
use domain::matter::Content;
use domain::recourse::Mechanism;
use domain::recourse::definition::{FieldKind, Step};
use domain::recourse::inquiry::codes::Crossing;
use domain::recourse::inquiry::{Finding, Terminal, status};
use jiff::civil::Date;

use super::explain::{self, Explained};
use super::lost;
use super::session::{self, Opened};
use super::step;
use super::timeline::{self, Line};
use crate::desk::clocks::clocks;
use crate::forms::Field;
use crate::posted::Posted;
use crate::traveller::filing::today;
use crate::visit::{Frame, Reply, Visit};
use crate::words::Words;

/// Key of the step that has its buttons on this page.
const CROSSING: &str = "report-crossing";

#[derive(Template)]
#[template(path = "traveller/tracking/case.html")]
struct Page {
    f: Frame,
    reference: String,
    status: String,
    means: String,
    turn: String,
    items: Vec<String>,
    asked: Option<String>,
    outcomes: Vec<(String, String)>,
    /// The letter neither confirms nor denies: it is the whole answer.
    letter_only: bool,
    clocks: Vec<Explained>,
    lines: Vec<Line>,
    newest: Option<i32>,
    steps: Vec<(&'static str, String)>,
    crossing: Option<AskCrossing>,
    messages: Vec<Message>,
    as_of: String,
    saved: bool,
}

/// How the next crossing went, asked on the page itself: a tap is an answer.
struct AskCrossing {
    once: String,
    day: Field,
    answers: Vec<(&'static str, String)>,
}

struct Message {
    from_you: bool,
    at: String,
    text: String,
}

/// Shows it, to whoever typed the code.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = session::load(&visit).await? else {
        return lost::way_in(&visit);
    };
    let (w, inquiry) = (visit.w, opened.inquiry());
    let register = &visit.counter.register;
    let (zone, today) = (register.zone(), today(&visit));
    let public = status::public(&opened.loaded.case, inquiry);
    let case_clocks = clocks(&opened.loaded.case, register.rules(), today).unwrap_or_default();
    let is_waited = inquiry.wait.is_some() && inquiry.open();
    let wait = inquiry.wait.as_ref().filter(|_| is_waited);
    let lines = timeline::lines(w, &opened.loaded.entries, zone, opened.subject);
    let saved = visit.request().query_string() == "saved";
    let page = Page {
        f: visit.frame(w.t("case-title")),
        reference: opened.loaded.case.reference.to_string(),
        status: w.t(&format!("status-{}", public.code())),
        means: means(w, public, wait.is_some()),
        turn: w.of("turn-{who}", turn(&opened)),
        items: wait.map_or_else(Vec::new, |wait| {
            wait.items.iter().map(|item| w.t(&format!("item-{}", item.code()))).collect()
        }),
        asked: asked(&visit, &opened).await?,
        outcomes: outcomes(w, &opened),
        letter_only: status::says_nothing(inquiry),
        clocks: case_clocks
            .iter()
            .filter(|c| inquiry.open() || c.kind == "documents")
            .map(|c| explain::clock(w, c, today))
            .collect(),
        newest: lines.iter().rev().find_map(|line| line.letter),
        lines,
        steps: choices(w, &opened),
        crossing: crossing(&visit, &opened, today),
        messages: messages(&visit, &opened).await?,
        as_of: w.instant(&visit.counter.time.now(), zone),
        saved,
    };
    visit.show(&page)
}

/// What the status means. A file that just came may still want papers: then the page must not
/// say that there is nothing to do.
fn means(w: Words, public: status::PublicStatus, is_waited: bool) -> String {
    if is_waited && public == status::PublicStatus::Submitted {
        return w.t("status-submitted-wanting");
    }
    w.t(&format!("status-{}-means", public.code()))
}

/// What was decided; where there are several points, each is named.
fn outcomes(w: Words, opened: &Opened) -> Vec<(String, String)> {
    let inquiry = opened.inquiry();
    let decided = inquiry.proposal.as_ref().filter(|p| inquiry.decision == Some(p.id));
    if status::says_nothing(inquiry) {
        return Vec::new();
    }
    let findings = decided.map_or(&[][..], |proposal| proposal.findings.as_slice());
    let contested = &opened.loaded.case.contested;
    let one = |finding: &Finding| {
        let code = finding.outcome.group().code();
        let (group, means) = (w.t(&format!("group-{code}")), w.t(&format!("group-{code}-means")));
        let point = contested.iter().find(|c| c.id == finding.decision);
        match point.filter(|_| findings.len() > 1) {
            Some(point) => {
                let point = w.t(&format!("complaint-{}", point.complaint.code()));
                (w.t2("case-outcome-of", "point", point, "outcome", group), means)
            }
            None => (group, means),
        }
    };
    findings.iter().map(one).collect()
}

/// Whose turn it is.
fn turn(opened: &Opened) -> &'static str {
    let inquiry = opened.inquiry();
    if !inquiry.open() {
        "nobody"
    } else if inquiry.wait.is_some() {
        "you"
    } else if inquiry.tasks.iter().any(|task| task.answered.is_none()) {
        "component"
    } else {
        "us"
    }
}

/// The steps that the reader may take from here. A name or address is changed by telephone,
/// until both addresses can be told of it.
pub fn offered(opened: &Opened) -> impl Iterator<Item = &'static Step> {
    let role = if opened.subject == opened.loaded.case.traveller {
        Role::Traveller
    } else {
        Role::Representative
    };
    let inquiry = opened.inquiry();
    let (stage, unfinished) =
        (inquiry.stage.code(), inquiry.terminal() == Some(Terminal::Abandoned));
    let of_inquiry = Mechanism::Inquiry.steps().iter();
    of_inquiry.chain(STEPS).filter(move |step| {
        let is_open = step.from.is_empty() || step.from.contains(&stage);
        let has_use = step.key != "come-back" || unfinished;
        step.who.contains(&role) && is_open && has_use && step.key != "change-person"
    })
}

/// Keys and labels, in the order of need; what ends the matter stands last, where nobody takes it
/// by mistake.
fn choices(w: Words, opened: &Opened) -> Vec<(&'static str, String)> {
    let label = |step: &Step| (step.key, w.t(&format!("step-{}", step.key)));
    let listed = offered(opened).filter(|step| step.key != CROSSING);
    let mut choices: Vec<_> = listed.map(label).collect();
    choices.sort_by_key(|(key, _)| match *key {
        "answer-request" | "come-back" => 0,
        "withdraw" => 2,
        _ => 1,
    });
    choices
}

/// The question about the next crossing, once it can be answered. The day stands there as today,
/// to be changed: nobody says unseen on which day it was.
fn crossing(visit: &Visit, opened: &Opened, today: Date) -> Option<AskCrossing> {
    let step = offered(opened).find(|step| step.key == CROSSING)?;
    let asked = step.asks.iter().find(|asked| asked.kind == FieldKind::Date)?;
    let day = step::field(visit, step, asked, &Posted::default());
    let answer = |code: &&'static str| (*code, visit.w.t(&format!("crossing-{code}")));
    Some(AskCrossing {
        once: visit.counter.ids.next().to_string(),
        day: day.holding(&today.to_string()).explained(visit.w.t("case-crossing-day")),
        answers: Crossing::CODES.iter().map(answer).collect(),
    })
}

/// What the office wrote with its request.
async fn asked(visit: &Visit, opened: &Opened) -> Result<Option<String>, crate::WebError> {
    let text = opened.inquiry().wait.as_ref().and_then(|wait| wait.text);
    let Some(id) = text else { return Ok(None) };
    let mut matter = visit.counter.register.matter(opened.jurisdiction, &[id]).await?;
    Ok(text_of(matter.remove(&id)))
}

fn text_of(content: Option<Content>) -> Option<String> {
    match content? {
        Content::Text { text, .. } => Some(text),
        Content::Person(_) | Content::File(_) | Content::Details { .. } => None,
    }
}

async fn messages(visit: &Visit, opened: &Opened) -> Result<Vec<Message>, crate::WebError> {
    let register = &visit.counter.register;
    let all = &opened.loaded.case.messages;
    let ids: Vec<_> = all.iter().map(|message| message.text).collect();
    let mut matter = register.matter(opened.jurisdiction, &ids).await?;
    let message = |message: &domain::case::Message| {
        Some(Message {
            from_you: message.from_traveller,
            at: visit.w.instant(&message.at, register.zone()),
            text: text_of(matter.remove(&message.text))?,
        })
    };
    Ok(all.iter().filter_map(message).collect())
}
