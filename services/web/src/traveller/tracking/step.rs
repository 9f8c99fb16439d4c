//! A step that the traveller takes: answer a request, write, ask for speed, withdraw, report.
//! The form is the step's own list of questions; the same list reads the answers.

use askama::Template;
use domain::Moment;
use domain::recourse::definition::{self, FieldKind, Step};
use domain::recourse::{Mechanism, Recourse};
use sha2::{Digest, Sha256};
use store::{CommandId, Submission, SubmitError};

use super::case::offered;
use super::lost;
use super::session::{self, Opened};
use crate::desk::labels;
use crate::error::WebError;
use crate::forms::{Choice, Field, Kind};
use crate::posted::Posted;
use crate::steps::{self, Sealer, Target};
use crate::traveller::filing::submit::of_submit;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/tracking/step.html")]
struct Page {
    f: Frame,
    here: String,
    key: &'static str,
    fields: Vec<Field>,
    once: String,
    says: String,
    trouble: Option<String>,
    is_grave: bool,
}

/// The step that the address names, if it is open to the reader.
fn step(visit: &Visit, opened: &Opened) -> Result<&'static Step, WebError> {
    let key = visit.part("step");
    offered(opened)
        .find(|step| step.key == key && !steps::has_own_form(step))
        .ok_or(WebError::NotFound)
}

/// What was typed into the form of a step that cannot be taken any more.
fn typed(visit: &Visit, posted: &Posted) -> Vec<Field> {
    let key = visit.part("step");
    let all = Mechanism::Inquiry.steps().iter().chain(domain::case::steps::STEPS);
    let step = all.into_iter().find(|step| step.key == key);
    step.map_or_else(Vec::new, |step| fields(visit, step, posted))
}

fn fields(visit: &Visit, step: &Step, posted: &Posted) -> Vec<Field> {
    step.asks.iter().map(|ask| field(visit, step, ask, posted)).collect()
}

/// One question of a step, with what was typed.
pub fn field(visit: &Visit, step: &Step, ask: &definition::Field, posted: &Posted) -> Field {
    let w = visit.w;
    let label = labels::field(w, step.key, ask.key);
    let label = if ask.required { label } else { w.t1("ask-optional", "question", label) };
    let choices = |codes: &[&str]| {
        let list = labels::list(codes);
        codes.iter().map(|code| Choice::new(code, labels::code(w, list, code))).collect()
    };
    let (kind, choices): (Kind, Vec<Choice>) = match ask.kind {
        FieldKind::Text | FieldKind::Part(_) | FieldKind::Findings => (Kind::Text, Vec::new()),
        FieldKind::Sealed => (Kind::Long, Vec::new()),
        FieldKind::Date => (Kind::Date, Vec::new()),
        FieldKind::Choice(codes) => (Kind::Radios, choices(codes)),
        FieldKind::Choices(codes) => (Kind::Checks, choices(codes)),
        FieldKind::YesNo => {
            let choice = |code| Choice::new(code, w.t(&format!("answer-{code}")));
            (Kind::Radios, ["yes", "no"].map(choice).into())
        }
    };
    let mut field = Field { choices, ..Field::new(ask.key, kind, label) };
    field.parts = [w.t("date-day"), w.t("date-month"), w.t("date-year")];
    field.error_word = w.t("error-word");
    if kind == Kind::Long {
        field.readers = Some(w.t("readers"));
    }
    let typed = match kind {
        Kind::Date => steps::typed_date(posted, ask.key).unwrap_or_default(),
        Kind::Checks => posted.all(ask.key).join(","),
        Kind::Text
        | Kind::Email
        | Kind::Phone
        | Kind::Code
        | Kind::Long
        | Kind::Radios
        | Kind::Select
        | Kind::File
        | Kind::Password => posted.get(ask.key).to_owned(),
    };
    field.holding(&typed)
}

