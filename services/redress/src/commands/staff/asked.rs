//! Somebody new, checked: an address that mail reaches, a day that has come, a unit and a superior
//! that are there. What passes is written as it stands; names go sealed beside the events.

use anyhow::{Context as _, bail};
use domain::matter::{Content, Matter, Person};
use domain::office::Event;
use domain::{MatterId, Role, StaffId, SubjectId};
use web::posted::tidy;
use web::traveller::filing::questions::looks_like_mail;

use super::roster::Roster;
use super::{Bureau, unit};
use crate::cli::staff::{Add, Duty, Tongue};

/// Who somebody is, as typed and tidied.
pub(super) struct Who {
    pub(super) name: String,
    pub(super) email: String,
}

impl Who {
    pub(super) fn of(new: &Add) -> anyhow::Result<Self> {
        let name = tidy(&new.name).split_whitespace().collect::<Vec<_>>().join(" ");
        let email = tidy(&new.email);
        if name.is_empty() {
            bail!("know who it is: say the person's name with --name");
        }
        if !looks_like_mail(&email) {
            bail!("use the address {email:?}: it is not a mail address such as ana@office.example");
        }
        Ok(Self { name, email })
    }

    /// Whether a recorded name is this one, however it is spaced and cased.
    pub(super) fn is_called(&self, recorded: &str) -> bool {
        recorded.to_lowercase() == self.name.to_lowercase()
    }
}

/// The events of joining, with the names that they seal.
pub(super) fn joining(
    bureau: &Bureau,
    roster: &Roster,
    who: &Who,
    new: &Add,
    staff: StaffId,
) -> anyhow::Result<(Vec<Event>, Vec<Matter>)> {
    let (since, ids) = (new.since, &bureau.archive.ids);
    if since > bureau.today {
        bail!(
            "put {} on the staff since {since}: that day is yet to come, and a sign-in works at once; ask again then",
            who.name
        );
    }
    let mut events = Vec::from_iter(unit::opened(&roster.office, &new.unit, since, &new.opening)?);
    let (subject, person) = (SubjectId(ids.next()), MatterId(ids.next()));
    events.push(Event::StaffAdded {
        staff,
        subject,
        person,
        roles: roles(&new.roles),
        languages: languages(&new.languages),
    });
    events.push(Event::Posted { staff, unit: new.unit.clone(), from: since });
    if let Some(above) = &new.reports_to {
        let to = roster.here(above).context("name whoever they report to")?;
        events.push(Event::ReportsTo { staff, to, from: since });
    }
    let Who { name, email } = who;
    let content =
        Content::Person(Person { name: name.clone(), email: email.clone(), ..Person::default() });
    Ok((events, vec![Matter { id: person, subject, content }]))
}

/// Each role once, in the order of the law.
fn roles(duties: &[Duty]) -> Vec<Role> {
    let role = |duty: &Duty| match duty {
        Duty::Officer => Role::Officer,
        Duty::Supervisor => Role::Supervisor,
        Duty::Analyst => Role::Analyst,
        Duty::Administrator => Role::Administrator,
    };
    let mut all: Vec<Role> = duties.iter().map(role).collect();
    all.sort();
    all.dedup();
    all
}

/// Each language once, in the order said: mail comes in the first.
fn languages(tongues: &[Tongue]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for tongue in tongues {
        let code = match tongue {
            Tongue::En => "en",
            Tongue::Fr => "fr",
        };
        if !all.iter().any(|known| known == code) {
            all.push(code.to_owned());
        }
    }
    all
}
