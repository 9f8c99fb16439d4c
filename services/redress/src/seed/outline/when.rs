//! When it happened and when it was filed. Incidents follow the traffic of their place by
//! quarter and month, with the over-dispersion of real counts; filings follow incidents; what
//! would be filed outside the history is drawn again.

use std::collections::BTreeMap;

use domain::place::Place;
use domain::purpose::{Channel, Purpose};
use jiff::Timestamp;
use jiff::civil::Date;

use super::super::calendar;
use super::super::chance::{Chance, Spread, after, days};
use super::super::lists::{Level, Lists, Shared};
use super::super::span::Span;
use super::Drawing;
use super::subject::business;

/// Months before the history from which incidents may come.
const BEFORE: i32 = 36;
/// Draws until one falls into the history; far more than any needs.
const TRIES: usize = 20_000;

/// Chance's own ups and downs, by place and month.
#[derive(Debug)]
pub(crate) struct Months {
    /// First days, and how many come in each beside a calm one.
    months: Vec<(Date, f64)>,
    swing: BTreeMap<String, Vec<f64>>,
}

/// The moments of a filing.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    pub(super) incident: Date,
    pub(super) filed: Timestamp,
    pub(super) recorded: Timestamp,
}

impl Months {
    pub(crate) fn of(seed: u64, span: &Span, lists: &Lists) -> Self {
        let first = span.from.first_of_month().saturating_sub(jiff::Span::new().months(BEFORE));
        let count = i64::from(BEFORE + span.month(span.to) + 2);
        let month = |n| {
            let month = first.saturating_add(jiff::Span::new().months(n));
            (month, level(&lists.shares.level, span.month(month)))
        };
        let months: Vec<(Date, f64)> = (0..count).map(month).collect();
        let draw = |key: &str| {
            // What is not one place swings as many places together do: little.
            let one = lists.places.find(key).is_some_and(|p| p.code.is_some());
            let variance = lists.shares.level.dispersion / if one { 1.0 } else { 20.0 };
            let mut chance = Chance::of(seed, &format!("swing {key}"), 0);
            months.iter().map(|_| chance.gamma(variance)).collect()
        };
        let keys = lists.places.place.iter().map(|p| (p.key.clone(), draw(&p.key)));
        let swing = keys.collect();
        Self { months, swing }
    }
}

/// Calm, a step after a dated change of policy, and a slow return.
fn level(level: &Level, month: i32) -> f64 {
    let since = month - level.step_month;
    let over = since - level.step_months;
    if since < 0 {
        1.0
    } else if over < 0 {
        level.step
    } else {
        let left = f64::from((level.return_months - over).max(0));
        1.0 + (level.step - 1.0) * left / f64::from(level.return_months)
    }
}

