//! An outline written out as acts: who gives which command at which instant. Acts follow the
//! procedure's own order; what would fall after the last day of the history is left out.

use domain::actor::Actor;
use domain::case::{Command, Step};
use domain::ids::PartId;
use domain::matter::{Content, Matter};
use domain::purpose::Language;
use domain::recourse::{self, inquiry};
use domain::{CaseId, CaseReference, MatterId, RecourseId, SubjectId};
use jiff::Timestamp;
use jiff::civil::Date;

use super::calendar;
use super::chance::{Chance, Spread, days, id};
use super::lists::Lists;
use super::office::{Member, Staff};
use super::outline::{Ending, Outline};
use super::span::Span;

mod after;
mod aside;
mod decision;
pub(crate) mod files;
mod filing;
mod intake;
mod work;

/// Days after filing from which an open matter may be one to catch up on.
const OVERDUE: i64 = 43;
/// Percent of these that are caught up on.
const CAUGHT_UP: f64 = 85.0;
/// Paces tried for it, slowest first.
const CATCH_UP: [f64; 7] = [0.9, 0.8, 0.7, 0.6, 0.5, 0.35, 0.2];

/// One act of the history.
#[derive(Debug, Clone)]
pub(crate) struct Act {
    /// When it is recorded.
    pub(crate) at: Timestamp,
    /// When it happened, where that was earlier.
    pub(crate) occurred: Option<Timestamp>,
    /// Who acts.
    pub(crate) by: Actor,
    /// What is ordered.
    pub(crate) command: Command,
    /// What travels sealed beside it.
    pub(crate) matter: Vec<Matter>,
}

/// What writing acts needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing<'a> {
    pub(crate) seed: u64,
    pub(crate) span: &'a Span,
    pub(crate) lists: &'a Lists,
    pub(crate) staff: &'a Staff,
    /// Share of matters with a complaint about boarding.
    pub(crate) boarding: f64,
    /// Whether leave, the slow office and the planted truths take part.
    pub(crate) planted: bool,
}

impl Writing<'_> {
    /// Id of a matter's case.
    pub(crate) fn case(&self, outline: &Outline) -> CaseId {
        CaseId(id(outline.recorded, self.seed, &format!("case {}", outline.number)))
    }

    pub(crate) fn subject(&self, person: u32) -> SubjectId {
        let first = self.span.at(self.span.from, 0, 0);
        SubjectId(id(first, self.seed, &format!("person {person}")))
    }

    /// Every act of a matter, oldest first.
    pub(crate) fn write(&self, outline: &Outline, lead: Option<&Outline>) -> Vec<Act> {
        let end = self.span.at(self.span.to, 0, 0);
        let acts = self.write_at(1.0, outline, lead);
        if !self.planted || !self.caught_up(outline, &acts, end) {
            return within(acts, end);
        }
        // The faster way may still end too late: then it stays open.
        let paces = CATCH_UP.iter().map(|pace| self.write_at(*pace, outline, lead));
        let faster = paces.into_iter().find(|acts| Self::closes(acts).is_some_and(|at| at < end));
        within(faster.unwrap_or(acts), end)
    }

    /// Before the history ends the office catches up on most of what is over its target.
    fn caught_up(&self, outline: &Outline, acts: &[Act], end: Timestamp) -> bool {
        let open = Self::closes(acts).is_some_and(|at| at >= end);
        let limit = jiff::SignedDuration::from_hours(24 * OVERDUE);
        let old = end.duration_since(outline.recorded) > limit;
        open && old
            && Chance::of(self.seed, "catch-up", u64::from(outline.number)).percent(CAUGHT_UP)
    }

    /// When the decision is issued, if it is.
    fn closes(acts: &[Act]) -> Option<Timestamp> {
        let issued = |act: &&Act| {
            let Command::Recourse { step: recourse::Command::Inquiry(step), .. } = &act.command
            else {
                return false;
            };
            *step == inquiry::Command::IssueDecision
        };
        acts.iter().find(issued).map(|act| act.at)
    }

    fn write_at(&self, pace: f64, outline: &Outline, lead: Option<&Outline>) -> Vec<Act> {
        let mut script = Script::new(self, outline, lead);
        script.pace = pace;
        script.filing();
        let checked = script.intake();
        if checked {
            script.work();
            script.decide();
        }
        script.stop_where_withdrawn();
        let closed = script.cursor;
        if let (Ending::Decided(outcome), true) = (outline.ending, checked) {
            script.afterwards(outcome);
        }
        script.aside(closed);
        script.acts.sort_by_key(|act| act.at);
        script.acts
    }
}

