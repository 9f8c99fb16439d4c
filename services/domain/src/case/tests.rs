//! Given / when / then on a case as a whole: guards that every mechanism shares.
//! [`Story`] is the spec helper: it decides, folds what came of it, and moves the day.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use super::codes::{Authority, Standing};
use super::*;
use crate::actor::{Actor, Role};
use crate::context::Context;
use crate::ids::*;
use crate::moment::Moment;
use crate::office::{self, Office};
use crate::place::{Mode, Place};
use crate::purpose::{Channel, Language, Purpose};
use crate::recourse::inquiry::codes::{Complaint, Item, Paper, ToldHow};
use crate::recourse::{Command as RecourseCommand, Mechanism, Recourse, inquiry};
use crate::rule::RuleBook;
use crate::violation::{Tie, Violation};

pub(crate) fn rules() -> RuleBook {
    toml::from_str(include_str!("../../../../contracts/rules/us-inquiry.toml")).unwrap()
}

pub(crate) fn matter(n: u128) -> MatterId {
    MatterId(Uuid::from_u128(0xF00 + n))
}

pub(crate) fn staff(n: u128, role: Role) -> Actor {
    Actor::Staff { staff: StaffId(Uuid::from_u128(n)), roles: vec![role] }
}

pub(crate) const TRAVELLER: Actor = Actor::Traveller { subject: SubjectId(Uuid::from_u128(7)) };

/// A case as it grows, day by day.
pub(crate) struct Story {
    pub(crate) id: CaseId,
    pub(crate) case: Option<Case>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) at: Timestamp,
    pub(crate) office: Office,
    rules: RuleBook,
    zone: TimeZone,
}

impl Story {
    pub(crate) fn on(day: Date) -> Self {
        let zone = TimeZone::get("America/New_York").unwrap();
        let at = day.at(10, 0, 0, 0).to_zoned(zone.clone()).unwrap().timestamp();
        let id = CaseId(Uuid::from_u128(0x0192_3456_789A_7BCD_8EF0_1234_5678_9ABC));
        let office = two_ports();
        Self { id, case: None, entries: vec![], at, office, rules: rules(), zone }
    }

    pub(crate) fn lodged(day: Date) -> Self {
        let mut story = Self::on(day);
        story.does(TRAVELLER, &Command::Open(Box::new(opening()))).unwrap();
        story
    }

    pub(crate) fn today(&self) -> Date {
        self.zone.to_datetime(self.at).date()
    }

    pub(crate) fn days_later(&mut self, days: i64) -> &mut Self {
        self.at = self
            .zone
            .to_datetime(self.at)
            .checked_add(days.days())
            .unwrap()
            .to_zoned(self.zone.clone())
            .unwrap()
            .timestamp();
        self
    }

    #[expect(clippy::needless_pass_by_value, reason = "a story reads better without borrows")]
    pub(crate) fn does(&mut self, by: Actor, command: &Command) -> Result<Vec<String>, Violation> {
        let moment = Moment::new(self.at, by.clone());
        let ctx = Context { office: &self.office, rules: &self.rules, zone: &self.zone };
        let events = decide(self.id, self.case.as_ref(), command, &moment, &ctx)?;
        let names = events.iter().map(Event::name).collect();
        for event in events {
            let version = i32::try_from(self.entries.len()).unwrap() + 1;
            let (recorded_at, occurred_at) = (self.at, self.at);
            let entry = Entry { version, recorded_at, occurred_at, by: by.clone(), event };
            self.case = evolve(self.case.take(), &entry, &self.zone);
            self.entries.push(entry);
        }
        Ok(names)
    }

    pub(crate) fn step(
        &mut self,
        by: Actor,
        step: inquiry::Command,
    ) -> Result<Vec<String>, Violation> {
        let id = self.inquiry().id;
        self.does(by, &Command::Recourse { id, step: RecourseCommand::Inquiry(step) })
    }

    /// The traveller hands in a file.
    pub(crate) fn hands_in(&mut self, item: Item) {
        let n = 500 + self.entries.len() as u128;
        let document = PartId(Uuid::from_u128(n));
        let step = Step::AddDocument { document, file: matter(n), item, channel: Channel::Web };
        self.case_step(TRAVELLER, step).unwrap();
    }

    pub(crate) fn case_step(&mut self, by: Actor, step: Step) -> Result<Vec<String>, Violation> {
        self.does(by, &Command::Case { step })
    }

    pub(crate) fn case(&self) -> &Case {
        self.case.as_ref().unwrap()
    }

    pub(crate) fn inquiry(&self) -> &inquiry::Inquiry {
        let Recourse::Inquiry(inquiry) = &self.case().recourses[0];
        inquiry
    }

    pub(crate) fn timers(&self) -> Vec<(String, Date)> {
        let ctx = Context { office: &self.office, rules: &self.rules, zone: &self.zone };
        let all = timers(self.case(), &ctx, self.today()).unwrap();
        all.into_iter().map(|t| (t.kind.code(), t.due)).collect()
    }

