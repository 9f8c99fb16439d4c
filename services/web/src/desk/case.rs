//! The page of a case: one screen to decide from. Evidence stands beside the form; every date
//! says how it was worked out; the next steps come from the step tables, and whoever may not
//! take one reads why.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use actix_web::web;
use askama::Template;
use domain::deadline;
use domain::recourse::inquiry::Inquiry;
use domain::recourse::inquiry::codes::Urgency;
use jiff::civil::Date;
use serde::Deserialize;

use super::clocks::{self, Clock, State};
use super::correspondence::{Letter, Notice};
use super::ended;
use super::explain::{self, Explained};
use super::facts::{Fact, Facts, Incident, Paper, Task};
use super::form::{Again, Maker, StepForm};
use super::labels;
use super::offer::{self, Offer};
use super::open::OpenCase;
use super::timeline::Line;
use crate::error::WebError;
use crate::places;
use crate::staff::{Me, NotIn, SignedIn, escape};
use crate::visit::{Frame, Reply};
use crate::words::Words;

/// Documents are shown in the page, from this very site.
const CONTENT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
    object-src 'self'; frame-src 'self'; frame-ancestors 'none'";

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// Step whose form is open.
    #[serde(default)]
    pub step: String,
    /// What it is taken on.
    #[serde(default)]
    pub on: String,
    /// Document beside the form.
    #[serde(default)]
    pub doc: String,
    /// Step that was just saved.
    #[serde(default)]
    pub saved: String,
}

/// What is said at the head of the page after something was sent.
pub struct Said {
    /// The status of the answer.
    pub status: StatusCode,
    /// What happened, in words.
    pub text: String,
    /// How to go on, or what happened meanwhile.
    pub lines: Vec<String>,
}

/// A step that one can choose.
pub struct Choice {
    /// What it is called.
    pub label: String,
    /// Where its form is.
    pub href: String,
    /// Whether its form is open.
    pub is_open: bool,
    /// Whether something stands in this person's way.
    pub is_barred: bool,
}

/// A word with a colour; the colour says nothing that the word does not.
pub struct Tag {
    /// The word.
    pub text: String,
    /// The colour.
    pub colour: &'static str,
}

#[derive(Template)]
#[template(path = "desk/case.html")]
struct Page {
    f: Frame,
    me: Me,
    reference: String,
    name: String,
    tags: Vec<Tag>,
    about: Vec<Fact>,
    said: Option<Said>,
    lost: Vec<Fact>,
    saved: Option<String>,
    tie: Option<String>,
    steps: Vec<Choice>,
    more: Vec<Choice>,
    form: Option<StepForm>,
    person_form: Option<super::person::PersonForm>,
    shown: Option<Paper>,
    read: Read,
    work: Work,
    lines: Vec<Line>,
}

/// What is read: evidence, incidents, people.
struct Read {
    person: Vec<Fact>,
    helper: Vec<Fact>,
    filing: Vec<Fact>,
    incidents: Vec<Incident>,
    papers: Vec<Paper>,
}

/// What is worked with: clocks, offices, the draft, what was written.
struct Work {
    clocks: Vec<Explained>,
    next: Vec<Fact>,
    tasks: Vec<Task>,
    corrections: Vec<Task>,
    draft: Vec<Fact>,
    preview: Option<String>,
    messages: Vec<Letter>,
    notes: Vec<Letter>,
    notices: Vec<Notice>,
}

/// Shows a case.
pub async fn show(
    me: SignedIn,
    path: web::Path<String>,
    asked: web::Query<Asked>,
) -> Result<actix_web::HttpResponse, NotIn> {
    let open = OpenCase::find(&me, &path).await?;
    Ok(page(&me, &open, &asked, &Again::default(), None, None).await?)
}

/// The page, perhaps with what was sent and what came of it. Whichever way leads to it, that the
/// case was read is written down first.
pub async fn page(
    me: &SignedIn,
    open: &OpenCase,
    asked: &Asked,
    again: &Again<'_>,
    once: Option<&str>,
    said: Option<Said>,
) -> Reply {
    open.read(me, "page").await?;
    let page = compose(me, open, asked, again, once, said)?;
    let status = page.said.as_ref().map_or(StatusCode::OK, |said| said.status);
    let mut answer = me.visit.show_as(status, &page)?;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        headers.insert(actix_web::http::header::RETRY_AFTER, HeaderValue::from_static("1"));
    }
    Ok(answer)
}

