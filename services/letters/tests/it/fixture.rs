//! A case told by its events.

use std::collections::HashMap;

use domain::case::codes::{Authority, Standing};
use domain::case::{Case, Entry, Event, Representative, evolve};
use domain::deadline::Told;
use domain::ids::PartId;
use domain::matter::{Content, Person};
use domain::place::{Mode, Place};
use domain::purpose::{Channel, Language, Purpose};
use domain::recourse;
use domain::recourse::inquiry;
use domain::recourse::inquiry::codes::{Complaint, Item, Paper, ToldHow};
use domain::rule::{Bilingual, RuleBook};
use domain::{Actor, CaseId, CaseReference, Jurisdiction, MatterId, RecourseId, SubjectId};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use letters::{LetterFacts, Occasion, Profile};
use uuid::Uuid;

pub(crate) const RECOURSE: RecourseId = RecourseId(Uuid::from_u128(7));
pub(crate) const TRAVELLER: SubjectId = SubjectId(Uuid::from_u128(1));
pub(crate) const HELPER: SubjectId = SubjectId(Uuid::from_u128(2));
pub(crate) const REASONS_EN: MatterId = MatterId(Uuid::from_u128(13));
pub(crate) const REASONS_FR: MatterId = MatterId(Uuid::from_u128(14));
pub(crate) const SEALED: MatterId = MatterId(Uuid::from_u128(15));
pub(crate) const PERSON: MatterId = MatterId(Uuid::from_u128(10));
const HELPER_PERSON: MatterId = MatterId(Uuid::from_u128(11));
pub(crate) const NOTE: MatterId = MatterId(Uuid::from_u128(12));

pub(crate) fn part(n: u128) -> PartId {
    PartId(Uuid::from_u128(100 + n))
}

fn text(text: &str, lang: &str) -> Content {
    Content::Text { text: text.to_owned(), lang: Some(lang.to_owned()) }
}

fn person(name: &str) -> Content {
    Content::Person(Person { name: name.to_owned(), ..Person::default() })
}

pub(crate) fn profile() -> Profile {
    let both = |en: &str, fr: &str| Bilingual { en: en.to_owned(), fr: fr.to_owned() };
    Profile {
        name: both("Border Redress demonstration", "Démonstration Recours à la frontière"),
        decides: both("the made-up redress office", "le bureau de recours fictif"),
        files_with_decider: true,
        sender: both("Redress desk", "Bureau des recours"),
        email: "help@redress.example".to_owned(),
        phone: "+1 613 555 0100".to_owned(),
        address: "1 Example Street, Ottawa".to_owned(),
        site: "https://redress.example".to_owned(),
        zone: both("Toronto time", "heure de Toronto"),
    }
}

/// The rules as they are shipped.
pub(crate) fn rules() -> RuleBook {
    let source = include_str!("../../../../contracts/rules/us-inquiry.toml");
    let table: toml::Table = toml::from_str(source).expect("the shipped rules are TOML");
    let book = plain(toml::Value::Table(table)).try_into();
    book.expect("the shipped rules are rules")
}

fn plain(value: toml::Value) -> toml::Value {
    match value {
        toml::Value::Datetime(date) => toml::Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect::<Vec<_>>().into(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(k, v)| (k, plain(v))).collect::<toml::Table>().into()
        }
        other @ (toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)) => other,
    }
}

/// A case and its last entry, as events leave them.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) case: Case,
    pub(crate) last: Entry,
    pub(crate) matter: HashMap<MatterId, Content>,
    pub(crate) rules: RuleBook,
    pub(crate) zone: TimeZone,
}

