//! What comes after a decision: the matter is taken up again, it happens again, or the person
//! tells how the next crossing went.

use domain::recourse::inquiry;
use domain::recourse::inquiry::codes::{Component, Crossing, Outcome, ReopenedFor};
use jiff::civil::Date;

use super::super::calendar;
use super::super::chance::{after, days};
use super::super::words;
use super::Script;

/// Days within which a matter comes back on its own number.
const WITHIN: i64 = 175;

impl Script<'_> {
    pub(super) fn afterwards(&mut self, outcome: Outcome) {
        let closed = self.today();
        let shares = &self.w.lists.shares.after;
        // Recurrence is a matter of what was corrected or told apart; its share among these
        // makes its part of all that comes back.
        let again = if outcome == Outcome::CorrectedVerified {
            shares.again_corrected
        } else if outcome == Outcome::Distinguished {
            shares.again_distinguished
        } else {
            0.0
        };
        let drawn = self.chance.spread(&shares.crossing_days);
        let days = days(drawn).clamp(2, WITHIN);
        let reopened = shares.reopened / 100.0;
        if self.chance.percent(again) {
            self.recurs(after(closed, days));
        } else if self.chance.percent(reopened * shares.new_fact) {
            self.new_fact(after(closed, days));
        } else if self.chance.percent(reopened * shares.our_error) {
            let day = calendar::later(closed, days);
            self.reopen(day, ReopenedFor::OurError);
            self.second_life(Outcome::CorrectedVerified);
        } else if self.chance.percent(shares.crossing) {
            let good = again > 0.0;
            let smooth = if good { shares.smooth_favourable } else { shares.smooth_otherwise };
            self.crossed(closed, self.drawn_crossing(drawn), smooth);
        }
    }

    /// The crossing may be reported long after the question stops coming.
    fn drawn_crossing(&self, drawn: f64) -> i64 {
        days(drawn).clamp(1, i64::from(self.o.number % 7) + 500)
    }

    fn recurs(&mut self, day: Date) {
        let texts = &self.w.lists.texts;
        let text = words::said(texts, &texts.again, self.tongue(), &mut self.words);
        let text = self.seal(text);
        let before = i64::try_from(self.chance.whole(0, 6)).unwrap_or(0);
        let step = inquiry::Command::ReportRecurrence {
            happened_on: after(day, -before).max(self.today()),
            text: Some(text.id),
        };
        self.home(day, step, vec![text]);
        self.second_life(Outcome::CorrectedVerified);
    }

    fn new_fact(&mut self, day: Date) {
        let texts = &self.w.lists.texts;
        let text = words::said(texts, &texts.message, self.tongue(), &mut self.words);
        self.message(day, text);
        let day = calendar::next_open(self.today(), 2);
        self.reopen(day, ReopenedFor::NewFact);
        let changed = self.chance.percent(50.0);
        self.second_life(if changed { Outcome::CorrectedVerified } else { Outcome::NoChange });
    }

    fn reopen(&mut self, day: Date, reason: ReopenedFor) {
        self.office(day, self.supervisor, inquiry::Command::Reopen { reason }, vec![]);
    }

    /// Asked, drafted and decided once more.
    fn second_life(&mut self, outcome: Outcome) {
        let today = calendar::next_open(self.today(), 1);
        self.cursor = self.cursor.max(self.w.span.at(today, 480, 0));
        self.ask(&[Component::Cbp]);
        let draft = self.draft(outcome);
        self.carry_out(&draft);
    }

    fn crossed(&mut self, closed: Date, days: i64, smooth: f64) {
        let crossed_on = after(closed, days);
        let told = i64::try_from(self.chance.whole(0, 5)).unwrap_or(0);
        let result = if self.chance.percent(smooth) {
            Crossing::Smooth
        } else if self.chance.percent(75.0) {
            Crossing::SameTrouble
        } else {
            Crossing::NotAdmitted
        };
        let step = inquiry::Command::ReportCrossing { result, crossed_on };
        self.home(after(crossed_on, told), step, vec![]);
    }
}
