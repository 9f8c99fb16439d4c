//! The form of a step, made from what the step asks: the same list that the command is read
//! from. Free text says before it is typed who will read it; parts of the case are offered from
//! the case itself.

use domain::case::Case;
use domain::office::Office;
use domain::recourse::Recourse;
use domain::recourse::definition::{self, FieldKind, PartKind};
use domain::recourse::inquiry::Inquiry;
use domain::recourse::inquiry::codes::{Item, SealedFact};
use domain::{Role, StaffId};
use jiff::civil::Date;

use super::labels;
use super::offer::{Offer, tie_of};
use super::opened::Opened;
use crate::forms::{Choice, Field, Kind};
use crate::posted::Posted;
use crate::steps::{self, FINDING, Target, Trouble};
use crate::words::Words;

/// A step's form.
pub struct StepForm {
    /// Where it posts to: part of the path.
    pub target: String,
    /// Key of the step.
    pub key: &'static str,
    /// What the step is called.
    pub label: String,
    /// Why it exists.
    pub basis: String,
    /// What is asked.
    pub fields: Vec<Field>,
    /// A finding for each contested decision.
    pub findings: Vec<Finding>,
    /// Version that was seen, where that binds.
    pub version: Option<i32>,
    /// Key that makes a second click harmless.
    pub once: String,
    /// What stands in this person's way.
    pub bar: Option<String>,
    /// Whether it is open: it was just sent, or asked for.
    pub is_open: bool,
    /// Whether two officers must not do it at once, or it cannot be taken back.
    pub is_decision: bool,
}

/// The questions on one contested decision.
pub struct Finding {
    /// Its id.
    pub decision: String,
    /// What is contested.
    pub label: String,
    /// Outcome, root cause, what told the person apart, what a list had to do with it.
    pub fields: Vec<Field>,
}

/// What forms are made from.
pub struct Maker<'a> {
    /// The words.
    pub w: Words,
    /// The case.
    pub case: &'a Case,
    /// Who serves where.
    pub office: &'a Office,
    /// Names and texts.
    pub opened: &'a Opened,
    /// The office's day.
    pub today: Date,
}

/// The step that says where a decision came from.
const ORIGIN: &str = "identify-originator";

/// What was sent before, and what was wrong with it.
#[derive(Default)]
pub struct Again<'a> {
    /// What was typed.
    pub typed: Option<&'a Posted>,
    /// What was wrong.
    pub troubles: &'a [Trouble],
}

