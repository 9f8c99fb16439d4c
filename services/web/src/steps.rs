//! One path from what was asked to what is ordered. The fields of a step, as a form or as JSON,
//! become the command of that step by its tag; free text is sealed on the way. Desk, traveller
//! and programming interface all come through here, so that none can ask for more than another.

use std::collections::BTreeMap;

use domain::case::{self, Command};
use domain::ids::Ids;
use domain::matter::{Content, File, Matter, Person};
use domain::recourse::definition::{Field, FieldKind, Step};
use domain::recourse::inquiry::codes::{ClearedBy, Outcome, RootCause, SealedFact};
use domain::recourse::{self, Mechanism};
use domain::{MatterId, RecourseId, Role, SubjectId};
use serde_json::{Map, Value, json};

use crate::posted::{Posted, tidy};

pub mod file;
pub mod filing;
pub mod lead;
#[cfg(test)]
mod tests;

/// The answers to a step's questions, as JSON.
pub type Body = Map<String, Value>;

/// Longest line that is not sealed.
const LINE: usize = 200;
/// Longest sealed text, in characters.
pub const TEXT: usize = 20_000;

/// What a step is taken on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The case as a whole.
    Case,
    /// One of its recourses.
    Recourse(RecourseId, Mechanism),
}

impl Target {
    /// The steps there are.
    pub const fn steps(self) -> &'static [Step] {
        match self {
            Self::Case => case::steps::STEPS,
            Self::Recourse(_, mechanism) => mechanism.steps(),
        }
    }

    /// The step of a key, unless only this program takes it.
    pub fn step(self, key: &str) -> Option<&'static Step> {
        self.steps().iter().find(|step| step.key == key && step.who != [Role::System])
    }

    /// Where the step is taken, for addresses of forms: `case` or the id of the recourse.
    pub fn code(self) -> String {
        match self {
            Self::Case => "case".to_owned(),
            Self::Recourse(id, _) => id.to_string(),
        }
    }
}

/// What is wrong with one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where, as a JSON pointer without its leading slash: `reason`, `findings/0/outcome`.
    pub at: String,
    /// What: `missing`, `unknown-code`, `not-a-date`, `too-long`, `unknown-field`...
    pub what: &'static str,
}

impl Trouble {
    /// A trouble with one field.
    pub fn new(at: impl Into<String>, what: &'static str) -> Self {
        Self { at: at.into(), what }
    }
}

/// A command with the matter that travels beside it.
#[derive(Debug)]
pub struct Order {
    /// What is ordered.
    pub command: Command,
    /// Names and free text that it refers to.
    pub matter: Vec<Matter>,
}

/// Turns free text into sealed matter under a person's key.
pub struct Sealer<'a> {
    /// Where ids come from.
    pub ids: &'a dyn Ids,
    /// Whose key seals.
    pub subject: SubjectId,
    /// Language that the writer uses.
    pub lang: Option<&'a str>,
    matter: Vec<Matter>,
}

impl<'a> Sealer<'a> {
    /// A sealer with nothing sealed yet.
    pub const fn new(ids: &'a dyn Ids, subject: SubjectId, lang: Option<&'a str>) -> Self {
        Self { ids, subject, lang, matter: Vec::new() }
    }

    /// Takes a content for sealing; answers the id under which the command names it.
    pub fn seal(&mut self, subject: SubjectId, content: Content) -> MatterId {
        let id = MatterId(self.ids.next());
        self.matter.push(Matter { id, subject, content });
        id
    }

    /// Everything taken so far.
    pub fn into_matter(self) -> Vec<Matter> {
        self.matter
    }

    /// A text that somebody wrote.
    pub fn text(&mut self, text: &str) -> MatterId {
        self.text_in(text, None)
    }

    /// A text in a language that the question names, else in the writer's.
    fn text_in(&mut self, text: &str, lang: Option<&str>) -> MatterId {
        let lang = lang.or(self.lang).map(ToOwned::to_owned);
        self.seal(self.subject, Content::Text { text: tidy(text), lang })
    }

    /// A named answer that identifies a person, found again by the office's search.
    fn detail(&mut self, key: &str, value: &str) -> MatterId {
        let fields = BTreeMap::from([(key.to_owned(), tidy(value))]);
        self.seal(self.subject, Content::Details { fields })
    }
}

/// A form's answers as the JSON that the programming interface takes.
pub fn body_of_form(step: &Step, posted: &Posted) -> Body {
    let mut body = Body::new();
    for field in step.asks {
        if let Some(value) = answer_of_form(field, posted) {
            body.insert(field.key.to_owned(), value);
        }
    }
    body
}