fn at(on: Date) -> jiff::Timestamp {
    on.at(12, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a day of this century").timestamp()
}

pub(crate) fn told(rule: &str, trigger: Date, due: Date) -> Told {
    Told { rule: rule.to_owned(), version: 1, trigger, due }
}

fn opened(with_helper: bool) -> Event {
    let representative = Representative {
        subject: HELPER,
        person: HELPER_PERSON,
        authority: Authority::Form590,
        language: Language::Fr,
    };
    Event::Opened {
        reference: CaseReference::of(CaseId(Uuid::from_u128(0x1234_5678_9abc_def0))),
        jurisdiction: Jurisdiction::Us,
        traveller: TRAVELLER,
        person: PERSON,
        language: Language::En,
        channel: Channel::Web,
        purpose: Purpose::AfterSales,
        standing: Standing::CaCitizen,
        minor: false,
        representative: with_helper.then_some(representative),
        household: None,
        by_post: false,
        synthetic: true,
    }
}

fn incident() -> Event {
    Event::IncidentRecorded {
        incident: part(1),
        place: Place { key: "us-0901".to_owned(), mode: Mode::Land },
        on: date(2026, 2, 20),
        unsure: false,
        details: None,
        narrative: None,
    }
}

fn contested() -> Event {
    Event::DecisionContested {
        decision: part(2),
        incident: part(1),
        complaint: Complaint::RepeatSecondary,
        paper: Paper::None,
        told_how: ToldHow::InPerson,
        told_on: None,
    }
}

fn matter() -> HashMap<MatterId, Content> {
    HashMap::from([
        (PERSON, person("Zoë O’Brien-Nguyễn <b>")),
        (HELPER_PERSON, person("Maître Ève Côté")),
        (NOTE, text("Please show the page with the photo.\n# Not a heading", "en")),
        (REASONS_EN, text("Your record was mixed up with another.", "en")),
        (REASONS_FR, text("Votre dossier a été confondu avec un autre.", "fr")),
        (SEALED, text("NOT_LISTED", "en")),
    ])
}

impl Story {
    /// A filing, complete or with things missing, by hand of a helper or alone.
    pub(crate) fn filed(needs: &[Item], with_helper: bool) -> Self {
        let by = Actor::Traveller { subject: TRAVELLER };
        let day = at(date(2026, 3, 2));
        let last = Entry {
            version: 1,
            recorded_at: day,
            occurred_at: day,
            by,
            event: opened(with_helper),
        };
        let zone = TimeZone::get("America/Toronto").expect("zones are built in");
        let case = evolve(None, &last, &zone).expect("an opening opens");
        let story = Self { case, last, matter: matter(), rules: rules(), zone };
        story.case(incident()).case(contested()).then(
            date(2026, 3, 2),
            inquiry::Event::Lodged {
                complaints: vec![Complaint::RepeatSecondary],
                received_on: date(2026, 3, 2),
                documents_due: told("US-D01", date(2026, 3, 2), date(2026, 4, 1)),
                needs: needs.to_vec(),
            },
        )
    }

    fn push(mut self, at: jiff::Timestamp, event: Event) -> Self {
        let by = Actor::Staff { staff: domain::StaffId(Uuid::from_u128(5)), roles: vec![] };
        let version = self.last.version + 1;
        self.last = Entry { version, recorded_at: at, occurred_at: at, by, event };
        self.case = evolve(Some(self.case), &self.last, &self.zone).expect("a case stays one");
        self
    }

    /// An event of the case as a whole.
    pub(crate) fn case(self, event: Event) -> Self {
        let at = self.last.recorded_at;
        self.push(at, event)
    }

    /// An event of the inquiry, on a day.
    pub(crate) fn then(self, on: Date, event: inquiry::Event) -> Self {
        let event = recourse::Event::Inquiry(event);
        self.push(at(on), Event::Recourse { id: RECOURSE, event })
    }

    pub(crate) fn occasion(&self, recipient: SubjectId, lang: Language) -> Occasion<'_> {
        Occasion {
            case: &self.case,
            entry: &self.last,
            recipient,
            lang,
            matter: &self.matter,
            rules: &self.rules,
            zone: &self.zone,
        }
    }

    pub(crate) fn facts(&self, lang: Language) -> LetterFacts {
        LetterFacts::of(&self.occasion(TRAVELLER, lang)).expect("a story has its facts")
    }
}