fn page(visit: &Visit, step: &'static Step, fields: Vec<Field>, trouble: Option<String>) -> Page {
    let says = format!("says-{}", step.key);
    let mut f = visit.frame(visit.w.t(&format!("step-{}", step.key)));
    f.failed = trouble.is_some() || fields.iter().any(|field| field.error.is_some());
    Page {
        here: visit.href("case-step", &[step.key]),
        key: step.key,
        says: if visit.w.has(&says) { visit.w.t(&says) } else { String::new() },
        once: visit.counter.ids.next().to_string(),
        is_grave: step.key == "withdraw",
        f,
        fields,
        trouble,
    }
}

/// Shows the form.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = session::load(&visit).await? else {
        return lost::way_in(&visit);
    };
    let step = step(&visit, &opened)?;
    if step.key == "add-document" {
        return visit.go(&visit.href("case-documents", &[]));
    }
    let fields = fields(&visit, step, &Posted::default());
    visit.show(&page(&visit, step, fields, None))
}

/// Takes the step, or shows the form again with what was typed.
pub async fn take(visit: Visit, posted: Posted) -> Reply {
    let Some(opened) = session::load(&visit).await? else {
        return lost::ended(&visit, &typed(&visit, &posted));
    };
    let Ok(step) = step(&visit, &opened) else {
        return lost::moved_on(&visit, &typed(&visit, &posted));
    };
    let mut fields = fields(&visit, step, &posted);
    let body = steps::body_of_form(step, &posted);
    let ids = visit.counter.ids.as_ref();
    let sealer = Sealer::new(ids, opened.subject, Some(visit.lang().code()));
    let order = match steps::order(target(&opened, step), step, &body, sealer) {
        Ok(order) => order,
        Err(troubles) => {
            for trouble in troubles {
                point_at(&visit, &mut fields, &trouble.at, trouble.what);
            }
            return visit.show_again(&page(&visit, step, fields, None));
        }
    };
    let text = serde_json::to_vec(&body).unwrap_or_default();
    let submission = Submission {
        command_id: CommandId::of(posted.get("once")),
        caller: format!("traveller {}", opened.subject),
        digest: Sha256::digest([step.key.as_bytes(), &text].concat()).into(),
        expected: None,
        command: order.command,
        matter: order.matter,
    };
    let moment = Moment::new(visit.counter.time.now(), opened.actor());
    let register = &visit.counter.register;
    match register.submit(opened.id, opened.jurisdiction, submission, moment).await {
        Ok(_) => visit.go(&format!("{}?saved", visit.href("case", &[]))),
        Err(SubmitError::Violation(domain::Violation::BadField { field, what })) => {
            point_at(&visit, &mut fields, &field, &what);
            visit.show_again(&page(&visit, step, fields, None))
        }
        Err(SubmitError::Violation(violation)) => {
            let trouble = visit.w.of("violation-{code}", violation.code());
            visit.show_again(&page(&visit, step, fields, Some(trouble)))
        }
        Err(error) => Err(of_submit(error)),
    }
}

/// What the step is taken on.
pub fn target(opened: &Opened, step: &Step) -> Target {
    if domain::case::steps::STEPS.iter().any(|own| own.key == step.key) {
        return Target::Case;
    }
    let Recourse::Inquiry(inquiry) = &opened.loaded.case.recourses[0];
    Target::Recourse(inquiry.id, Mechanism::Inquiry)
}

fn point_at(visit: &Visit, fields: &mut [Field], at: &str, what: &str) {
    let key = at.split('/').next().unwrap_or("");
    let text = format!("bad-field-{what}");
    let text = if visit.w.has(&text) { text } else { "bad-field-missing".to_owned() };
    if let Some(field) = fields.iter_mut().find(|field| field.key == key) {
        field.error = Some(visit.w.t(&text));
    } else {
        tracing::warn!(at, what, "trouble with a field that is not on the page");
    }
}
