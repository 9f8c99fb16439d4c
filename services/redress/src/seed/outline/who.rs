//! Who it is about, who acts for them, and what ties them to an earlier matter.

use domain::case::codes::Standing;
use domain::purpose::Language;
use domain::recourse::inquiry::codes::Complaint;

use super::super::chance::{Chance, after};
use super::super::lists::AgentKind;
use super::subject::business;
use super::{Agent, Broken, Drawing, Link, Outline};

/// Numbers of people who act for others begin here; those of travellers are below.
const AGENTS: u32 = 1 << 30;
/// Percent of matters that are not business.
const OTHERS: f64 = 60.0;
/// How many lawyers and consultants there are.
const PROFESSIONALS: u64 = 24;

impl Drawing<'_> {
    pub(super) fn standing(&self, complaints: &[Complaint], chance: &mut Chance) -> Standing {
        let drawn = chance.of_table(&self.lists.shares.standing);
        // A professional under the trade agreement is a citizen of Canada, or of Mexico.
        let trade = complaints.contains(&Complaint::TnRefused);
        let american = matches!(drawn, Standing::UsCitizen | Standing::UsResident);
        if trade && american { Standing::CaCitizen } else { drawn }
    }

    pub(super) fn link(&self, number: u32, earlier: &[Outline]) -> Link {
        let who = &self.lists.shares.who;
        let mut chance = self.chance("link", number);
        let parts = [who.duplicate, who.household, who.again];
        let none = 100.0 - parts.iter().sum::<f64>();
        let kind = chance.weighted(parts.into_iter().chain([none]));
        if earlier.is_empty() || kind > 2 {
            return Link::Alone;
        }
        let at = chance.index(earlier.len());
        let (to, lead) = (u32::try_from(at).unwrap_or(0), &earlier[at]);
        // A duplicate follows a matter of its own; room is left to find it out.
        let room = self.span.holds(after(self.span.day(lead.recorded), 30));
        let plain = !matches!(lead.link, Link::Duplicate(_)) && room && !lead.minor;
        match kind {
            0 if plain => Link::Duplicate(to),
            1 if plain => Link::Household(to),
            2 if !matches!(lead.link, Link::Duplicate(_)) && !lead.minor => Link::Again(to),
            _ => Link::Alone,
        }
    }

    /// Takes over what is the same.
    pub(super) fn tie(&self, outline: &mut Outline, link: Link, earlier: &[Outline]) {
        outline.link = link;
        let (Link::Again(to) | Link::Duplicate(to) | Link::Household(to)) = link else {
            return;
        };
        let lead = &earlier[to as usize];
        let mut chance = self.chance("tie", outline.number);
        if let Link::Household(_) = link {
            outline.kin = Some(lead.kin.unwrap_or(lead.person));
            let both = 100.0 * self.lists.shares.french.both / self.lists.shares.who.household;
            outline.language =
                if chance.percent(both) { other(lead.language) } else { lead.language };
        } else {
            outline.person = lead.person;
            outline.kin = lead.kin;
            outline.minor = false;
            outline.standing = lead.standing;
            outline.language = lead.language;
        }
        if let Link::Again(_) = link {
            return;
        }
        outline.place = lead.place.clone();
        outline.incident = lead.incident;
        outline.purpose = lead.purpose;
        outline.channel = domain::purpose::Channel::Web;
        if let Link::Duplicate(_) = link {
            outline.complaints.clone_from(&lead.complaints);
        }
        let minutes = if matches!(link, Link::Duplicate(_)) {
            60 * chance.whole(40, 600) + chance.whole(0, 60)
        } else {
            chance.whole(4, 100)
        };
        let minutes = i64::try_from(minutes).unwrap_or(0);
        outline.filed = lead.recorded + jiff::SignedDuration::from_mins(minutes);
        outline.recorded = outline.filed;
    }

    pub(super) fn agent(&self, outline: &Outline) -> Option<Agent> {
        let who = &self.lists.shares.who;
        let mut chance = self.chance("agent", outline.number);
        let share = if business(outline.purpose) {
            who.represented_business
        } else {
            // Minors always are, and are part of these.
            who.represented_other - who.minor * 100.0 / OTHERS
        };
        if !chance.percent(share) && !outline.minor {
            return None;
        }
        let kind = if outline.minor {
            AgentKind::Family
        } else {
            chance.of_table(&self.lists.shares.agent)
        };
        let both = chance.percent(self.lists.shares.french.both * 3.0);
        let language = if both { other(outline.language) } else { outline.language };
        let pool = u32::try_from(chance.whole(0, PROFESSIONALS)).unwrap_or(0);
        let (person, writes) = match kind {
            AgentKind::Lawyer => (AGENTS + pool, 85.0),
            AgentKind::Consultant => (AGENTS + 100 + pool / 6, 85.0),
            AgentKind::Employer => (AGENTS + 1000 + outline.number, 85.0),
            AgentKind::Family => (AGENTS + 1000 + outline.number, 50.0),
        };
        Some(Agent {
            kind,
            guardian: outline.minor,
            person,
            language,
            writes: chance.percent(writes) || outline.minor,
        })
    }

    pub(super) fn broken(&self, outline: &Outline) -> Option<Broken> {
        let mail = &self.lists.shares.mail;
        let mut chance = self.chance("mail", outline.number);
        let (breaks, mended) = (chance.percent(mail.breaks), chance.percent(mail.mended));
        let from =
            after(self.span.day(outline.recorded), i64::try_from(chance.whole(2, 80)).unwrap_or(0));
        let days = i64::try_from(chance.whole(2, 11)).unwrap_or(0);
        breaks.then(|| Broken { from, mended: mended.then(|| after(from, days)) })
    }
}

const fn other(language: Language) -> Language {
    match language {
        Language::En => Language::Fr,
        Language::Fr => Language::En,
    }
}
