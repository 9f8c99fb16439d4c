//! Offices are asked, answer, and sometimes the traveller is asked for more.

use domain::ids::PartId;
use domain::recourse::inquiry;
use domain::recourse::inquiry::codes::{Answer, Component, Item, Outcome};
use jiff::civil::Date;
use jiff::{Timestamp, Unit};

use super::super::calendar;
use super::super::chance::{Spread, after, days};
use super::super::outline::{Ending, boarding};
use super::super::words;
use super::Script;

/// Kind of part that the decider gives to tasks ([`PartId::within`]).
const TASK: u16 = 1;

impl Script<'_> {
    pub(super) fn work(&mut self) {
        let complete = self.today();
        let asked = self.components();
        self.ask(&asked);
        self.bunch(complete);
        if self.requests == 0 && self.chance.percent(self.w.lists.shares.request.share) {
            self.request(self.today());
            if self.chance.percent(self.w.lists.shares.request.twice) {
                let again = calendar::next_open(self.today(), 2);
                self.request(again);
            }
        }
    }

    /// Where boarding is complained of, the office for it is asked twice as often; over all
    /// matters each office has its own share.
    fn components(&mut self) -> Vec<Component> {
        let flying = self.o.complaints.iter().any(|c| boarding(*c));
        let among = self.w.boarding;
        let mut asked = Vec::new();
        for (component, of) in &self.w.lists.shares.component {
            let often = (1.7 * of.share).min(98.0);
            let share = match (component, flying) {
                (Component::Tsa, true) => often,
                (Component::Tsa, false) => (of.share - among * often) / (1.0 - among),
                (_, _) => of.share,
            };
            if self.chance.percent(share) {
                asked.push(*component);
            }
        }
        asked
    }

    /// Asks and waits for the slowest.
    pub(super) fn ask(&mut self, components: &[Component]) {
        if components.is_empty() {
            return;
        }
        let today = self.today();
        let step = inquiry::Command::AskComponents { components: components.to_vec() };
        self.office(today, self.handler, step, vec![]);
        let (asked, first) = (self.today(), self.cursor);
        let mut last = first;
        for component in components {
            self.cursor = first;
            self.answer(*component, asked);
            last = last.max(self.cursor);
        }
        self.cursor = last;
    }

    fn answer(&mut self, component: Component, asked: Date) {
        let of = &self.w.lists.shares.component[&component];
        let spread = Spread { median: of.median, sigma: of.sigma, cap: Some(400.0) };
        let mut drawn = self.drawn(&spread, asked, false);
        let office = &self.w.lists.shares.office;
        let slowed = self.w.planted
            && component == office.slow_component
            && self.w.span.month(asked) >= office.slow_month;
        if slowed {
            drawn *= office.slow_factor;
        }
        let task = PartId::within(self.recourse, TASK, self.tasks);
        self.tasks += 1;
        let answer = answered(component, self.o.ending);
        let comment = self.chance.percent(30.0).then(|| {
            let texts = &self.w.lists.texts;
            let text = words::said(texts, &texts.component, self.o.language, &mut self.words);
            self.seal(text)
        });
        let step = inquiry::Command::RecordAnswer {
            task,
            answer,
            comment: comment.as_ref().map(|m| m.id),
        };
        let day = calendar::later(asked, days(drawn));
        // A few answers lie for some days before they are written down.
        if self.chance.percent(self.w.lists.shares.other.late_recorded) {
            let happened = self.office_at(day);
            let late = i64::try_from(self.chance.whole(1, 21)).unwrap_or(1);
            self.office(after(day, late), self.handler, step, comment.into_iter().collect());
            if let Some(act) = self.acts.last_mut() {
                act.occurred = Some(happened);
            }
        } else {
            self.office(day, self.handler, step, comment.into_iter().collect());
        }
    }

    /// The team that asks for papers in the last week before its target, while offices are
    /// still being waited for.
    fn bunch(&mut self, complete: Date) {
        let planted = &self.w.lists.planted.bunching;
        let team = self.w.planted && self.handler.unit == planted.team;
        let day =
            self.chance.whole(planted.from_day.unsigned_abs(), planted.to_day.unsigned_abs() + 1);
        let day = calendar::roll(after(complete, i64::try_from(day).unwrap_or(0)));
        let waiting = day < self.today();
        if team && waiting && self.chance.percent(planted.share) {
            let (answers_end, start) = (self.cursor, self.w.span.at(day, 480, 0));
            self.cursor = start;
            self.request(day);
            self.cursor = self.cursor.max(answers_end);
        }
    }

    /// One request for papers, and its answer; the office gives up on what does not come.
    pub(super) fn request(&mut self, day: Date) {
        let texts = &self.w.lists.texts;
        let text = words::said(texts, &texts.request, self.o.language, &mut self.words);
        let text = self.seal(text);
        let item = *self.chance.one(&[
            Item::ClearerCopy,
            Item::TravelDetails,
            Item::BorderNotice,
            Item::Other,
        ]);
        let step = inquiry::Command::RequestDocuments { items: vec![item], text: Some(text.id) };
        self.office(day, self.handler, step, vec![text]);
        self.requests += 1;
        let asked = self.today();
        let spread = self.w.lists.shares.step.answer;
        let drawn = days(self.chance.spread(&spread)).max(1);
        if spread.cap.is_some_and(|cap| days(cap) <= drawn) {
            let day = after(asked, drawn);
            return self.office(day, self.handler, inquiry::Command::CloseRequest, vec![]);
        }
        self.hand_in(after(asked, drawn), item);
        let text = words::said(texts, &texts.answer, self.tongue(), &mut self.words);
        let text = self.seal(text);
        let step = inquiry::Command::AnswerRequest { text: Some(text.id) };
        let today = self.today();
        self.home(today, step, vec![text]);
    }

    /// Instant halfway between two.
    pub(super) fn between(from: Timestamp, to: Timestamp, percent: u64) -> Timestamp {
        let way = to.duration_since(from);
        let at = from + way * i32::try_from(percent).unwrap_or(0) / 100;
        at.round(Unit::Second).unwrap_or(at)
    }
}

/// What an office answers follows from how it will end; only the two that hold the records of
/// travel ever find one.
const fn answered(component: Component, ending: Ending) -> Answer {
    let leads = matches!(component, Component::Cbp | Component::Tsa);
    let Ending::Decided(outcome) = ending else {
        return Answer::NoRecord;
    };
    if matches!(outcome, Outcome::Referred) {
        return Answer::NotOurs;
    }
    if !leads {
        return Answer::NoRecord;
    }
    match outcome {
        Outcome::CorrectedVerified
        | Outcome::CorrectedUnverified
        | Outcome::DecisionReversed
        | Outcome::Partly => Answer::Corrected,
        Outcome::Distinguished => Answer::NotSamePerson,
        Outcome::NoChange | Outcome::DecisionUpheld => Answer::RecordStands,
        Outcome::NoRecordFound | Outcome::Referred => Answer::NoRecord,
    }
}