fn answer_of_form(field: &Field, posted: &Posted) -> Option<Value> {
    let value = posted.get(field.key);
    let given = (!value.is_empty()).then(|| Value::from(value));
    match field.kind {
        FieldKind::Text | FieldKind::Sealed | FieldKind::Choice(_) | FieldKind::Part(_) => given,
        FieldKind::YesNo => match value {
            "yes" => Some(Value::Bool(true)),
            "no" => Some(Value::Bool(false)),
            _ => given,
        },
        FieldKind::Date => typed_date(posted, field.key).map(Value::from),
        FieldKind::Choices(_) => {
            let all = posted.all(field.key);
            (!all.is_empty()).then(|| Value::from(all))
        }
        FieldKind::Findings => Some(findings_of_form(posted)),
    }
}

/// A date typed as day, month and year, in the order of the standard; what is not a date comes
/// back as it was typed.
pub fn typed_date(posted: &Posted, key: &str) -> Option<String> {
    let part = |name: &str| posted.get(&format!("{key}-{name}")).to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return None;
    }
    Some(format!("{year}-{month:0>2}-{day:0>2}"))
}

/// Findings are sent as `findings-decision`, in order, and for each its own three codes.
fn findings_of_form(posted: &Posted) -> Value {
    let one = |decision: String| {
        let get = |part: &str| posted.get(&format!("findings-{decision}-{part}")).to_owned();
        let mut finding = Body::new();
        for part in ["outcome", "root_cause", "cleared_by", "sealed"] {
            let code = get(part);
            if !code.is_empty() {
                finding.insert(part.to_owned(), Value::from(code));
            }
        }
        finding.insert("decision".to_owned(), Value::from(decision));
        Value::Object(finding)
    };
    posted.all("findings-decision").into_iter().map(one).collect()
}

/// Reads a step's answers into its command. Every trouble is named, not only the first.
pub fn order(
    target: Target,
    step: &Step,
    body: &Body,
    mut sealer: Sealer<'_>,
) -> Result<Order, Vec<Trouble>> {
    let mut troubles = unknown_fields(step, body);
    let mut fields = Body::new();
    for field in step.asks {
        match read(field, body.get(field.key), &mut sealer) {
            Ok(Some(value)) => drop(fields.insert(field.key.to_owned(), value)),
            Ok(None) => {}
            Err(trouble) => troubles.extend(trouble),
        }
    }
    if !troubles.is_empty() {
        return Err(troubles);
    }
    let command = command(target, step, fields).map_err(|_| vec![Trouble::new("", "not-read")])?;
    Ok(Order { command, matter: sealer.into_matter() })
}

/// The order to keep a file that was handed in; its description is sealed.
pub fn document(item: &str, file: File, channel: &str, mut sealer: Sealer<'_>) -> Option<Order> {
    let id = sealer.ids.next();
    let file = sealer.seal(sealer.subject, Content::File(file));
    let fields = json!({"document": id, "file": file, "item": item, "channel": channel});
    own("add-document", fields, sealer)
}

/// The order to write a person's name and address anew.
pub fn person(subject: SubjectId, person: Person, mut sealer: Sealer<'_>) -> Option<Order> {
    let matter = sealer.seal(subject, Content::Person(person));
    let fields = json!({"subject": subject, "person": matter});
    own("change-person", fields, sealer)
}

fn own(key: &str, fields: Value, sealer: Sealer<'_>) -> Option<Order> {
    let step = Target::Case.step(key)?;
    let Value::Object(fields) = fields else {
        return None;
    };
    let command = command(Target::Case, step, fields).ok()?;
    Some(Order { command, matter: sealer.into_matter() })
}

/// Steps whose question is not a field of the table: a file, a person's name and address.
pub fn has_own_form(step: &Step) -> bool {
    matches!(step.key, "add-document" | "change-person")
}

fn unknown_fields(step: &Step, body: &Body) -> Vec<Trouble> {
    let known = |key: &String| step.asks.iter().any(|field| field.key == key);
    body.keys().filter(|key| !known(key)).map(|key| Trouble::new(key, "unknown-field")).collect()
}

/// The command, chosen by the step's key as the tag.
fn command(target: Target, step: &Step, mut fields: Body) -> Result<Command, serde_json::Error> {
    fields.insert("step".to_owned(), Value::from(step.key));
    let fields = Value::Object(fields);
    Ok(match target {
        Target::Case => Command::Case { step: serde_json::from_value(fields)? },
        Target::Recourse(id, mechanism) => {
            let tagged = json!({"mechanism": mechanism.code(), "step": fields});
            let step: recourse::Command = serde_json::from_value(tagged)?;
            Command::Recourse { id, step }
        }
    })
}

type Read = Result<Option<Value>, Vec<Trouble>>;