fn within(mut acts: Vec<Act>, end: Timestamp) -> Vec<Act> {
    acts.retain(|act| act.at < end);
    acts
}

/// A matter as it is being written.
struct Script<'a> {
    w: &'a Writing<'a>,
    o: &'a Outline,
    /// Reference of the matter it is tied to.
    lead: Option<CaseReference>,
    recourse: RecourseId,
    handler: &'a Member,
    /// Others who may sign.
    others: Vec<&'a Member>,
    supervisor: &'a Member,
    chance: Chance,
    words: Chance,
    acts: Vec<Act>,
    /// Instant of the last act in the procedure's own order.
    cursor: Timestamp,
    matters: u32,
    decisions: Vec<PartId>,
    /// Numbers that the decider gives to parts: tasks asked, corrections in effect, drafts.
    tasks: u16,
    corrected: u16,
    drafts: u16,
    requests: u16,
    /// Share of the drawn time that things take.
    pace: f64,
}

impl<'a> Script<'a> {
    fn new(w: &'a Writing<'a>, o: &'a Outline, lead: Option<&Outline>) -> Self {
        let of = |topic: &str| Chance::of(w.seed, topic, u64::from(o.number));
        let month = w.span.month(w.span.day(o.recorded));
        let french = o.language == Language::Fr;
        let able = w.staff.able(&o.place.key, o.incident, month, french);
        let anybody = w.staff.able(&o.place.key, o.incident, month, false);
        let mut hands = of("hands");
        let officers: Vec<&Member> = able.iter().copied().filter(|m| !leads(m)).collect();
        let supervisors: Vec<&Member> = anybody.iter().copied().filter(|m| leads(m)).collect();
        let handler = *hands.one(if officers.is_empty() { &able } else { &officers });
        let others = able.into_iter().filter(|m| m.id != handler.id).collect();
        Self {
            w,
            o,
            lead: lead.map(|lead| CaseReference::of(w.case(lead))),
            recourse: RecourseId(id(o.recorded, w.seed, &format!("recourse {}", o.number))),
            handler,
            others,
            supervisor: *hands.one(&supervisors),
            chance: of("course"),
            words: of("words"),
            acts: Vec::new(),
            cursor: o.recorded,
            matters: 0,
            decisions: Vec::new(),
            tasks: 0,
            corrected: 0,
            drafts: 0,
            requests: 0,
            pace: 1.0,
        }
    }

    /// The traveller, or whoever writes in the traveller's stead.
    fn side(&self) -> Actor {
        match self.o.agent.filter(|agent| agent.writes) {
            Some(agent) => Actor::Representative { subject: self.w.subject(agent.person) },
            None => Actor::Traveller { subject: self.w.subject(self.o.person) },
        }
    }

    /// Language of whoever writes.
    fn tongue(&self) -> Language {
        let agent = self.o.agent.filter(|agent| agent.writes);
        agent.map_or(self.o.language, |agent| agent.language)
    }

    fn today(&self) -> Date {
        self.w.span.day(self.cursor)
    }

    /// Sealed matter of the traveller's.
    fn seal(&mut self, content: Content) -> Matter {
        self.seal_of(self.o.person, content)
    }

    fn seal_of(&mut self, person: u32, content: Content) -> Matter {
        self.matters += 1;
        let what = format!("matter {} {}", self.o.number, self.matters);
        Matter {
            id: MatterId(id(self.o.recorded, self.w.seed, &what)),
            subject: self.w.subject(person),
            content,
        }
    }

