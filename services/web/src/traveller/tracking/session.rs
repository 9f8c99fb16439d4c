//! Who looks at which case: a session of its own, short, ended by leaving. What is read is
//! written down in the record's log of accesses.

use domain::recourse::Recourse;
use domain::recourse::inquiry::Inquiry;
use domain::{Actor, CaseId, Jurisdiction, SubjectId};
use jiff::ToSpan;
use store::{Loaded, sessions};

use crate::error::WebError;
use crate::posted::Posted;
use crate::token::hex;
use crate::traveller::filing::save::JURISDICTION;
use crate::visit::{Reply, Visit};

/// Cookie of the session.
pub const COOKIE: &str = "case";
/// Minutes without use after which it ends.
const MINUTES: i64 = 30;

/// A case that somebody may see.
#[derive(Debug)]
pub struct Opened {
    /// Its id.
    pub id: CaseId,
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// Who looks: the traveller or who acts for the traveller.
    pub subject: SubjectId,
    /// The case and its events.
    pub loaded: Loaded,
}

impl Opened {
    /// The inquiry on it. Travellers file nothing else here.
    pub fn inquiry(&self) -> &Inquiry {
        let Recourse::Inquiry(inquiry) = &self.loaded.case.recourses[0];
        inquiry
    }

    /// Who acts when a step is taken.
    pub fn actor(&self) -> Actor {
        if self.subject == self.loaded.case.traveller {
            Actor::Traveller { subject: self.subject }
        } else {
            Actor::Representative { subject: self.subject }
        }
    }
}

/// Opens a session on a case for somebody.
pub async fn open(visit: &Visit, case: CaseId, subject: SubjectId) -> Result<(), WebError> {
    let counter = &visit.counter;
    let (cookie, now) = (hex(&counter.chance.bytes()), counter.time.now());
    let until = now.saturating_add(MINUTES.minutes()).unwrap_or(now);
    let holder = format!("case {case}");
    let body = format!("{case} {subject}");
    let register = &counter.register;
    sessions::create(register, JURISDICTION, &cookie, &holder, body.as_bytes(), now, until).await?;
    visit.keep(COOKIE, &cookie);
    Ok(())
}

/// The case of this browser. Its time is counted anew from here.
pub async fn load(visit: &Visit) -> Result<Option<Opened>, WebError> {
    let counter = &visit.counter;
    let (register, now) = (&counter.register, counter.time.now());
    let Some(cookie) = visit.kept(COOKIE) else {
        return Ok(None);
    };
    let Some(session) = sessions::load(register, JURISDICTION, &cookie, now).await? else {
        return Ok(None);
    };
    let Some((case, subject)) = read(&session.body) else {
        return Ok(None);
    };
    let Some(loaded) = register.load(JURISDICTION, case).await? else {
        return Ok(None);
    };
    if loaded.case.recourses.is_empty() || !loaded.case.is_side(subject) {
        return Ok(None);
    }
    let until = now.saturating_add(MINUTES.minutes()).unwrap_or(now);
    sessions::save(register, JURISDICTION, &cookie, &session.body, until).await?;
    let opened = Opened { id: case, jurisdiction: JURISDICTION, subject, loaded };
    register.record_access(JURISDICTION, case, &opened.actor(), visit.place(), now).await?;
    Ok(Some(opened))
}

fn read(body: &[u8]) -> Option<(CaseId, SubjectId)> {
    let (case, subject) = std::str::from_utf8(body).ok()?.split_once(' ')?;
    Some((CaseId(case.parse().ok()?), SubjectId(subject.parse().ok()?)))
}

/// Ends the session.
pub async fn leave(visit: Visit, _: Posted) -> Reply {
    if let Some(cookie) = visit.kept(COOKIE) {
        sessions::remove(&visit.counter.register, JURISDICTION, &cookie).await?;
    }
    visit.forget(COOKIE);
    visit.go(&visit.href("start", &[]))
}
