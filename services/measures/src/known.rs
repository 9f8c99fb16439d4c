//! A row as it was known on a day: what happened later is taken out, once, before any figure looks.
//! So no measure can use the future by forgetting to ask.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::rows::{Issue, Recourse, Spell};

impl Recourse {
    /// The row on the evening of `day`; `None` if it had not been received.
    pub fn known_at(&self, day: Date) -> Option<Cow<'_, Recourse>> {
        let first = self.spells.first()?;
        if first.received > day {
            return None;
        }
        if self.latest() <= day {
            return Some(Cow::Borrowed(self));
        }
        let mut row = self.clone();
        row.forget_after(day);
        Some(Cow::Owned(row))
    }

    fn latest(&self) -> Date {
        let spells = self.spells.iter().map(Spell::latest);
        let issues = self.issues.iter().flat_map(|issue| issue.dispositions.iter().map(|d| d.on));
        let tasks = self.tasks.iter().flat_map(|t| [Some(t.asked), t.answered, t.cancelled]);
        let corrections = self.corrections.iter().flat_map(|c| [Some(c.ordered), c.effective]);
        let signatures = self.signatures.iter().flat_map(|s| [Some(s.proposed), s.signed]);
        spells
            .chain(issues)
            .chain(tasks.flatten())
            .chain(corrections.flatten())
            .chain(signatures.flatten())
            .chain(self.recurrence)
            .chain(self.crossings.iter().copied())
            .max()
            .unwrap_or(Date::MIN)
    }

    fn forget_after(&mut self, day: Date) {
        self.spells.retain(|spell| spell.received <= day);
        for spell in &mut self.spells {
            spell.forget_after(day);
        }
        for issue in &mut self.issues {
            issue.dispositions.retain(|disposition| disposition.on <= day);
        }
        self.issues.retain(Issue::is_disposed);
        self.tasks.retain(|task| task.asked <= day);
        for task in &mut self.tasks {
            forget(&mut task.answered, day);
            forget(&mut task.cancelled, day);
        }
        self.corrections.retain(|correction| correction.ordered <= day);
        for correction in &mut self.corrections {
            forget(&mut correction.effective, day);
        }
        self.signatures.retain(|signature| signature.proposed <= day);
        for signature in &mut self.signatures {
            forget(&mut signature.signed, day);
        }
        forget(&mut self.recurrence, day);
        self.crossings.retain(|crossing| *crossing <= day);
    }
}

impl Spell {
    fn latest(&self) -> Date {
        let pauses = self.pauses.iter().flat_map(|pause| [Some(pause.from), pause.to]);
        [Some(self.received), self.complete, self.first_action, self.ended.map(|end| end.on)]
            .into_iter()
            .chain(pauses)
            .flatten()
            .max()
            .unwrap_or(self.received)
    }

    fn forget_after(&mut self, day: Date) {
        forget(&mut self.complete, day);
        forget(&mut self.first_action, day);
        self.pauses.retain(|pause| pause.from <= day);
        for pause in &mut self.pauses {
            forget(&mut pause.to, day);
        }
        self.ended = self.ended.filter(|end| end.on <= day);
    }
}

impl Issue {
    /// Whether anything was decided on it yet.
    pub fn is_disposed(&self) -> bool {
        !self.dispositions.is_empty()
    }
}

fn forget(date: &mut Option<Date>, day: Date) {
    *date = date.filter(|date| *date <= day);
}
