//! A small office: two units, a supervisor above, and one of every role, all made up.

use domain::matter::{Content, Matter, Person};
use domain::office::Event;
use domain::{Actor, Jurisdiction, MatterId, Moment, Role, StaffId, SubjectId};
use jiff::Timestamp;
use jiff::civil::date;
use store::{Register, accounts, clients};
use uuid::Uuid;

const US: Jurisdiction = Jurisdiction::Us;
/// Secret of everybody's one-time codes.
const SECRET: &[u8] = b"12345678901234567890";
const PASSWORD: &str = "preview-password";

const PEOPLE: [(u128, &str, &str, Role, &str); 6] = [
    (1, "Olivia Officer", "officer@redress.example", Role::Officer, "REVIEW-EAST"),
    (2, "Étienne Gagnon", "second@redress.example", Role::Officer, "REVIEW-EAST"),
    (3, "Sam Supervisor", "supervisor@redress.example", Role::Supervisor, "REVIEW"),
    (4, "Ana Analyst", "analyst@redress.example", Role::Analyst, "REVIEW"),
    (5, "Ada Administrator", "admin@redress.example", Role::Administrator, "REVIEW"),
    (6, "Paul Port", "port@redress.example", Role::Officer, "BUFFALO"),
];

/// The member of staff of a number.
pub(crate) fn staff(number: u128) -> StaffId {
    StaffId(Uuid::from_u128(0x0194_0000_0000_7000_8000_0000_0000_0000 | number))
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 | number)
}

fn unit(unit: &str, port: Option<&str>, parent: Option<&str>) -> Event {
    Event::UnitOpened {
        unit: unit.to_owned(),
        port: port.map(ToOwned::to_owned),
        parent: parent.map(ToOwned::to_owned),
        from: date(2020, 1, 1),
    }
}

/// Puts the office into the record once; answers who can sign in.
pub(crate) async fn people(
    register: &Register,
    at: Timestamp,
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut told = vec!["one-time codes: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".to_owned()];
    told.extend(PEOPLE.map(|(_, _, email, ..)| format!("{email} {PASSWORD}")));
    if !register.office(US).await?.staff.is_empty() {
        return Ok(told);
    }
    let mut events = vec![
        unit("REVIEW", None, None),
        unit("REVIEW-EAST", None, Some("REVIEW")),
        unit("BUFFALO", Some("us-0901"), None),
    ];
    let mut matter = Vec::new();
    let hash = web::hash_password(PASSWORD, &[3; 16]).ok_or("a password was not hashed")?;
    for (number, name, email, role, unit) in PEOPLE {
        let (subject, person) = (SubjectId(id(number)), MatterId(id(number + 100)));
        let content = Content::Person(Person {
            name: name.to_owned(),
            email: email.to_owned(),
            ..Person::default()
        });
        matter.push(Matter { id: person, subject, content });
        let languages = vec!["en".to_owned(), "fr".to_owned()];
        events.push(Event::StaffAdded {
            staff: staff(number),
            subject,
            person,
            roles: vec![role],
            languages,
        });
        events.push(Event::Posted {
            staff: staff(number),
            unit: unit.to_owned(),
            from: date(2021, 3, 1),
        });
        let account = accounts::NewAccount {
            staff: staff(number),
            email,
            password_hash: &hash,
            totp_secret: SECRET,
        };
        accounts::create(register, US, account, at).await?;
    }
    events.push(Event::ReportsTo { staff: staff(1), to: staff(3), from: date(2021, 3, 1) });
    register.submit_office(US, events, matter, Moment::new(at, Actor::System)).await?;
    let client = clients::Client {
        client_id: "preview-client".to_owned(),
        secret_hash: hash,
        scopes: web::api::call::SCOPES.map(ToOwned::to_owned).into(),
        created_at: at,
    };
    clients::put(register, US, &client).await?;
    Ok(told)
}
