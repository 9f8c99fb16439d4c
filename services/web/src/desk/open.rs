//! A case on the desk: found, allowed, folded, with its sealed matter open. Whoever opens one
//! leaves a line in the log of reads.

use std::time::Duration;

use domain::case::{Case, Entry};
use domain::recourse::Recourse;
use domain::recourse::inquiry::Inquiry;
use domain::{CaseId, CaseReference};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use store::Loaded;
use store::follow;
use store::notices::{self, Notice};

use super::facts::Facts;
use super::opened::Opened;
use super::timeline::Timeline;
use crate::error::WebError;
use crate::staff::SignedIn;
use crate::steps::Target;

/// What was written so lately may not be on every list yet.
const JUST_NOW: SignedDuration = SignedDuration::from_secs(5);
/// How long a page waits for a list.
const PATIENCE: Duration = Duration::from_millis(150);

/// A case on the desk.
pub struct OpenCase {
    /// Its id.
    pub id: CaseId,
    /// The case and its events.
    pub loaded: Loaded,
    /// Its sealed matter.
    pub opened: Opened,
    /// Its letters, as far as the list of letters knows.
    pub notices: Vec<Notice>,
}

/// Where something was just written, waits a moment for the list of letters to know of it. Late or
/// not, the page is shown.
async fn settled(me: &SignedIn, loaded: &Loaded) -> Result<(), WebError> {
    let just_now = |entry: &Entry| me.at.duration_since(entry.recorded_at) < JUST_NOW;
    if loaded.entries.last().is_some_and(just_now) {
        let (register, place) = (&me.record.register, (me.jurisdiction, loaded.position));
        follow::wait_for(register, "notices", place, PATIENCE).await?;
    }
    Ok(())
}

impl OpenCase {
    /// Finds and opens a case of the record that this officer works on; any other is not there.
    pub async fn find(me: &SignedIn, reference: &str) -> Result<Self, WebError> {
        let reference: CaseReference = reference.parse().map_err(|_| WebError::NotFound)?;
        let register = &me.record.register;
        let (jurisdiction, id) = register.find(&reference).await?.ok_or(WebError::NotFound)?;
        if jurisdiction != me.jurisdiction {
            return Err(WebError::NotFound);
        }
        let loaded = register.load(jurisdiction, id).await?.ok_or(WebError::NotFound)?;
        let opened = Opened::of(register, jurisdiction, &loaded.entries, &me.office).await?;
        settled(me, &loaded).await?;
        let notices = notices::of_case(register, jurisdiction, id).await?;
        Ok(Self { id, loaded, opened, notices })
    }

    /// Writes down that it was read.
    pub async fn read(&self, me: &SignedIn, what: &str) -> Result<(), WebError> {
        let register = &me.record.register;
        register.record_access(me.jurisdiction, self.id, &me.actor(), what, me.at).await?;
        Ok(())
    }

    /// The case.
    pub const fn case(&self) -> &Case {
        &self.loaded.case
    }

    /// Its facts in words.
    pub fn facts<'a>(&'a self, me: &'a SignedIn) -> Facts<'a> {
        Facts {
            w: me.visit.w,
            case: self.case(),
            opened: &self.opened,
            office: &me.office,
            zone: zone(me),
            today: me.today,
        }
    }

    /// Its events in words.
    pub fn timeline<'a>(&'a self, me: &'a SignedIn) -> Timeline<'a> {
        Timeline { w: me.visit.w, zone: zone(me), opened: &self.opened }
    }

    /// The inquiry that was filed last.
    pub fn inquiry(&self) -> Option<&Inquiry> {
        let Recourse::Inquiry(inquiry) = self.case().recourses.last()?;
        Some(inquiry)
    }

    /// What a step is taken on, from its part of the path.
    pub fn target(&self, code: &str) -> Option<Target> {
        if code == "case" {
            return Some(Target::Case);
        }
        let recourse = self.case().recourses.iter().find(|r| r.id().to_string() == code)?;
        Some(Target::Recourse(recourse.id(), recourse.mechanism()))
    }
}

fn zone(me: &SignedIn) -> &TimeZone {
    me.record.register.zone()
}
