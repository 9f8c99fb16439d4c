//! The accounting identity at the foot of the page: what was there and what came is what went and
//! what is left. It is checked on every run, because a projection that loses a case breaks it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::durations::after;
use crate::figure::Count;
use crate::protect::is_small;
use crate::rows::{Recourse, Terminal};

/// Every term of the identity for one period. Duplicates count as received, and as gone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub open_at_start: u64,
    pub received: u64,
    pub reopened: u64,
    pub transferred_in: u64,
    pub decided: u64,
    pub deemed: u64,
    pub withdrawn: u64,
    pub abandoned: u64,
    pub returned: u64,
    pub transferred_out: u64,
    pub duplicate: u64,
    pub superseded: u64,
    pub open_at_end: u64,
}

/// The identity over rows for the period `[from, to)`.
pub fn identity(rows: &[Recourse], from: Date, to: Date) -> Identity {
    let mut terms = Identity::default();
    let within = |day: Date| from <= day && day < to;
    for row in rows {
        terms.open_at_start += u64::from(row.is_open_on(after(from, -1)));
        terms.open_at_end += u64::from(row.is_open_on(after(to, -1)));
        for (place, spell) in row.spells.iter().enumerate() {
            if within(spell.received) {
                *terms.arrival(place, row.transferred_in) += 1;
            }
            if let Some(end) = spell.ended.filter(|end| within(end.on)) {
                *terms.departure(end.kind) += 1;
            }
        }
    }
    terms
}

impl Identity {
    /// Whether both sides are equal.
    pub fn holds(&self) -> bool {
        let before = self.open_at_start + self.received + self.reopened + self.transferred_in;
        let gone = self.decided
            + self.deemed
            + self.withdrawn
            + self.abandoned
            + self.returned
            + self.transferred_out
            + self.duplicate
            + self.superseded;
        before == gone + self.open_at_end
    }

    /// The terms by name as they may be shown outside, told which stocks, at the start and at the end,
    /// the figure of what is open hides. One hidden term alone could be worked out from all others, so
    /// the opening stock, which no other figure of the period shows, goes with it; with the opening
    /// stock goes the one at the end.
    pub fn masked(&self, hidden_stocks: [bool; 2]) -> [(&'static str, Count); 13] {
        let mut shown = self.terms().map(|(name, count)| {
            (name, if is_small(count) { Count::Hidden } else { Count::Exact(count) })
        });
        let (start, end) = (0, shown.len() - 1);
        for (stock, hides) in [start, end].into_iter().zip(hidden_stocks) {
            if hides {
                shown[stock].1 = Count::Hidden;
            }
        }
        let hidden = shown.iter().filter(|(_, count)| count.shown().is_none()).count();
        if hidden == 1 {
            let with = if shown[start].1 == Count::Hidden { end } else { start };
            shown[with].1 = Count::Hidden;
        }
        if is_small(self.duplicate) {
            // What was received is also shown without duplicates.
            shown[1].1 = Count::Hidden;
        }
        shown
    }

    /// Every term by name, left side first.
    pub fn terms(&self) -> [(&'static str, u64); 13] {
        [
            ("open-at-start", self.open_at_start),
            ("received", self.received),
            ("reopened", self.reopened),
            ("transferred-in", self.transferred_in),
            ("decided", self.decided),
            ("deemed", self.deemed),
            ("withdrawn", self.withdrawn),
            ("abandoned", self.abandoned),
            ("returned", self.returned),
            ("transferred", self.transferred_out),
            ("duplicate", self.duplicate),
            ("superseded", self.superseded),
            ("open-at-end", self.open_at_end),
        ]
    }

    fn arrival(&mut self, place: usize, transferred_in: bool) -> &mut u64 {
        match (place, transferred_in) {
            (0, true) => &mut self.transferred_in,
            (0, false) => &mut self.received,
            (_, _) => &mut self.reopened,
        }
    }

    fn departure(&mut self, kind: Terminal) -> &mut u64 {
        match kind {
            Terminal::Decided => &mut self.decided,
            Terminal::Deemed => &mut self.deemed,
            Terminal::Withdrawn => &mut self.withdrawn,
            Terminal::Abandoned => &mut self.abandoned,
            Terminal::Returned => &mut self.returned,
            Terminal::Transferred => &mut self.transferred_out,
            Terminal::Duplicate => &mut self.duplicate,
            Terminal::Superseded => &mut self.superseded,
        }
    }
}
