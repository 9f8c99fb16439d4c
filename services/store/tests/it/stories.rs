//! Commands as travellers and officers give them, for tests that need something in the record.

use domain::case::codes::Standing;
use domain::case::{Command, Contest, Incident, Opening, Step};
use domain::matter::{Content, Matter, Person};
use domain::place::{Mode, Place};
use domain::purpose::{Channel, Language, Purpose};
use domain::recourse::Mechanism;
use domain::recourse::inquiry::codes::{Complaint, Paper, ToldHow};
use domain::{Actor, CaseId, Jurisdiction, MatterId, Moment, RecourseId, SubjectId, ids};
use jiff::Timestamp;
use jiff::civil::date;
use store::{CommandId, Receipt, Register, Submission, SubmitError};
use uuid::Uuid;

pub(crate) const US: Jurisdiction = Jurisdiction::Us;

/// Everything of test case `n` has ids made from `n`.
pub(crate) fn case(n: u128) -> CaseId {
    CaseId(Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 | (n << 8)))
}

fn id(n: u128, part: u128) -> Uuid {
    let (more, part) = ((part >> 8) << 96, part & 0xff);
    Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 | more | (n << 8) | part)
}

pub(crate) fn traveller(n: u128) -> SubjectId {
    SubjectId(id(n, 1))
}

pub(crate) fn recourse(n: u128) -> RecourseId {
    RecourseId(id(n, 2))
}

pub(crate) fn person(n: u128) -> MatterId {
    MatterId(id(n, 3))
}

pub(crate) fn by_traveller(n: u128, at: Timestamp) -> Moment {
    Moment::new(at, Actor::Traveller { subject: traveller(n) })
}

pub(crate) fn submission(key: &str, command: Command, matter: Vec<Matter>) -> Submission {
    Submission {
        command_id: CommandId::of(key),
        caller: "test".to_owned(),
        digest: [7; 32],
        expected: None,
        command,
        matter,
    }
}

fn opening(n: u128) -> Opening {
    let contest = Contest {
        decision: ids::PartId(id(n, 5)),
        complaint: Complaint::RepeatSecondary,
        paper: Paper::ALL[0],
        told_how: ToldHow::ALL[0],
        told_on: None,
    };
    let incident = Incident {
        incident: ids::PartId(id(n, 4)),
        place: Place { key: "us-0901".to_owned(), mode: Mode::Land },
        on: date(2025, 12, 20),
        unsure: false,
        details: None,
        narrative: Some(MatterId(id(n, 6))),
        contests: vec![contest],
    };
    Opening {
        jurisdiction: US,
        traveller: traveller(n),
        person: person(n),
        language: Language::En,
        channel: Channel::Web,
        purpose: Purpose::BusinessVisitor,
        standing: Standing::CaCitizen,
        minor: false,
        representative: None,
        household: None,
        by_post: false,
        synthetic: true,
        received_on: None,
        incidents: vec![incident],
        documents: vec![],
        recourse: recourse(n),
        mechanism: Mechanism::Inquiry,
    }
}

pub(crate) fn filing(n: u128, name: &str) -> Submission {
    let who = Person {
        name: name.to_owned(),
        email: format!("person{n}@example.org"),
        phone: format!("+1 613 555 {n:04}"),
        ..Person::default()
    };
    let text = Content::Text { text: "They asked the same again.".to_owned(), lang: None };
    let matter = vec![
        Matter { id: person(n), subject: traveller(n), content: Content::Person(who) },
        Matter { id: MatterId(id(n, 6)), subject: traveller(n), content: text },
    ];
    submission(&format!("file-{n}"), Command::Open(Box::new(opening(n))), matter)
}

pub(crate) async fn file(
    register: &Register,
    n: u128,
    name: &str,
    at: Timestamp,
) -> Result<Receipt, SubmitError> {
    register.submit(case(n), US, filing(n, name), by_traveller(n, at)).await
}

/// The traveller of case `n` writes message number `number`.
pub(crate) fn message(n: u128, number: u128) -> Submission {
    let text = MatterId(id(n, 16 + number));
    let content = Content::Text { text: format!("Message {number}"), lang: Some("en".to_owned()) };
    let matter = vec![Matter { id: text, subject: traveller(n), content }];
    let command = Command::Case { step: Step::SendMessage { text } };
    submission(&format!("message-{n}-{number}"), command, matter)
}

pub(crate) async fn write(
    register: &Register,
    n: u128,
    number: u128,
    at: Timestamp,
) -> Result<Receipt, SubmitError> {
    register.submit(case(n), US, message(n, number), by_traveller(n, at)).await
}