impl Drawing<'_> {
    pub(super) fn when(
        &self,
        place: &Place,
        purpose: Purpose,
        channel: Channel,
        chance: &mut Chance,
    ) -> When {
        let weights = self.month_weights(place, purpose);
        let mut drawn = self.try_when(&weights, purpose, channel, chance);
        for _ in 0..TRIES {
            let filed = self.span.day(drawn.filed);
            let inside = self.span.holds(filed) && self.span.holds(self.span.day(drawn.recorded));
            // The new form lifts filings from its month on; before it some are not made.
            let form = &self.lists.planted.form;
            let lifted = !self.planted || self.span.month(filed) >= form.month;
            if inside && (lifted || chance.percent(100.0 / form.lift)) {
                break;
            }
            drawn = self.try_when(&weights, purpose, channel, chance);
        }
        drawn
    }

    fn month_weights(&self, place: &Place, purpose: Purpose) -> Vec<f64> {
        let port = self.lists.weights.port.iter().find(|p| p.key == place.key);
        let swing = self.months.swing.get(&place.key);
        let one = |(n, (month, level)): (usize, &(Date, f64))| {
            let traffic = self.month_share(*month, purpose, port.map(|p| &p.quarters));
            traffic * level * swing.map_or(1.0, |swing| swing[n])
        };
        self.months.months.iter().enumerate().map(one).collect()
    }

    fn month_share(&self, month: Date, purpose: Purpose, quarters: Option<&[f64; 4]>) -> f64 {
        let shares = &self.lists.shares.month;
        let n = usize::from(month.month().unsigned_abs()) - 1;
        let quarter = n / 3;
        let of_port = quarters.map(|q| q[quarter]);
        if business(purpose) {
            let terms = purpose == Purpose::Professional && shares.terms.contains(&month.month());
            let open = of_port.is_none_or(|share| share > 0.0);
            return if open { shares.business[n] * if terms { 1.2 } else { 1.0 } } else { 0.0 };
        }
        let of_all: f64 = shares.visitors[quarter * 3..quarter * 3 + 3].iter().sum();
        of_port.map_or(shares.visitors[n], |share| share * shares.visitors[n] / of_all)
    }

    fn try_when(
        &self,
        weights: &[f64],
        purpose: Purpose,
        channel: Channel,
        chance: &mut Chance,
    ) -> When {
        let month = self.months.months[chance.weighted(weights.iter().copied())].0;
        let incident = self.day_in(month, purpose, chance);
        let filed_on = self.filing_day(after(incident, self.lag(chance)), chance);
        let minute = self.filing_minute(chance);
        let second = chance.whole(0, 60);
        match channel {
            Channel::Web | Channel::Api => {
                let at = self.span.at(filed_on, minute, second);
                When { incident, filed: at, recorded: at }
            }
            Channel::Phone => {
                let at = self.span.at(calendar::roll(filed_on), 540 + minute / 3, second);
                When { incident, filed: at, recorded: at }
            }
            Channel::Paper => {
                let arrived = calendar::roll(filed_on);
                let typed = calendar::next_open(
                    arrived,
                    1 + u32::try_from(chance.whole(0, 4)).unwrap_or(0),
                );
                When {
                    incident,
                    filed: self.span.at(arrived, 610, second),
                    recorded: self.span.at(typed, 545 + minute / 4, second),
                }
            }
        }
    }

    fn day_in(&self, month: Date, purpose: Purpose, chance: &mut Chance) -> Date {
        let weekday = &self.lists.shares.weekday;
        let table = if business(purpose) { &weekday.business } else { &weekday.other };
        let weight = |n: i8| {
            let day = after(month, i64::from(n));
            table[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())]
        };
        let chosen = chance.weighted((0..month.days_in_month()).map(weight));
        after(month, i64::try_from(chosen).unwrap_or(0))
    }

    fn lag(&self, chance: &mut Chance) -> i64 {
        let filing = &self.lists.shares.filing;
        let parts = [filing.at_once, filing.soon.share, filing.late.share, filing.old.share];
        let spread = |s: &Shared| Spread { median: s.median, sigma: s.sigma, cap: Some(900.0) };
        match chance.weighted(parts.into_iter()) {
            0 => i64::try_from(chance.whole(0, 3)).unwrap_or(0),
            1 => days(chance.spread(&spread(&filing.soon))),
            2 => days(chance.spread(&spread(&filing.late))),
            _ => days(chance.spread(&spread(&filing.old))).max(366),
        }
    }

    /// Some who would write on a week-end wait for Monday.
    fn filing_day(&self, day: Date, chance: &mut Chance) -> Date {
        let weekend = day.weekday().to_monday_zero_offset() >= 5;
        let natural = 200.0 / 7.0;
        let waits = chance.percent(100.0 - 100.0 * self.lists.shares.filing.weekend / natural);
        let to_monday = i64::from(7 - day.weekday().to_monday_zero_offset());
        if weekend && waits { after(day, to_monday) } else { day }
    }

    fn filing_minute(&self, chance: &mut Chance) -> u64 {
        let filing = &self.lists.shares.filing;
        if chance.percent(filing.last_hour) {
            // A quarter of these within ten minutes of midnight, where dates go wrong.
            let from = if chance.percent(25.0) { 1430 } else { 1380 };
            return chance.whole(from, 1440);
        }
        60 * chance.weighted(filing.hours.iter().copied()) as u64 + chance.whole(0, 60)
    }
}
