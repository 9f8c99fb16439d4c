//! The daily figures: counts only, one mail a supervisor, at most one a day. Each mail's id follows
//! from day and supervisor, and the ledger is written last, so that a crash in between asks again
//! for mails that are there already.

use domain::matter::Content;
use domain::office::Member;
use domain::purpose::Language;
use domain::{Jurisdiction, Role, StaffId};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::direct_mail::{self, Brings, Direct};
use store::{Register, StoreError, caseload, jobs};
use uuid::Uuid;

use crate::schedule::Job;

/// Figures that are older than this are not sent any more.
const USEFUL: SignedDuration = SignedDuration::from_hours(3 * 24);

/// Asks for the figures of a day, once; answers how many supervisors get them.
pub(crate) async fn ask(
    register: &Register,
    day: Date,
    now: Timestamp,
    synthetic: bool,
) -> Result<usize, StoreError> {
    let mut asked = 0;
    for jurisdiction in Jurisdiction::ALL {
        let name = Job::Digest.name();
        if jobs::is_done(register, jurisdiction, name, day).await? {
            continue;
        }
        asked += of(register, jurisdiction, day, now, synthetic).await?;
        jobs::record(register, jurisdiction, name, day, now).await?;
    }
    Ok(asked)
}

async fn of(
    register: &Register,
    jurisdiction: Jurisdiction,
    day: Date,
    now: Timestamp,
    synthetic: bool,
) -> Result<usize, StoreError> {
    let office = register.office(jurisdiction).await?;
    let supervisors: Vec<(&StaffId, &Member)> =
        office.staff.iter().filter(|(_, member)| supervises(member, day)).collect();
    if supervisors.is_empty() {
        return Ok(0);
    }
    let counts = counts(register, jurisdiction, day).await?;
    let people: Vec<_> = supervisors.iter().map(|(_, member)| member.person).collect();
    let matter = register.matter(jurisdiction, &people).await?;
    let mut asked = 0;
    for (staff, member) in supervisors {
        let Some(Content::Person(person)) = matter.get(&member.person) else {
            continue;
        };
        if person.email.is_empty() {
            continue;
        }
        let brings = Brings::Digest { day, counts: counts.clone() };
        let (to, lang) = (person.email.clone(), language(member));
        let mail = Direct { to, lang, synthetic, brings };
        let id = mail_id(register, jurisdiction, *staff, day);
        let until = now.checked_add(USEFUL).unwrap_or(Timestamp::MAX);
        direct_mail::put(register, jurisdiction, id, &mail, now, until).await?;
        asked += 1;
    }
    Ok(asked)
}

fn supervises(member: &Member, day: Date) -> bool {
    member.roles.contains(&Role::Supervisor) && member.left.is_none_or(|left| left > day)
}

/// The first language that somebody reads.
fn language(member: &Member) -> Language {
    let first = member.languages.first().and_then(|code| Language::parse(code));
    first.unwrap_or(Language::En)
}

/// Label keys are those of `digest-…`.
async fn counts(
    register: &Register,
    jurisdiction: Jurisdiction,
    day: Date,
) -> Result<Vec<(String, i64)>, StoreError> {
    let counts = caseload::counts(register, jurisdiction, None, day).await?;
    let named = [
        ("open", counts.open),
        ("unassigned", counts.unassigned),
        ("signature", counts.to_sign),
        ("late", counts.late),
    ];
    Ok(named.map(|(name, count)| (name.to_owned(), count)).into())
}

fn mail_id(register: &Register, jurisdiction: Jurisdiction, staff: StaffId, day: Date) -> Uuid {
    let text = format!("{} {staff} {day}", jurisdiction.shard().0);
    let digest = register.keys().digest("daily-figures", text.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