fn compose(
    me: &SignedIn,
    open: &OpenCase,
    asked: &Asked,
    again: &Again<'_>,
    once: Option<&str>,
    said: Option<Said>,
) -> Result<Page, WebError> {
    let (w, case, facts) = (me.visit.w, open.case(), open.facts(me));
    let rules = me.record.register.rules();
    let clocks = clocks::clocks(case, rules, me.today)
        .map_err(|e| WebError::inside("find a rule")(Box::new(e)))?;
    let offers = offer::offers(case, &me.office, &me.actor());
    let chosen = choose(&offers, asked, open);
    // What was typed for one step never lands in the form of another.
    let is_same = chosen.is_some_and(|offer| offer.step.key == asked.step);
    let (fresh, once) = (Again::default(), once.filter(|_| is_same));
    let lost = again.typed.filter(|_| !is_same);
    let again = if is_same { again } else { &fresh };
    let maker = Maker { w, case, office: &me.office, opened: &open.opened, today: me.today };
    let once = once.map_or_else(|| me.visit.counter.ids.next().to_string(), ToOwned::to_owned);
    let form = chosen.map(|offer| maker.form(offer, again, once));
    let person_form = chosen.filter(|o| o.step.key == "change-person").map(|_| facts.person_form());
    let tie = offer::tie_of(case, &me.office, me.staff);
    let choice = |offer: &Offer| choice(w, &case.reference.to_string(), offer, chosen, asked);
    let reference = case.reference.to_string();
    let (first, more): (Vec<&Offer>, Vec<&Offer>) = offers.iter().partition(|o| offer::moves_on(o));
    let saved = !asked.saved.is_empty() && w.has(&format!("step-{}", asked.saved));
    Ok(Page {
        f: me.frame(format!("{reference} · {}", facts.name())),
        me: me.me(),
        name: facts.name(),
        tags: tags(w, open, &clocks, me.today),
        about: about(w, open, &facts),
        said,
        lost: lost.map_or_else(Vec::new, |posted| ended::typed(w, &asked.step, posted)),
        saved: saved.then(|| w.t1("desk-saved", "step", labels::step(w, &asked.saved))),
        tie: tie.map(|tie| w.t(&offer::Bar::Tie(tie).key())),
        steps: first.into_iter().map(choice).collect(),
        more: more.into_iter().map(choice).collect(),
        form,
        person_form,
        shown: facts.papers().into_iter().find(|paper| paper.id == asked.doc),
        read: read(&facts),
        work: work(me, open, &facts, &clocks)?,
        lines: open.timeline(me).lines(&open.loaded.entries),
        reference,
    })
}

fn read(facts: &Facts<'_>) -> Read {
    Read {
        person: facts.person(),
        helper: facts.helper(),
        filing: facts.filing(),
        incidents: facts.incidents(),
        papers: facts.papers(),
    }
}

fn work(
    me: &SignedIn,
    open: &OpenCase,
    facts: &Facts<'_>,
    clocks: &[Clock<'_>],
) -> Result<Work, WebError> {
    let w = me.visit.w;
    let inquiry = open.inquiry();
    let reference = &open.case().reference;
    let drafted = inquiry.filter(|i| i.proposal.is_some());
    Ok(Work {
        clocks: clocks.iter().map(|clock| explain::clock(w, clock, me.today)).collect(),
        next: coming(w, me, open)?,
        tasks: inquiry.map(|i| facts.tasks(i)).unwrap_or_default(),
        corrections: inquiry.map(|i| facts.corrections(i)).unwrap_or_default(),
        draft: inquiry.map(|i| facts.draft(i)).unwrap_or_default(),
        preview: drafted.map(|i| format!("/desk/cases/{reference}/preview/{}", i.id)),
        messages: facts.messages(),
        notes: facts.notes(),
        notices: facts.notices(&open.notices),
    })
}

/// The step whose form is open: the one asked for, else the one that moves the matter on from
/// where it stands. A closed matter has none: nothing is asked of anybody.
fn choose<'a>(offers: &'a [Offer], asked: &Asked, open: &OpenCase) -> Option<&'a Offer> {
    let named = |o: &&Offer| {
        o.step.key == asked.step && (asked.on.is_empty() || o.target.code() == asked.on)
    };
    let free = |o: &&Offer| offer::moves_on(o) && o.bar.is_none();
    let (is_open, ripe) = match open.inquiry() {
        Some(inquiry) => (inquiry.open(), ripe(inquiry)),
        None => (true, ""),
    };
    let best = || offers.iter().find(|o| free(o) && o.step.key == ripe);
    let first = || offers.iter().find(free);
    let any = || offers.first().filter(|_| is_open);
    offers.iter().find(named).or_else(best).or_else(first).or_else(any)
}

