//! Filing for somebody who telephoned or wrote on paper: one page, all questions, and the day on
//! which it reached us. It becomes the same command as the traveller's own filing.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use domain::case::codes::{Authority, Standing};
use domain::purpose::{Channel, Language, Purpose};
use store::{CommandId, Submission, SubmitError};

use super::act;
use super::person;
use crate::api::call::caller;
use crate::api::problem::bad_field;
use crate::error::WebError;
use crate::forms::{Choice, Field, Kind};
use crate::posted::Posted;
use crate::staff::{Me, NotIn, SignedIn};
use crate::steps::filing::{self, Filing, Helper, Opened, Source, Who};
use crate::steps::{Trouble, typed_date};
use crate::visit::Frame;
use crate::words::Words;

mod events;

#[derive(Template)]
#[template(path = "desk/file.html")]
struct Page {
    f: Frame,
    me: Me,
    once: String,
    said: Option<String>,
    fields: Vec<Field>,
    groups: Vec<Group>,
    events: usize,
    may_add: bool,
}

/// Questions that belong together.
struct Group {
    title: String,
    fields: Vec<Field>,
}

/// Where a question's answer stands in the filing, so that a trouble finds its question.
const PLACES: [(&str, &str); 11] = [
    ("received_on", "received_on"),
    ("language", "language"),
    ("purpose", "purpose"),
    ("standing", "standing"),
    ("name", "traveller/name"),
    ("born", "traveller/born"),
    ("email", "traveller/email"),
    ("helper-name", "representative/person/name"),
    ("helper-email", "representative/person/email"),
    ("helper-authority", "representative/authority"),
    ("helper-language", "representative/language"),
];

/// Asks.
pub async fn ask(me: SignedIn) -> Result<HttpResponse, NotIn> {
    let once = me.visit.counter.ids.next().to_string();
    let page = page(&me, &Posted::default(), &[], once, None);
    Ok(me.visit.show(&page)?)
}

/// Takes the filing.
pub async fn take(me: SignedIn, posted: Posted) -> Result<HttpResponse, NotIn> {
    let once = posted.get("once").to_owned();
    if once.is_empty() {
        return Err(WebError::StaleForm.into());
    }
    if posted.get("action") == "add" {
        return Ok(me.visit.show(&page(&me, &posted, &[], once, None))?);
    }
    let told = events::told(&posted);
    let filing = read(&posted, &told);
    let opened = match open(&me, &posted, &filing) {
        Ok(opened) => opened,
        Err(troubles) => {
            let troubles = troubles.into_iter().map(|trouble| keyed(trouble, &told)).collect();
            return Ok(again(&me, &posted, once, Not::ill(troubles))?);
        }
    };
    let submission = Submission {
        command_id: CommandId::of(once.as_str()),
        caller: caller(&me.actor()),
        digest: act::digest(&[b"file", &serde_json::to_vec(&filing).unwrap_or_default()]),
        expected: None,
        command: opened.order.command,
        matter: opened.order.matter,
    };
    let register = &me.record.register;
    let result = register.submit(opened.case, me.jurisdiction, submission, me.moment()).await;
    match result {
        Ok(receipt) => {
            let reference = receipt.reference.ok_or(WebError::NotFound)?;
            Ok(me.visit.go(&format!("/desk/cases/{reference}?saved=open"))?)
        }
        Err(error) => {
            let mut not = Not::of(me.visit.w, error)?;
            for trouble in &mut not.troubles {
                if let Some(part) = ["on", "told_on"].into_iter().find(|part| *part == trouble.at) {
                    trouble.at = events::amiss(&filing, &told, part, me.today).into_owned();
                }
            }
            Ok(again(&me, &posted, once, not)?)
        }
    }
}

/// A trouble under the name of its question.
fn keyed(trouble: Trouble, told: &[usize]) -> Trouble {
    let known = PLACES.iter().find(|(_, place)| *place == trouble.at);
    let known = known.map(|(key, _)| Cow::Borrowed(*key));
    match known.or_else(|| events::asked(&trouble.at, told)) {
        Some(key) => Trouble::new(key, trouble.what),
        None => trouble,
    }
}

