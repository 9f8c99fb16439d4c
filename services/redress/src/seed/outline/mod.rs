//! What is drawn about one matter before any act of it is written: who, where, when, about what,
//! and how it will end. An outline is small, so that a long history keeps all of them.

use domain::case::codes::Standing;
use domain::place::Place;
use domain::purpose::{Channel, Language, Purpose};
use domain::recourse::inquiry::codes::{Complaint, OtherDoor, Outcome};
use jiff::Timestamp;
use jiff::civil::Date;

use super::chance::Chance;
use super::lists::{AgentKind, Lists};
use super::span::Span;

mod ending;
mod place;
mod subject;
mod when;
mod who;

pub(crate) use subject::{Mixture, boarding};
pub(crate) use when::Months;

/// What ties a matter to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// Nothing.
    Alone,
    /// The same person, about something else.
    Again(u32),
    /// The same person, about the same thing.
    Duplicate(u32),
    /// Another person of the household, about the same trip.
    Household(u32),
}

/// Somebody who acts for the traveller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Agent {
    pub(crate) kind: AgentKind,
    /// Parent or guardian of a minor.
    pub(crate) guardian: bool,
    /// Number of the person; lawyers and consultants come again.
    pub(crate) person: u32,
    pub(crate) language: Language,
    /// Files and answers in the traveller's stead.
    pub(crate) writes: bool,
}

/// What an incomplete file lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack {
    /// Nothing came along.
    Everything,
    /// One item is missing.
    One,
    /// A copy cannot be read.
    Legible,
}

/// How complete the file is, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Papers {
    /// At filing.
    Complete,
    /// So many days later.
    Later(Lack, i64),
    /// Never.
    Never(Lack),
}

/// How it ends, if nothing stops the history before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// On the substance.
    Decided(Outcome),
    /// Nothing came by the last day.
    Abandoned,
    /// Taken back, at some point of its way in percent.
    Withdrawn(u8),
    /// Sent back with the right door named.
    SentBack(OtherDoor),
    /// Handed over.
    HandedOver(OtherDoor),
    /// Already in hand under another number.
    Duplicate,
}

/// A mailbox that stops taking letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) from: Date,
    /// Day on which a new address is given.
    pub(crate) mended: Option<Date>,
}

/// What is drawn about one matter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Outline {
    pub(crate) number: u32,
    pub(crate) link: Link,
    /// Number of the person: that of the first matter of theirs.
    pub(crate) person: u32,
    /// Number of a person whose family name and address are shared.
    pub(crate) kin: Option<u32>,
    pub(crate) place: Place,
    pub(crate) incident: Date,
    pub(crate) unsure: bool,
    /// When the filing was made; for paper, when it arrived.
    pub(crate) filed: Timestamp,
    /// When it was written down.
    pub(crate) recorded: Timestamp,
    pub(crate) complaints: Vec<Complaint>,
    pub(crate) purpose: Purpose,
    pub(crate) standing: Standing,
    pub(crate) language: Language,
    pub(crate) channel: Channel,
    pub(crate) minor: bool,
    pub(crate) agent: Option<Agent>,
    pub(crate) papers: Papers,
    pub(crate) ending: Ending,
    pub(crate) broken: Option<Broken>,
}

/// What drawing outlines needs.
#[derive(Debug)]
pub(crate) struct Drawing<'a> {
    pub(crate) seed: u64,
    pub(crate) span: &'a Span,
    pub(crate) lists: &'a Lists,
    pub(crate) mixture: &'a Mixture,
    pub(crate) months: &'a Months,
    /// Whether the planted truths take part.
    pub(crate) planted: bool,
}

impl Drawing<'_> {
    fn chance(&self, topic: &str, number: u32) -> Chance {
        Chance::of(self.seed, topic, u64::from(number))
    }

    /// Draws the next matter; the earlier ones are there to be tied to.
    pub(crate) fn draw(&self, earlier: &[Outline]) -> Outline {
        let number = u32::try_from(earlier.len()).unwrap_or(u32::MAX);
        let mut outline = self.alone(number);
        let link = self.link(number, earlier);
        self.tie(&mut outline, link, earlier);
        outline.agent = self.agent(&outline);
        outline.papers = self.papers(number);
        outline.ending = self.ending(&outline);
        outline.broken = self.broken(&outline);
        outline
    }

    fn alone(&self, number: u32) -> Outline {
        let mut what = self.chance("what", number);
        let complaints = self.mixture.complaints(&mut what);
        let purpose = self.mixture.purpose(&complaints, &mut what);
        let place = self.place(&complaints, purpose, &mut self.chance("where", number));
        let channel = self.chance("channel", number).of_table(&self.lists.shares.channel);
        let when = self.when(&place, purpose, channel, &mut self.chance("when", number));
        let mut who = self.chance("who", number);
        let language = self.language(&place, &mut who);
        Outline {
            number,
            link: Link::Alone,
            person: number,
            kin: None,
            incident: when.incident,
            unsure: who.percent(self.lists.shares.other.unsure_day),
            filed: when.filed,
            recorded: when.recorded,
            standing: self.standing(&complaints, &mut who),
            minor: purpose == Purpose::NotBusiness
                && who.percent(
                    self.lists.shares.who.minor * 100.0
                        / self.lists.shares.purpose[&Purpose::NotBusiness],
                ),
            complaints,
            purpose,
            place,
            language,
            channel,
            agent: None,
            papers: Papers::Complete,
            ending: Ending::Duplicate,
            broken: None,
        }
    }
}
