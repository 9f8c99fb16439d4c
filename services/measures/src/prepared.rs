//! Rows made ready once for many questions: a page asks some thirty figures of the same rows, and
//! what was known on the day, which ports may be named and who belongs to which group is the same
//! for all of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;

use crate::dimension::Dimension;
use crate::figure::Figure;
use crate::finish;
use crate::layout::Source;
use crate::measure::find;
use crate::protect::SMALL;
use crate::question::{Cohort, Question, Unknown};
use crate::rows::Recourse;

/// Groups of rows: the codes of each from the coarsest to the finest, and its members' places
/// among the rows that pass the filters.
pub(crate) type Groups = Vec<(Vec<String>, Vec<usize>)>;

type Key = (Vec<(Dimension, String)>, Vec<Dimension>, bool);

/// Rows as known on an evening, for questions about one period.
pub struct Prepared<'a> {
    known: Vec<Cow<'a, Recourse>>,
    named_ports: BTreeSet<String>,
    base: Base,
    groups: Mutex<BTreeMap<Key, Arc<Groups>>>,
}

/// What a preparation holds for.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Base {
    from: Date,
    to: Date,
    evening: Date,
    synthetic: bool,
}

impl Base {
    fn question(question: &Question) -> Self {
        Base {
            from: question.from,
            to: question.to,
            evening: question.as_of,
            synthetic: question.synthetic,
        }
    }
}

impl<'a> Prepared<'a> {
    /// Makes rows ready for every question with this one's period, as-of day and kind of rows.
    pub fn new(rows: &'a [Recourse], question: &Question) -> Self {
        let known: Vec<Cow<'_, Recourse>> = rows
            .iter()
            .filter(|row| row.synthetic == question.synthetic)
            .filter_map(|row| row.known_at(question.as_of))
            .collect();
        Prepared {
            named_ports: named_ports(&known, &question.cohort()),
            known,
            base: Base::question(question),
            groups: Mutex::default(),
        }
    }

    /// Whether a question may be asked of it.
    pub fn fits(&self, question: &Question) -> bool {
        self.base == Base::question(question)
    }

    /// Answers a question with one of the measures; one about another period or day is a mistake
    /// of the caller, and is answered from rows made ready anew.
    pub fn measure(&self, name: &str, question: &Question) -> Result<Figure, Unknown> {
        if !self.fits(question) {
            let rows: Vec<Recourse> = self.known.iter().map(|row| row.as_ref().clone()).collect();
            return Prepared::new(&rows, question).measure(name, question);
        }
        let source = Source {
            measure: find(name)?,
            question,
            rows: self.known.iter().map(AsRef::as_ref).collect(),
            named_ports: (!question.exact).then_some(&self.named_ports),
            prepared: self,
        };
        finish::figure(&source)
    }

    /// The groups of a filtered set of rows, made once.
    pub(crate) fn groups(
        &self,
        filters: &[(Dimension, &str)],
        levels: &[Dimension],
        exact: bool,
        find_out: impl FnOnce() -> Groups,
    ) -> Arc<Groups> {
        let filters = filters.iter().map(|(d, code)| (*d, (*code).to_owned()));
        let key = (filters.collect(), levels.to_vec(), exact);
        let known = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.get(&key).map(Arc::clone);
        drop(known);
        found.unwrap_or_else(|| {
            let made = Arc::new(find_out());
            let mut known = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(key, Arc::clone(&made));
            made
        })
    }
}

/// Ports with enough filings in the period to be named. Decided from all rows, before any filter
/// and for every measure alike: a choice made per view could be played against another view.
fn named_ports(rows: &[Cow<'_, Recourse>], cohort: &Cohort) -> BTreeSet<String> {
    let mut filed: BTreeMap<&str, u64> = BTreeMap::new();
    for row in rows {
        if row.spells.iter().any(|spell| cohort.has(spell.received))
            && let Some(port) = row.place.port.as_deref()
        {
            *filed.entry(port).or_default() += 1;
        }
    }
    let large = filed.into_iter().filter(|(_, count)| *count >= SMALL);
    large.map(|(port, _)| port.to_owned()).collect()
}