/// What other offices make ripe: their answers are recorded, then the decision is drafted.
fn ripe(inquiry: &Inquiry) -> &'static str {
    if inquiry.tasks.is_empty() {
        return "";
    }
    let is_whole = inquiry.tasks.iter().all(|task| task.answered.is_some());
    if is_whole { "propose-decision" } else { "record-answer" }
}

fn choice(
    w: Words,
    reference: &str,
    offer: &Offer,
    chosen: Option<&Offer>,
    asked: &Asked,
) -> Choice {
    let same = |c: &Offer| c.step.key == offer.step.key && c.target == offer.target;
    let (step, on) = (offer.step.key, offer.target.code());
    let doc =
        if asked.doc.is_empty() { String::new() } else { format!("&doc={}", escape(&asked.doc)) };
    Choice {
        label: labels::step(w, step),
        href: format!("/desk/cases/{reference}?step={step}&on={on}{doc}#do"),
        is_open: chosen.is_some_and(same),
        is_barred: offer.bar.is_some(),
    }
}

fn tags(w: Words, open: &OpenCase, clocks: &[Clock<'_>], today: Date) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut put = |text: String, colour| tags.push(Tag { text, colour });
    if let Some(inquiry) = open.inquiry() {
        put(
            w.of("stage-{stage}", inquiry.stage.code()),
            if inquiry.open() { "blue" } else { "grey" },
        );
        if let Some(terminal) = inquiry.terminal() {
            put(w.of("terminal-{how}", terminal.code()), "grey");
        }
        if let Some((reason, granted)) = inquiry.urgency.filter(|_| inquiry.open()) {
            put(urgent(w, reason, granted), if granted == Some(false) { "grey" } else { "orange" });
        }
    }
    for clock in clocks.iter().filter(|clock| clock.kind == "target") {
        let left = clock.left(today);
        match clock.state {
            State::Late => put(w.t1("desk-days-late", "count", -left), "red"),
            State::Paused => put(w.t("desk-clock-paused"), "yellow"),
            State::Running if left <= 10 => put(w.t1("desk-days-left", "count", left), "orange"),
            State::Running => put(w.t1("desk-days-left", "count", left), "green"),
            State::Met | State::Missed | State::Stopped => {}
        }
    }
    if open.case().acts.iter().any(|act| act.flagged) {
        put(w.t("desk-flagged"), "red");
    }
    tags
}

fn urgent(w: Words, reason: Urgency, granted: Option<bool>) -> String {
    let why = w.of("urgency-{why}", reason.code());
    match granted {
        None => w.t1("desk-urgency-asked", "why", why),
        Some(true) => w.t1("desk-urgency-granted", "why", why),
        Some(false) => w.t1("desk-urgency-declined", "why", why),
    }
}

fn about(w: Words, open: &OpenCase, facts: &Facts<'_>) -> Vec<Fact> {
    let case = open.case();
    let place = case.incidents.first().map_or("", |i| places::name(&i.place.key, w.lang));
    vec![
        (w.t("desk-fact-place"), place.to_owned()),
        (w.t("desk-fact-purpose"), w.of("purpose-{code}", case.purpose.code())),
        (w.t("desk-fact-assigned"), facts.assigned()),
    ]
}

/// What will come due by itself, the soonest first.
fn coming(w: Words, me: &SignedIn, open: &OpenCase) -> Result<Vec<Fact>, WebError> {
    let register = &me.record.register;
    let context =
        domain::Context { office: &me.office, rules: register.rules(), zone: register.zone() };
    let mut timers = domain::case::timers(open.case(), &context, me.today)
        .map_err(|e| WebError::inside("find a rule")(Box::new(e)))?;
    timers.sort_by_key(|timer| timer.due);
    let line = |timer: &domain::case::Timer| {
        let domain::recourse::TimerKind::Inquiry(kind) = timer.kind;
        let days = deadline::days(me.today, timer.due);
        let word = w.of("desk-coming-{timer}", super::timeline::timer_word(kind));
        (word, w.t2("desk-in-days", "date", w.date(&timer.due), "count", days.max(0)))
    };
    Ok(timers.iter().take(6).map(line).collect())
}