/// One answer: of its kind, or in trouble. An empty text is no answer.
fn read(field: &Field, given: Option<&Value>, sealer: &mut Sealer<'_>) -> Read {
    let trouble = |what| Err(vec![Trouble::new(field.key, what)]);
    let empty = match given {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(Value::Array(all)) => all.is_empty(),
        Some(Value::Bool(_) | Value::Number(_) | Value::Object(_)) => false,
    };
    let Some(value) = given.filter(|_| !empty) else {
        return if field.required { trouble("missing") } else { Ok(None) };
    };
    match (field.kind, value) {
        (FieldKind::YesNo, Value::Bool(yes)) => Ok(Some(Value::Bool(*yes))),
        (FieldKind::YesNo, _) => trouble("not-yes-or-no"),
        (FieldKind::Choices(codes), Value::Array(all)) => choices(field, codes, all),
        (FieldKind::Findings, Value::Array(all)) => findings(all, sealer).map(Some),
        (FieldKind::Choices(_) | FieldKind::Findings, _) => trouble("not-a-list"),
        (kind, Value::String(text)) => match line(kind, field.key, text.trim(), sealer) {
            Ok(value) => Ok(Some(value)),
            Err(what) => trouble(what),
        },
        (_, _) => trouble("not-text"),
    }
}

fn line(
    kind: FieldKind,
    key: &str,
    text: &str,
    sealer: &mut Sealer<'_>,
) -> Result<Value, &'static str> {
    let too_long = |limit| text.chars().count() > limit;
    match kind {
        FieldKind::Text if too_long(LINE) => Err("too-long"),
        FieldKind::Text => Ok(Value::from(text)),
        FieldKind::Sealed if too_long(TEXT) => Err("too-long"),
        FieldKind::Sealed if key == "number" => Ok(json!(sealer.detail("control_number", text))),
        FieldKind::Sealed => Ok(json!(sealer.text_in(text, language_of(key)))),
        FieldKind::Date => match text.parse::<jiff::civil::Date>() {
            Ok(date) if text.len() == 10 => Ok(json!(date)),
            Ok(_) | Err(_) => Err("not-a-date"),
        },
        FieldKind::Choice(codes) if codes.contains(&text) => Ok(Value::from(text)),
        FieldKind::Choice(_) => Err("unknown-code"),
        FieldKind::Part(_) => match text.parse::<uuid::Uuid>() {
            Ok(id) => Ok(json!(id)),
            Err(_) => Err("not-an-id"),
        },
        FieldKind::Choices(_) | FieldKind::YesNo | FieldKind::Findings => Err("not-text"),
    }
}

/// The language that a question asks for.
fn language_of(key: &str) -> Option<&'static str> {
    match key.rsplit_once('_')?.1 {
        "en" => Some("en"),
        "fr" => Some("fr"),
        _ => None,
    }
}

fn choices(field: &Field, codes: &[&str], all: &[Value]) -> Read {
    let mut chosen: Vec<&str> = Vec::new();
    let mut troubles = Vec::new();
    for (place, value) in all.iter().enumerate() {
        match value.as_str() {
            Some(code) if codes.contains(&code) && !chosen.contains(&code) => chosen.push(code),
            Some(code) if codes.contains(&code) => {}
            _ => troubles.push(Trouble::new(format!("{}/{place}", field.key), "unknown-code")),
        }
    }
    if troubles.is_empty() { Ok(Some(Value::from(chosen))) } else { Err(troubles) }
}

/// The parts of a finding and the codes that each may have.
pub const FINDING: [(&str, &[&str]); 3] = [
    ("outcome", Outcome::CODES),
    ("root_cause", RootCause::CODES),
    ("cleared_by", ClearedBy::CODES),
];

/// What a list had to do with it is always sealed, also where none was concerned, so that its
/// being there tells nothing.
fn findings(all: &[Value], sealer: &mut Sealer<'_>) -> Result<Value, Vec<Trouble>> {
    let mut troubles = Vec::new();
    let mut read = Vec::new();
    for (place, value) in all.iter().enumerate() {
        let mut trouble = |part: &str, what| {
            troubles.push(Trouble::new(format!("findings/{place}/{part}"), what));
        };
        let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or("");
        let mut finding = Body::new();
        match text("decision").parse::<uuid::Uuid>() {
            Ok(id) => drop(finding.insert("decision".to_owned(), json!(id))),
            Err(_) => trouble("decision", "not-an-id"),
        }
        for (part, codes) in FINDING {
            match text(part) {
                "" => trouble(part, "missing"),
                code if codes.contains(&code) => {
                    finding.insert(part.to_owned(), Value::from(code));
                }
                _ => trouble(part, "unknown-code"),
            }
        }
        let fact = match text("sealed") {
            "" => SealedFact::NotListed.code(),
            code => code,
        };
        if SealedFact::parse(fact).is_none() {
            trouble("sealed", "unknown-code");
        }
        finding.insert("sealed".to_owned(), json!(sealer.detail("sealed_fact", fact)));
        read.push(Value::Object(finding));
    }
    if troubles.is_empty() { Ok(Value::from(read)) } else { Err(troubles) }
}