impl Maker<'_> {
    /// The form of an offer.
    pub fn form(&self, offer: &Offer, again: &Again<'_>, once: String) -> StepForm {
        let step = offer.step;
        let inquiry = self.inquiry(offer.target);
        let ask = |asked: &definition::Field| self.field(step.key, asked, inquiry, again);
        let asks = step.asks.iter().filter(|asked| asked.kind != FieldKind::Findings);
        let mut fields: Vec<Field> = asks.map(ask).collect();
        if step.key == "add-document" {
            fields.push(self.received(again));
        }
        let wants_findings = step.asks.iter().any(|asked| asked.kind == FieldKind::Findings);
        StepForm {
            target: offer.target.code(),
            key: step.key,
            label: labels::step(self.w, step.key),
            basis: self.w.of("basis-{step}", step.key),
            fields,
            findings: if wants_findings { self.findings(again) } else { Vec::new() },
            version: step.decision.then_some(self.case.version),
            once,
            bar: offer.bar.map(|bar| self.w.t(&bar.key())),
            is_open: again.typed.is_some(),
            is_decision: step.decision,
        }
    }

    /// When a paper reached the office. It is no field of the step: it says when the step happened.
    fn received(&self, again: &Again<'_>) -> Field {
        let label = self.w.t("desk-ask-received_on");
        let mut field = Field::new("received_on", Kind::Date, label);
        field.hint = Some(self.w.t("desk-received-hint"));
        field.parts = ["day", "month", "year"].map(|part| self.w.of("date-{part}", part));
        self.fill(field, FieldKind::Date, again)
    }

    fn inquiry(&self, target: Target) -> Option<&Inquiry> {
        let Target::Recourse(id, _) = target else {
            return None;
        };
        let Recourse::Inquiry(inquiry) = self.case.recourse(id)?;
        Some(inquiry)
    }

    fn field(
        &self,
        step: &'static str,
        asked: &definition::Field,
        inquiry: Option<&Inquiry>,
        again: &Again<'_>,
    ) -> Field {
        let label = labels::field(self.w, step, asked.key);
        let is_tick = asked.kind == FieldKind::YesNo;
        let label = if asked.required || is_tick {
            label
        } else {
            self.w.t1("desk-optional", "label", label)
        };
        let held = self.held(asked);
        let choices = match asked.kind {
            FieldKind::Choices(codes) if !held.is_empty() => {
                let mut choices = self.codes(codes);
                choices.retain(|choice| held.iter().all(|item| item.code() != choice.value));
                choices
            }
            FieldKind::Choice(codes) | FieldKind::Choices(codes) => self.codes(codes),
            FieldKind::YesNo if !asked.required => vec![Choice::new("yes", self.w.t("desk-yes"))],
            FieldKind::YesNo => vec![
                Choice::new("yes", self.w.t("desk-yes")),
                Choice::new("no", self.w.t("desk-no")),
            ],
            FieldKind::Part(PartKind::Staff) if step == ORIGIN => self.anybody(),
            FieldKind::Part(kind) => self.parts(kind, inquiry),
            FieldKind::Text if step == ORIGIN => self.units(),
            FieldKind::Text | FieldKind::Sealed | FieldKind::Date | FieldKind::Findings => vec![],
        };
        let kind = match asked.kind {
            FieldKind::Text if step == ORIGIN => Kind::Select,
            FieldKind::Text | FieldKind::Findings => Kind::Text,
            FieldKind::Sealed if is_line(step, asked.key) => Kind::Text,
            FieldKind::Sealed => Kind::Long,
            FieldKind::Date => Kind::Date,
            FieldKind::Choice(codes) if codes.len() > 6 => Kind::Select,
            FieldKind::YesNo if !asked.required => Kind::Checks,
            FieldKind::Choice(_) | FieldKind::YesNo => Kind::Radios,
            FieldKind::Choices(_) => Kind::Checks,
            FieldKind::Part(_) => Kind::Select,
        };
        let mut field = Field { choices, ..Field::new(asked.key, kind, label) };
        if asked.kind == FieldKind::Sealed {
            field.readers = Some(self.w.t(readers(step)));
            field.limit = steps::TEXT;
        }
        if !held.is_empty() {
            let names = held.iter().map(|item| labels::code(self.w, "item", item.code()));
            let names = names.collect::<Vec<_>>().join("; ");
            field.hint = Some(self.w.t1("desk-held", "items", names));
        }
        if kind == Kind::Date {
            field.parts = ["day", "month", "year"].map(|part| self.w.of("date-{part}", part));
        }
        self.fill(field, asked.kind, again)
    }

    /// Puts back what was typed and says what was wrong with it.
    fn fill(&self, field: Field, kind: FieldKind, again: &Again<'_>) -> Field {
        let key = &*field.key.clone();
        let mut field = match again.typed {
            None => field,
            Some(typed) => match kind {
                FieldKind::Date => {
                    let date = steps::typed_date(typed, key).unwrap_or_default();
                    field.holding(&date)
                }
                FieldKind::Choices(_) => field.holding(&typed.all(key).join(",")),
                FieldKind::Text
                | FieldKind::Sealed
                | FieldKind::Choice(_)
                | FieldKind::YesNo
                | FieldKind::Part(_)
                | FieldKind::Findings => field.holding(typed.get(key)),
            },
        };
        let starts = format!("{key}/");
        let own = again.troubles.iter().find(|t| t.at == key || t.at.starts_with(&starts));
        field.error = own.map(|t| self.trouble(t.what));
        field.error_word = self.w.t("error-word");
        field
    }

    fn trouble(&self, what: &str) -> String {
        crate::api::problem::bad_field(self.w, what)
    }

    fn codes(&self, codes: &[&str]) -> Vec<Choice> {
        let list = labels::list(codes);
        codes.iter().map(|one| Choice::new(one, labels::code(self.w, list, one))).collect()
    }

    /// What must not be asked of the traveller: it is here, and good.
    fn held(&self, asked: &definition::Field) -> Vec<Item> {
        if asked.kind != FieldKind::Choices(Item::CODES) {
            return Vec::new();
        }
        let all = Item::CODES.iter().filter_map(|code| Item::parse(code));
        all.filter(|item| self.case.holds(*item)).collect()
    }

    fn parts(&self, kind: PartKind, inquiry: Option<&Inquiry>) -> Vec<Choice> {
        let label = |list, code: &str| labels::code(self.w, list, code);
        match kind {
            PartKind::OpenTask => inquiry
                .into_iter()
                .flat_map(|i| i.tasks.iter().filter(|t| t.answered.is_none()))
                .map(|t| {
                    let office = label("component", t.component.code());
                    let due = self.w.t1("desk-line-due", "date", self.w.date(&t.due));
                    Choice::new(&t.id.to_string(), format!("{office} · {due}"))
                })
                .collect(),
            PartKind::OpenCorrection => inquiry
                .into_iter()
                .flat_map(|i| i.corrections.iter().filter(|c| c.effective.is_none()))
                .map(|c| Choice::new(&c.id.to_string(), label("downstream", c.system.code())))
                .collect(),
            PartKind::Contested => self.case.contested.iter().map(|c| self.contested(c)).collect(),
            PartKind::Document => (1..)
                .zip(&self.case.documents)
                .map(|(n, d): (usize, _)| {
                    let item = label("item", d.item.code());
                    let name = self.opened.file(d.file).map_or("", |f| f.name.as_str());
                    Choice::new(&d.id.to_string(), format!("{n}. {item} · {name}"))
                })
                .collect(),
            PartKind::Staff => self.staff(),
        }
    }

    fn contested(&self, contested: &domain::case::Contested) -> Choice {
        Choice::new(&contested.id.to_string(), self.contested_label(contested))
    }

    /// What is contested, with the day and the place where it happened.
    pub fn contested_label(&self, contested: &domain::case::Contested) -> String {
        let what = labels::code(self.w, "complaint", contested.complaint.code());
        let incident = self.case.incident(contested.incident);
        let place = incident.map_or("", |i| crate::places::name(&i.place.key, self.w.lang));
        let on = incident.map_or_else(String::new, |i| self.w.date(&i.on));
        format!("{what} · {place} · {on}")
    }

    /// Officers and supervisors on the staff who are not tied to what is contested.
    fn staff(&self) -> Vec<Choice> {
        let works =
            |roles: &[Role]| roles.contains(&Role::Officer) || roles.contains(&Role::Supervisor);
        let there = |m: &domain::office::Member| m.left.is_none_or(|left| self.today < left);
        let free = |id: StaffId| tie_of(self.case, self.office, id).is_none();
        let members = self.office.staff.iter();
        let mut all: Vec<Choice> = members
            .filter(|(id, member)| works(&member.roles) && there(member) && free(**id))
            .map(|(id, _)| {
                let name = self.opened.staff(*id).unwrap_or("?");
                Choice::new(&id.to_string(), name.to_owned())
            })
            .collect();
        all.sort_by(|a, b| a.label.cmp(&b.label));
        all
    }

    /// Everybody who ever served: whoever decided may be tied, or gone.
    fn anybody(&self) -> Vec<Choice> {
        let name = |id: &StaffId| self.opened.staff(*id).unwrap_or("?").to_owned();
        let members = self.office.staff.keys();
        let mut all: Vec<Choice> =
            members.map(|id| Choice::new(&id.to_string(), name(id))).collect();
        all.sort_by(|a, b| a.label.cmp(&b.label));
        all
    }

    /// Every unit, those at the port where it happened first.
    fn units(&self) -> Vec<Choice> {
        let here = |port: &str| self.case.incidents.iter().any(|i| i.place.key == port);
        let label = |code: &String, unit: &domain::office::Unit| match &unit.port {
            Some(port) => format!("{} · {code}", crate::places::name(port, self.w.lang)),
            None => code.clone(),
        };
        let mut all: Vec<(bool, Choice)> = self
            .office
            .units
            .iter()
            .map(|(code, unit)| {
                let elsewhere = !unit.port.as_deref().is_some_and(here);
                (elsewhere, Choice::new(code, label(code, unit)))
            })
            .collect();
        all.sort_by(|a, b| (a.0, &a.1.label).cmp(&(b.0, &b.1.label)));
        all.into_iter().map(|(_, choice)| choice).collect()
    }

    fn findings(&self, again: &Again<'_>) -> Vec<Finding> {
        let one = |(place, contested): (usize, &domain::case::Contested)| {
            let id = contested.id.to_string();
            let fact = ("sealed", SealedFact::CODES);
            let fields = FINDING.into_iter().chain([fact]);
            let fields =
                fields.map(|(part, codes)| self.finding_field(place, &id, (part, codes), again));
            Finding {
                label: self.contested_label(contested),
                fields: fields.collect(),
                decision: id,
            }
        };
        self.case.contested.iter().enumerate().map(one).collect()
    }

    fn finding_field(
        &self,
        place: usize,
        id: &str,
        (part, codes): (&'static str, &[&str]),
        again: &Again<'_>,
    ) -> Field {
        let label = self.w.t(&format!("finding-{}", part.replace('_', "-")));
        let choices = self.codes(codes);
        let mut field = Field { choices, ..Field::new(part, Kind::Select, label) };
        if let Some(typed) = again.typed {
            field = field.holding(typed.get(&format!("findings-{id}-{part}")));
        }
        let at = format!("findings/{place}/{part}");
        field.error = again.troubles.iter().find(|t| t.at == at).map(|t| self.trouble(t.what));
        field
    }
}

/// A field in the desk's own size: officers fill in many.
pub fn small(field: &Field) -> String {
    let markup = field.to_string();
    markup
        .replace("\"govuk-radios\"", "\"govuk-radios govuk-radios--small\"")
        .replace("\"govuk-checkboxes\"", "\"govuk-checkboxes govuk-checkboxes--small\"")
}

/// Identifiers of people are one line; they are sealed all the same.
fn is_line(step: &str, key: &str) -> bool {
    matches!((step, key), ("record-control-number", "number") | ("transfer-out", "reference"))
}

/// Who will read a text.
fn readers(step: &str) -> &'static str {
    match step {
        "check-file" | "request-documents" | "answer-urgency" | "reply-to-traveller"
        | "propose-decision" => "desk-readers-traveller",
        _ => "desk-readers-office",
    }
}