    /// Fires whatever is due today, as the scheduler would.
    pub(crate) fn tick(&mut self) -> Vec<String> {
        let ctx = Context { office: &self.office, rules: &self.rules, zone: &self.zone };
        let due: Vec<Timer> = timers(self.case(), &ctx, self.today()).unwrap();
        let today = self.today();
        let mut fired = vec![];
        for timer in due.into_iter().filter(|t| t.due <= today) {
            let command =
                Command::Recourse { id: timer.recourse, step: timer.kind.elapse(timer.due) };
            let names = self.does(Actor::System, &command).unwrap();
            fired.extend(names.iter().map(|_| timer.kind.code()));
        }
        fired
    }
}

pub(crate) fn opening() -> Opening {
    let part = |n: u128| PartId(Uuid::from_u128(n));
    Opening {
        jurisdiction: Jurisdiction::Us,
        traveller: SubjectId(Uuid::from_u128(7)),
        person: matter(1),
        language: Language::En,
        channel: Channel::Web,
        purpose: Purpose::Professional,
        standing: Standing::CaCitizen,
        minor: false,
        representative: None,
        household: None,
        by_post: false,
        synthetic: false,
        received_on: None,
        incidents: vec![Incident {
            incident: part(11),
            place: Place { key: "us-0901".into(), mode: Mode::Land },
            on: date(2026, 1, 2),
            unsure: false,
            details: None,
            narrative: Some(matter(2)),
            contests: vec![Contest {
                decision: part(12),
                complaint: Complaint::RepeatSecondary,
                paper: Paper::None,
                told_how: ToldHow::InPerson,
                told_on: None,
            }],
        }],
        documents: vec![HandedIn {
            document: part(13),
            file: matter(3),
            item: Item::IdentityDocument,
        }],
        recourse: RecourseId(Uuid::from_u128(0x0192_3456_789A_7BCD_8EF0_0000_0000_0021)),
        mechanism: Mechanism::Inquiry,
    }
}

fn two_ports() -> Office {
    let from = date(2024, 1, 1);
    let mut events = vec![
        office::Event::UnitOpened {
            unit: "port-a".into(),
            port: Some("us-0901".into()),
            parent: None,
            from,
        },
        office::Event::UnitOpened { unit: "redress".into(), port: None, parent: None, from },
        office::Event::UnitOpened { unit: "transit".into(), port: None, parent: None, from },
    ];
    for (n, unit) in [(1, "port-a"), (2, "redress"), (3, "redress"), (4, "redress"), (5, "transit")]
    {
        events.push(office::Event::StaffAdded {
            staff: StaffId(Uuid::from_u128(n)),
            subject: SubjectId(Uuid::from_u128(n)),
            person: matter(n),
            roles: vec![Role::Officer],
            languages: vec!["en".into()],
        });
        events.push(office::Event::Posted {
            staff: StaffId(Uuid::from_u128(n)),
            unit: unit.into(),
            from,
        });
    }
    events.iter().fold(Office::default(), Office::evolve)
}

#[test]
fn a_filing_gets_its_number_at_once() {
    let mut story = Story::on(date(2026, 1, 5));
    let names = story.does(TRAVELLER, &Command::Open(Box::new(opening()))).unwrap();
    assert_eq!(
        names,
        [
            "case.opened",
            "case.incident_recorded",
            "case.decision_contested",
            "case.document_received",
            "inquiry.lodged"
        ]
    );
    assert!(story.case().reference.to_string().starts_with("RDR-"));
}

#[test]
fn a_case_is_opened_once() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let again = story.does(TRAVELLER, &Command::Open(Box::new(opening())));
    assert_eq!(again, Err(Violation::CaseState));
}

#[test]
fn a_minor_needs_a_guardian() {
    let mut story = Story::on(date(2026, 1, 5));
    let minor = Opening { minor: true, ..opening() };
    let alone = story.does(TRAVELLER, &Command::Open(Box::new(minor.clone())));
    assert_eq!(alone, Err(Violation::field("representative", "guardian-needed")));
    let guardian = Representative {
        subject: SubjectId(Uuid::from_u128(8)),
        person: matter(4),
        authority: Authority::Guardian,
        language: Language::Fr,
    };
    let with = Opening { representative: Some(guardian), ..minor };
    story.does(TRAVELLER, &Command::Open(Box::new(with))).unwrap();
    assert_eq!(story.inquiry().needs, [Item::MinorIdentity]);
}

#[test]
fn an_incident_cannot_lie_in_the_future() {
    let mut story = Story::on(date(2025, 12, 1));
    let early = story.does(TRAVELLER, &Command::Open(Box::new(opening())));
    assert_eq!(early, Err(Violation::field("incident.on", "in-future")));
}

#[test]
fn another_traveller_may_do_nothing_here() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let stranger = Actor::Traveller { subject: SubjectId(Uuid::from_u128(99)) };
    let refused = story.case_step(stranger, Step::SendMessage { text: matter(9) });
    assert_eq!(refused, Err(Violation::NotYourStep { step: "send-message".into() }));
}