fn open(me: &SignedIn, posted: &Posted, filing: &Filing) -> Result<Opened, Vec<Trouble>> {
    let channel = Channel::parse(posted.get("channel"));
    let by_staff = channel.filter(|c| matches!(c, Channel::Phone | Channel::Paper));
    let source = Source {
        jurisdiction: me.jurisdiction,
        channel: by_staff.unwrap_or(Channel::Paper),
        synthetic: me.visit.counter.synthetic,
    };
    // Everything that is wrong is said at once, the missing channel with the rest.
    let opened = filing::open(filing, source, me.visit.counter.ids.as_ref());
    let mut troubles = Vec::new();
    if by_staff.is_none() {
        troubles.push(Trouble::new("channel", "missing"));
    }
    // A call is taken down as it comes; a letter lay somewhere since the day it came.
    if by_staff == Some(Channel::Paper) && filing.received_on.is_none() {
        troubles.push(Trouble::new("received_on", "missing"));
    }
    if troubles.is_empty() {
        return opened;
    }
    troubles.extend(opened.err().unwrap_or_default());
    Err(troubles)
}

/// Why a filing was not taken.
struct Not {
    status: StatusCode,
    troubles: Vec<Trouble>,
    said: Option<String>,
}

impl Not {
    /// Answers that are not of their kind.
    const fn ill(troubles: Vec<Trouble>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, troubles, said: None }
    }

    /// What the record says.
    fn of(w: Words, error: SubmitError) -> Result<Self, WebError> {
        let plain = |status, said: String| Self { status, troubles: Vec::new(), said: Some(said) };
        Ok(match error {
            SubmitError::Violation(violation) => Self {
                status: crate::api::fault::status_of(&violation),
                troubles: troubles_of(&violation),
                said: Some(w.of("violation-{code}", violation.code())),
            },
            SubmitError::Unknown => plain(StatusCode::SERVICE_UNAVAILABLE, w.t("desk-unknown")),
            SubmitError::Busy => plain(StatusCode::SERVICE_UNAVAILABLE, w.t("desk-busy")),
            SubmitError::KeyReused => {
                plain(StatusCode::UNPROCESSABLE_ENTITY, w.t("desk-sent-already"))
            }
            SubmitError::Store(error) => return Err(error.into()),
            SubmitError::NotFound | SubmitError::Stale { .. } => return Err(WebError::Conflict),
        })
    }
}

/// The field of a rule that says no, by the question's own name.
fn troubles_of(violation: &domain::Violation) -> Vec<Trouble> {
    let domain::Violation::BadField { field, what } = violation else {
        return Vec::new();
    };
    let key = match field.as_str() {
        "incident.on" => "on",
        "incidents" => "complaints",
        "representative" => "helper-name",
        other => other,
    };
    let known = ["in-future", "before-incident", "guardian-needed"];
    let what = known.into_iter().find(|k| k == what).unwrap_or("missing");
    vec![Trouble::new(key, what)]
}

fn again(me: &SignedIn, posted: &Posted, once: String, not: Not) -> Result<HttpResponse, WebError> {
    let mut page = page(me, posted, &not.troubles, once, not.said);
    page.f.failed = true;
    me.visit.show_as(not.status, &page)
}

/// The answers as a filing.
fn read(posted: &Posted, told: &[usize]) -> Filing {
    let get = |key: &str| posted.get(key).to_owned();
    let helper = (!posted.get("helper-name").is_empty()).then(|| Helper {
        person: Who {
            name: get("helper-name"),
            email: get("helper-email"),
            phone: get("helper-phone"),
            ..Who::default()
        },
        authority: get("helper-authority"),
        language: get("helper-language"),
    });
    Filing {
        mechanism: "inquiry".to_owned(),
        language: get("language"),
        purpose: get("purpose"),
        standing: get("standing"),
        minor: posted.get("minor") == "yes",
        by_post: posted.get("by_post") == "yes",
        household: Some(get("household")),
        received_on: typed_date(posted, "received_on"),
        traveller: who(posted),
        representative: helper,
        incidents: told.iter().map(|event| events::read(posted, *event)).collect(),
    }
}

fn who(posted: &Posted) -> Who {
    let person = person::typed(posted);
    Who {
        name: person.name,
        other_names: person.other_names,
        born: person.born,
        birthplace: person.birthplace,
        citizenship: person.citizenship,
        email: person.email,
        phone: person.phone,
        address: person.address,
        second_way: person.second_way,
    }
}

