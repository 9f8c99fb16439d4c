//! What runs beside the procedure: requests for urgency, messages, a new address, the official
//! number, and what was learned of where a decision came from.

use domain::case::Step;
use domain::matter::{Content, Matter};
use domain::place::Mode;
use domain::recourse::inquiry;
use domain::recourse::inquiry::codes::Urgency;
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::calendar;
use super::super::outline::Broken;
use super::super::{people, words};
use super::Script;

impl Script<'_> {
    /// Adds what runs beside, up to the day of closing where it must be open.
    pub(super) fn aside(&mut self, closed: Timestamp) {
        let other = &self.w.lists.shares.other;
        let (urgent, message) =
            (self.words.percent(other.urgent), self.words.percent(other.message));
        let (number, origin) = (
            self.words.percent(other.control_number),
            self.words.percent(other.originator_learned),
        );
        if urgent {
            self.urgency(closed);
        }
        if message {
            self.question(closed);
        }
        if number {
            self.control_number(closed);
        }
        if origin && self.o.place.mode != Mode::Air {
            self.originator(closed);
        }
        if let Some(Broken { mended: Some(day), .. }) = self.o.broken {
            self.mend(day);
        }
    }

    /// Room for an act and its answer while the matter is open.
    fn room(&self, closed: Timestamp) -> bool {
        closed.duration_since(self.o.recorded) > jiff::SignedDuration::from_hours(24 * 7)
    }

    fn urgency(&mut self, closed: Timestamp) {
        if !self.room(closed) {
            return;
        }
        let texts = &self.w.lists.texts;
        let reason = self.words.index(3);
        let said = match self.tongue() {
            domain::purpose::Language::En => &texts.urgent.en[reason],
            domain::purpose::Language::Fr => &texts.urgent.fr[reason],
        };
        let mark = words::said(
            texts,
            &super::super::lists::Said { en: vec![said.clone()], fr: vec![said.clone()] },
            self.tongue(),
            &mut self.words,
        );
        let text = self.seal(mark);
        let reason = [Urgency::KeyPerson, Urgency::Medical, Urgency::Stranded][reason];
        self.cursor = self.o.recorded;
        let day = self.w.span.day(self.o.recorded);
        let step = inquiry::Command::AskUrgency { reason, text: Some(text.id) };
        self.home(day, step, vec![text]);
        let granted = self.words.percent(self.w.lists.shares.other.urgent_granted);
        let answers = &texts.urgent_answer;
        let answer = usize::from(!granted);
        let only = super::super::lists::Said {
            en: vec![answers.en[answer].clone()],
            fr: vec![answers.fr[answer].clone()],
        };
        let text = words::said(texts, &only, self.o.language, &mut self.words);
        let text = self.seal(text);
        let day = calendar::next_open(self.today(), 1);
        let step = inquiry::Command::AnswerUrgency { granted, text: Some(text.id) };
        self.office(day, self.supervisor, step, vec![text]);
    }

    pub(super) fn message(&mut self, day: Date, text: Content) {
        let text = self.seal(text);
        let (at, by) = (self.home_at(day), self.side());
        self.push(at, by, Self::step(Step::SendMessage { text: text.id }), vec![text]);
    }

    fn question(&mut self, closed: Timestamp) {
        let percent = self.words.whole(10, 90);
        self.cursor = Self::between(self.o.recorded, closed, percent);
        let texts = &self.w.lists.texts;
        let text = words::said(texts, &texts.message, self.tongue(), &mut self.words);
        let today = self.today();
        self.message(today, text);
        let text = words::said(texts, &texts.reply, self.o.language, &mut self.words);
        let text = self.seal(text);
        let day = calendar::next_open(self.today(), 1);
        let at = self.office_at(day);
        let step = Step::ReplyToTraveller { text: text.id };
        self.push(at, self.handler.actor(), Self::step(step), vec![text]);
    }

    /// From a range that no programme issues.
    fn control_number(&mut self, closed: Timestamp) {
        let fields = [("control_number".to_owned(), format!("SYN-{:07}", self.o.number))].into();
        let sealed = self.seal(Content::Details { fields });
        let step = inquiry::Command::RecordControlNumber { number: sealed.id };
        self.beside(closed, 40, sealed, |script, _| script.inquiry(step));
    }

    fn originator(&mut self, closed: Timestamp) {
        let Some(unit) = self.w.staff.unit_at(&self.o.place.key) else {
            return;
        };
        let step = Step::IdentifyOriginator {
            decision: self.decisions[0],
            unit: unit.to_owned(),
            officer: None,
        };
        self.cursor = Self::between(self.o.recorded, closed, 30);
        let at = self.office_at(self.today());
        self.push(at, self.handler.actor(), Self::step(step), vec![]);
    }

    fn beside(
        &mut self,
        closed: Timestamp,
        percent: u64,
        matter: Matter,
        command: impl FnOnce(&Self, Timestamp) -> domain::case::Command,
    ) {
        self.cursor = Self::between(self.o.recorded, closed, percent);
        let at = self.office_at(self.today());
        let command = command(self, at);
        self.push(at, self.handler.actor(), command, vec![matter]);
    }

    fn mend(&mut self, day: Date) {
        let person = people::traveller(self.w.seed, self.w.lists, self.w.span, self.o);
        let person = self.seal(Content::Person(people::mended(&person)));
        let subject = self.w.subject(self.o.person);
        let step = Step::ChangePerson { subject, person: person.id };
        self.cursor = self.cursor.max(self.o.recorded);
        let at = self.w.span.at(day, 1140 + self.words.whole(0, 120), 0);
        let by = domain::Actor::Traveller { subject };
        self.push(at, by, Self::step(step), vec![person]);
    }
}