#[test]
fn nobody_of_the_port_may_triage_or_be_given_the_case() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let port = staff(1, Role::Officer);
    let check = inquiry::Command::CheckFile { missing: vec![], text: None };
    let barred = Violation::NotIndependent { why: Tie::SamePort };
    assert_eq!(story.step(port, check), Err(barred.clone()));
    let give = Step::Assign { staff: Some(StaffId(Uuid::from_u128(1))), reason: None };
    assert_eq!(story.case_step(staff(2, Role::Officer), give), Err(barred));
}

#[test]
fn acts_are_flagged_when_the_originator_is_learned() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let check = inquiry::Command::CheckFile { missing: vec![], text: None };
    story.step(staff(2, Role::Officer), check).unwrap();
    let learned = Step::IdentifyOriginator {
        decision: PartId(Uuid::from_u128(12)),
        unit: "redress".into(),
        officer: None,
    };
    let names = story.case_step(staff(3, Role::Officer), learned).unwrap();
    assert_eq!(names, ["case.originator_identified", "case.independence_flagged"]);
    assert!(story.case().acts[0].flagged);
}

fn learned(unit: &str, officer: Option<u128>) -> Step {
    Step::IdentifyOriginator {
        decision: PartId(Uuid::from_u128(12)),
        unit: unit.into(),
        officer: officer.map(|n| StaffId(Uuid::from_u128(n))),
    }
}

#[test]
fn whoever_is_barred_cannot_lift_the_bar() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let own = story.case_step(staff(1, Role::Officer), learned("redress", None));
    assert_eq!(own, Err(Violation::NotIndependent { why: Tie::SamePort }));
    let other = staff(2, Role::Officer);
    let made_up = story.case_step(other.clone(), learned("no-such-unit", None));
    assert_eq!(made_up, Err(Violation::field("unit", "unknown-code")));
    for officer in [99, 2] {
        let never_there = story.case_step(other.clone(), learned("port-a", Some(officer)));
        assert_eq!(never_there, Err(Violation::field("officer", "unknown-code")));
    }
    let names = story.case_step(other, learned("port-a", Some(1))).unwrap();
    assert_eq!(names, ["case.originator_identified"]);
}

#[test]
fn a_tied_officer_changes_nobodys_address_and_writes_no_letter() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let barred = Err(Violation::NotIndependent { why: Tie::SamePort });
    let subject = SubjectId(Uuid::from_u128(7));
    let move_mail = Step::ChangePerson { subject, person: matter(30) };
    assert_eq!(story.case_step(staff(1, Role::Officer), move_mail), barred);
    let letter = Step::ReplyToTraveller { text: matter(31) };
    assert_eq!(story.case_step(staff(1, Role::Officer), letter), barred);
}

#[test]
fn codes_still_go_to_the_former_mailbox_for_a_day() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let subject = SubjectId(Uuid::from_u128(7));
    let first = story.case().person;
    let moved = Step::ChangePerson { subject, person: matter(30) };
    story.case_step(staff(2, Role::Officer), moved).unwrap();
    assert_eq!(story.case().person, matter(30));
    assert_eq!(story.case().held_for_codes(subject, story.at), first);
    let next_day = story.at + 24.hours();
    assert_eq!(story.case().held_for_codes(subject, next_day), matter(30));
}

#[test]
fn a_case_is_given_to_somebody_who_is_there() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let give = Step::Assign { staff: Some(StaffId(Uuid::from_u128(99))), reason: None };
    let nobody = story.case_step(staff(2, Role::Officer), give);
    assert_eq!(nobody, Err(Violation::field("staff", "unknown-code")));
}

#[test]
fn a_household_is_named_by_its_number_and_nothing_else() {
    let mut story = Story::on(date(2026, 1, 5));
    let household = Some("Jane Doe, +1 613 555 0199".to_owned());
    let free_text = Command::Open(Box::new(Opening { household, ..opening() }));
    let told = story.does(TRAVELLER, &free_text);
    assert_eq!(told, Err(Violation::field("household", "not-a-reference")));
}

#[test]
fn a_letters_fate_is_written_once() {
    let mut story = Story::lodged(date(2026, 1, 5));
    let sent = Command::RecordNotice {
        letter: "acknowledgement".into(),
        outbox: Uuid::from_u128(5),
        subject: SubjectId(Uuid::from_u128(7)),
        by_post: false,
        fate: Fate::Sent("1".into()),
    };
    assert_eq!(story.does(Actor::System, &sent).unwrap(), ["case.notice_sent"]);
    assert!(story.does(Actor::System, &sent).unwrap().is_empty());
}

#[test]
fn every_event_reads_back_from_its_json() {
    let story = Story::lodged(date(2026, 1, 5));
    for entry in &story.entries {
        let text = serde_json::to_string(&entry.event).unwrap();
        let back: Event = serde_json::from_str(&text).unwrap();
        assert_eq!(back, entry.event);
    }
}
