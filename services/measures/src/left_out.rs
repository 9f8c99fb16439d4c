//! The counts left out of a denominator, protected as parts of one sum with what was kept.

use crate::answer::{show, show_alone};
use crate::figure::{Count, Excluded};
use crate::protect::{Table, is_small, protect};
use crate::tally::Tally;
use crate::treatment::Because;

/// What was kept and what was left out, with what is hidden of it.
pub(crate) struct LeftOut {
    counts: [u64; Because::ALL.len()],
    table: Table,
    hidden: Vec<bool>,
}

impl LeftOut {
    pub(crate) fn of(tally: &Tally) -> Self {
        let count = |because: Because| tally.left_out.iter().filter(|one| **one == because).count();
        let counts = Because::ALL.map(|because| count(because) as u64);
        let kept = if tally.adds_up { tally.total() } else { 0 };
        let mut table = Table::new(true);
        table.push(None, &[&[kept][..], &counts].concat());
        let hidden = vec![false; table.len()];
        LeftOut { counts, table, hidden }
    }

    /// Hides what is small and what would give it away; what was kept may be hidden already. Where
    /// one of the reasons is small, the sum is hidden first: a figure is worth more than the number
    /// of rows that were looked at for it.
    pub(crate) fn protect(mut self, kept_is_hidden: bool) -> Self {
        self.hidden[0] |= kept_is_hidden;
        let all = self.table.len() - 1;
        self.hidden[all] |= self.counts.iter().any(|count| is_small(*count));
        protect(&self.table, 0, &mut self.hidden);
        self
    }

    pub(crate) fn hide_all(mut self) -> Self {
        self.hidden.fill(true);
        self
    }

    pub(crate) fn hides_kept(&self) -> bool {
        self.hidden[0]
    }

    /// Everything that was looked at.
    pub(crate) fn rows(&self, tally: &Tally, exact: bool) -> Count {
        let all = self.table.len() - 1;
        if tally.adds_up {
            show(self.table.count(all), self.hidden[all])
        } else {
            show_alone(tally.total(), exact)
        }
    }

    pub(crate) fn shown(&self) -> Excluded {
        let at = |because: Because| {
            let place = because as usize;
            show(self.counts[place], self.hidden[place + 1])
        };
        Excluded {
            immature: at(Because::Immature),
            withdrawn_before: at(Because::WithdrawnBefore),
            abandoned_before: at(Because::AbandonedBefore),
            superseded_before: at(Because::SupersededBefore),
            returned: at(Because::Returned),
            transferred: at(Because::Transferred),
            duplicate: at(Because::Duplicate),
            never_complete: at(Because::NeverComplete),
            imported: at(Because::Imported),
            no_decision: at(Because::NoDecision),
            sealed: None,
        }
    }
}