fn page(
    me: &SignedIn,
    posted: &Posted,
    troubles: &[Trouble],
    once: String,
    said: Option<String>,
) -> Page {
    let w = me.visit.w;
    let ask = Ask { w, posted, troubles };
    let group = |title: &str, fields| Group { title: w.t(title), fields };
    let mut groups = vec![
        group("desk-group-came", ask.came()),
        group("desk-person", ask.person()),
        group("desk-helper", ask.helper()),
    ];
    let events = events::count(posted);
    for event in 0..events {
        let (mut fields, mut title) = (events::fields(&ask, event), w.t("desk-group-happened"));
        if event == 0 {
            fields.insert(0, ask.purpose());
        } else {
            title = w.t1("desk-group-event", "number", event + 1);
        }
        groups.push(Group { title, fields });
    }
    let fields =
        groups.iter().flat_map(|g| g.fields.clone()).filter(|f| f.error.is_some()).collect();
    let (f, may_add) = (me.frame(w.t("desk-file-title")), events::has_room(events));
    Page { f, me: me.me(), once, said, fields, groups, events, may_add }
}

/// Makes the questions, with what was typed and what was wrong.
struct Ask<'a> {
    w: Words,
    posted: &'a Posted,
    troubles: &'a [Trouble],
}

impl Ask<'_> {
    fn field(&self, key: &'static str, kind: Kind, choices: Vec<Choice>) -> Field {
        self.named(key, key, kind, choices)
    }

    /// A question under another name: the same is asked of every event.
    fn named(
        &self,
        key: impl Into<Cow<'static, str>>,
        asks: &str,
        kind: Kind,
        choices: Vec<Choice>,
    ) -> Field {
        let label = self.w.of("desk-ask-{key}", asks);
        self.finish(Field { choices, ..Field::new(key, kind, label) })
    }

    fn finish(&self, mut field: Field) -> Field {
        let key = &*field.key.clone();
        field = match field.kind {
            Kind::Date => {
                field.parts = ["day", "month", "year"].map(|part| self.w.of("date-{part}", part));
                let typed = typed_date(self.posted, key).unwrap_or_default();
                field.holding(&typed)
            }
            Kind::Checks => field.holding(&self.posted.all(key).join(",")),
            Kind::Text
            | Kind::Email
            | Kind::Phone
            | Kind::Code
            | Kind::Password
            | Kind::Long
            | Kind::Radios
            | Kind::Select
            | Kind::File => field.holding(self.posted.get(key)),
        };
        let trouble = self
            .troubles
            .iter()
            .find(|trouble| trouble.at == key)
            .map(|t| bad_field(self.w, t.what));
        field.error = trouble.map(|t| self.w.t2("desk-at", "label", &field.label, "text", t));
        field.error_word = self.w.t("error-word");
        field
    }

    fn codes(&self, list: &str, codes: &[&str]) -> Vec<Choice> {
        let one = |code: &&str| Choice::new(code, super::labels::code(self.w, list, code));
        codes.iter().map(one).collect()
    }

    fn yes(&self) -> Vec<Choice> {
        vec![Choice::new("yes", self.w.t("desk-yes"))]
    }

    fn came(&self) -> Vec<Field> {
        let channels = self.codes("channel", &[Channel::Paper.code(), Channel::Phone.code()]);
        vec![
            self.field("channel", Kind::Radios, channels),
            self.field("received_on", Kind::Date, vec![]).explained(self.w.t("desk-received-hint")),
            self.field("language", Kind::Radios, self.codes("language", Language::CODES)),
            self.field("by_post", Kind::Checks, self.yes()),
            self.field("household", Kind::Text, vec![]),
        ]
    }

    fn person(&self) -> Vec<Field> {
        let fields = person::fields(self.w, |key| self.posted.get(key).to_owned());
        let mut all: Vec<Field> = fields.into_iter().map(|field| self.finish(field)).collect();
        all.push(self.field("standing", Kind::Radios, self.codes("standing", Standing::CODES)));
        all.push(self.field("minor", Kind::Checks, self.yes()));
        all
    }

    fn helper(&self) -> Vec<Field> {
        vec![
            self.field("helper-name", Kind::Text, vec![]),
            self.field("helper-email", Kind::Email, vec![]),
            self.field("helper-phone", Kind::Phone, vec![]),
            self.field("helper-authority", Kind::Radios, self.codes("authority", Authority::CODES)),
            self.field("helper-language", Kind::Radios, self.codes("language", Language::CODES)),
        ]
    }

    fn purpose(&self) -> Field {
        self.field("purpose", Kind::Select, self.codes("purpose", Purpose::CODES))
    }
}

/// Where the form is taken.
pub fn routes() -> actix_web::Resource {
    web::resource("/desk/file").route(web::get().to(ask)).route(web::post().to(take))
}
