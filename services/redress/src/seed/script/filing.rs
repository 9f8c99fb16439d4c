//! The filing: what the person says happened, and what comes along with it.

use domain::Jurisdiction;
use domain::actor::Actor;
use domain::case::codes::Authority;
use domain::case::{Command, Contest, HandedIn, Incident, Opening, Representative};
use domain::ids::PartId;
use domain::matter::{Content, Matter};
use domain::place::Mode;
use domain::purpose::Channel;
use domain::recourse::Mechanism;
use domain::recourse::inquiry::codes::{Complaint, Item, Paper, ToldHow};
use domain::recourse::inquiry::needs;

use super::super::chance::{days, id};
use super::super::outline::{Lack, Link, Papers};
use super::super::{people, words};
use super::{Act, Script};

impl Script<'_> {
    pub(super) fn filing(&mut self) {
        let mut matter = Vec::new();
        let person = people::traveller(self.w.seed, self.w.lists, self.w.span, self.o);
        let person = self.seal(Content::Person(person));
        let representative = self.representative(&mut matter);
        let incident = self.incident(&mut matter);
        let items = self.along();
        let documents = items.into_iter().map(|item| self.handed_in(item, &mut matter)).collect();
        let paper = self.o.channel == Channel::Paper;
        let opening = Opening {
            jurisdiction: Jurisdiction::Us,
            traveller: self.w.subject(self.o.person),
            person: person.id,
            language: self.o.language,
            channel: self.o.channel,
            purpose: self.o.purpose,
            standing: self.o.standing,
            minor: self.o.minor,
            representative,
            household: self.household(),
            by_post: paper,
            synthetic: true,
            received_on: paper.then(|| self.w.span.day(self.o.filed)),
            incidents: vec![incident],
            documents,
            recourse: self.recourse,
            mechanism: Mechanism::Inquiry,
        };
        matter.push(person);
        let by = match self.o.channel {
            Channel::Web | Channel::Api => self.side(),
            Channel::Phone | Channel::Paper => self.handler.actor(),
        };
        self.opened(by, opening, matter);
    }

    /// Reference of the other matter of the household.
    fn household(&self) -> Option<String> {
        let lead = self.lead.as_ref().filter(|_| matches!(self.o.link, Link::Household(_)));
        lead.map(ToString::to_string)
    }

    /// By what right somebody acts.
    pub(super) fn authority(&self) -> Option<Authority> {
        self.o.agent.map(
            |agent| {
                if agent.guardian { Authority::Guardian } else { Authority::Form590 }
            },
        )
    }

    fn opened(&mut self, by: Actor, opening: Opening, matter: Vec<Matter>) {
        let late = self.o.filed != self.o.recorded;
        self.acts.push(Act {
            at: self.o.recorded,
            occurred: late.then_some(self.o.filed),
            by,
            command: Command::Open(Box::new(opening)),
            matter,
        });
    }

    fn representative(&mut self, matter: &mut Vec<Matter>) -> Option<Representative> {
        let (agent, authority) = self.o.agent.zip(self.authority())?;
        let person = people::agent(self.w.seed, self.w.lists, agent.person, agent.language);
        let sealed = self.seal_of(agent.person, Content::Person(person));
        let representative = Representative {
            subject: self.w.subject(agent.person),
            person: sealed.id,
            authority,
            language: agent.language,
        };
        matter.push(sealed);
        Some(representative)
    }

    pub(super) fn part(&self, what: &str) -> PartId {
        PartId(id(self.o.recorded, self.w.seed, &format!("part {} {what}", self.o.number)))
    }

    fn incident(&mut self, matter: &mut Vec<Matter>) -> Incident {
        let story =
            words::story(&self.w.lists.texts, &self.o.complaints, self.tongue(), &mut self.words);
        let story = self.seal(story);
        let details = self.details();
        let details = self.seal(details);
        let contests = self.o.complaints.iter().enumerate().map(|(n, complaint)| Contest {
            decision: self.part(&format!("decision {n}")),
            complaint: *complaint,
            paper: paper(*complaint, self.o.number),
            told_how: self.told_how(*complaint),
            told_on: (n == 0).then_some(self.o.incident),
        });
        let contests: Vec<Contest> = contests.collect();
        self.decisions = contests.iter().map(|c| c.decision).collect();
        let incident = Incident {
            incident: self.part("incident"),
            place: self.o.place.clone(),
            on: self.o.incident,
            unsure: self.o.unsure,
            details: Some(details.id),
            narrative: Some(story.id),
            contests,
        };
        matter.extend([story, details]);
        incident
    }

    fn told_how(&self, complaint: Complaint) -> ToldHow {
        let member = matches!(complaint, Complaint::TtpDenied | Complaint::TtpRevoked);
        match self.o.place.mode {
            _ if member => [ToldHow::ByMail, ToldHow::Online][self.o.number as usize % 2],
            Mode::Air => ToldHow::ByCarrier,
            Mode::Land | Mode::Preclearance | Mode::FerryRail => ToldHow::InPerson,
        }
    }

    /// Numbers of no document and no flight: their check digits do not fit.
    fn details(&mut self) -> Content {
        let field = |key: &str, value: String| (key.to_owned(), value);
        let number = self.o.number;
        let mut fields =
            vec![field("document_number", format!("SYN{:06}", 900_000 + number % 100_000))];
        if matches!(self.o.place.mode, Mode::Air | Mode::Preclearance) {
            fields.push(field("carrier", "Example Air".to_owned()));
            fields.push(field("flight", format!("XX {}", 9000 + number % 1000)));
        }
        Content::Details { fields: fields.into_iter().collect() }
    }

    /// Items that come along: what is needed, unless it is what the file will lack, and more.
    fn along(&mut self) -> Vec<Item> {
        let mut items = needs(&self.o.complaints, self.o.minor, self.authority());
        let drawn = self.chance.spread(&self.w.lists.shares.papers.evidence);
        let more = usize::try_from(days(drawn)).unwrap_or(0).saturating_sub(items.len());
        if let Papers::Later(lack, _) | Papers::Never(lack) = self.o.papers {
            match lack {
                Lack::Everything => items.clear(),
                Lack::One => drop(items.pop()),
                Lack::Legible => {}
            }
            if lack == Lack::Everything {
                return items;
            }
        }
        items.extend((0..more).map(|n| if n % 2 == 0 { Item::Other } else { Item::TravelDetails }));
        items.truncate(14);
        items
    }

    fn handed_in(&mut self, item: Item, matter: &mut Vec<Matter>) -> HandedIn {
        let (document, file) = self.file(item);
        let handed = HandedIn { document, file: file.id, item };
        matter.push(file);
        handed
    }
}

fn paper(complaint: Complaint, number: u32) -> Paper {
    let refused =
        matches!(complaint, Complaint::EntryRefused | Complaint::TnRefused | Complaint::L1Refused);
    match number % 10 {
        0..=6 if refused => Paper::I275,
        7 if refused => Paper::I860,
        0 => Paper::Other,
        1 if complaint == Complaint::OverstayI94 => Paper::I546,
        _ => Paper::None,
    }
}