    /// Days of a spread, longer where few are in, for French before the translator, and where
    /// an office slowed.
    fn drawn(&mut self, spread: &Spread, day: Date, office: bool) -> f64 {
        let shares = &self.w.lists.shares.office;
        let mut drawn = self.pace * self.chance.spread(spread);
        if !self.w.planted {
            return drawn;
        }
        if office && calendar::leave(day) {
            drawn *= 100.0 / shares.leave_capacity;
        }
        let translator = &self.w.lists.planted.translator;
        let early = self.w.span.month(self.w.span.day(self.o.recorded)) < translator.until_month;
        if self.o.language == Language::Fr && early {
            drawn *= translator.factor;
        }
        drawn
    }

    /// The open day after a drawn number of days.
    fn later(&mut self, spread: &Spread, from: Date) -> Date {
        let drawn = self.drawn(spread, from, true);
        calendar::later(from, days(drawn))
    }

    /// An instant in office hours of a day, later than the cursor.
    fn office_at(&mut self, day: Date) -> Timestamp {
        let span = self.w.span;
        let minute = self.chance.whole(510, 960);
        let second = self.chance.whole(0, 60);
        let at = span.at(calendar::roll(day), minute, second);
        if at > self.cursor {
            return at;
        }
        let soon = self.cursor
            + jiff::SignedDuration::from_secs(180 + 20 * i64::try_from(second).unwrap_or(0));
        let today = span.day(self.cursor);
        let hours = span.at(today, 490, 0)..span.at(today, 1020, 0);
        if calendar::open(today) && hours.contains(&soon) {
            return soon;
        }
        span.at(
            calendar::next_open(today, u32::from(calendar::open(today) && soon >= hours.end)),
            500 + minute / 8,
            second,
        )
        .max(soon)
    }

    /// An instant at which travellers write, later than the cursor.
    fn home_at(&mut self, day: Date) -> Timestamp {
        let hours = &self.w.lists.shares.filing.hours;
        let minute =
            60 * self.chance.weighted(hours.iter().copied()) as u64 + self.chance.whole(0, 60);
        let at = self.w.span.at(day, minute, self.chance.whole(0, 60));
        let soon = self.cursor
            + jiff::SignedDuration::from_secs(
                60 * i64::try_from(self.chance.whole(2, 50)).unwrap_or(2),
            );
        at.max(soon)
    }

    fn push(&mut self, at: Timestamp, by: Actor, command: Command, matter: Vec<Matter>) {
        self.cursor = self.cursor.max(at);
        self.acts.push(Act { at, occurred: None, by, command, matter });
    }

    /// A step of the inquiry by a member of staff.
    fn office(&mut self, day: Date, by: &Member, step: inquiry::Command, matter: Vec<Matter>) {
        let at = self.office_at(day);
        let command = self.inquiry(step);
        self.push(at, by.actor(), command, matter);
    }

    /// A step of the inquiry by the traveller's side.
    fn home(&mut self, day: Date, step: inquiry::Command, matter: Vec<Matter>) {
        let at = self.home_at(day);
        let (by, command) = (self.side(), self.inquiry(step));
        self.push(at, by, command, matter);
    }

    fn inquiry(&self, step: inquiry::Command) -> Command {
        Command::Recourse { id: self.recourse, step: recourse::Command::Inquiry(step) }
    }

    /// A taken-back matter stops at its point; nothing of what would have come is written.
    fn stop_where_withdrawn(&mut self) {
        let Ending::Withdrawn(percent) = self.o.ending else {
            return;
        };
        let way = self.cursor.duration_since(self.o.recorded);
        let at = self.o.recorded + way * i32::from(percent) / 100;
        let at = at.max(self.o.recorded + jiff::SignedDuration::from_mins(90));
        self.acts.retain(|act| act.at < at);
        self.cursor = at;
        let (by, command) = (self.side(), self.inquiry(inquiry::Command::Withdraw));
        self.push(at, by, command, vec![]);
    }

    fn step(step: Step) -> Command {
        Command::Case { step }
    }
}

fn leads(member: &Member) -> bool {
    member.roles.contains(&domain::Role::Supervisor)
}
