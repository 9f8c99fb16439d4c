//! The rows that figures are counted from, as they stood at one position of the record. Reading
//! them once for each position is enough: rows of the same position never differ.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use domain::Jurisdiction;
use domain::recourse::inquiry::TARGET;
use domain::rule::{Confidence, RuleBook};
use jiff::civil::Date;
use measures::rows::Recourse;
use measures::{ShardPosition, Standard};

use crate::lang::Lang;

/// Every row of a record, and how far the record had been read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The rows.
    pub rows: Vec<Recourse>,
    /// How far each shard had been read.
    pub as_of: Vec<ShardPosition>,
}

/// What a figure rests on beside its question.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The rows.
    pub reading: Arc<Reading>,
    /// This office's target, against which time is held.
    pub standard: Option<Standard>,
    /// Whether made-up rows are counted, or real ones: never both.
    pub synthetic: bool,
    /// The office's day: the record is read on its evening.
    pub today: Date,
}

/// This office's target as the rule book states it.
pub fn standard(rules: &RuleBook) -> Option<Standard> {
    let rule = &rules.standard(TARGET).ok()?.0;
    let confidence = match rule.confidence {
        Confidence::Official => "official",
        Confidence::Secondary => "secondary",
        Confidence::Unconfirmed => "unconfirmed",
    };
    let cites: Vec<&str> = rule.sources.iter().map(|source| source.cite.as_str()).collect();
    Some(Standard {
        rule: rule.id.clone(),
        days: i64::from(rule.length),
        confidence: confidence.to_owned(),
        source: cites.join("; "),
    })
}

/// The last reading of each record and the last pages made from it, kept by the process.
#[derive(Debug, Default)]
pub struct Shelf {
    readings: Mutex<Vec<(Jurisdiction, Arc<Reading>)>>,
    pages: Mutex<VecDeque<(Key, Page)>>,
}

/// Everything that a page depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Whose record.
    pub whose: Jurisdiction,
    /// How far it had been read.
    pub as_of: Vec<ShardPosition>,
    /// The office's day.
    pub today: Date,
    /// The language.
    pub lang: Lang,
    /// The question as it was sent.
    pub query: String,
}

/// A page that was made, and whether its question could be answered.
pub type Page = (Arc<str>, bool);

/// Most pages that are kept.
const PAGES: usize = 12;

impl Shelf {
    /// The reading of a record at these positions, if it is the last one that was kept.
    pub fn find(&self, whose: Jurisdiction, as_of: &[ShardPosition]) -> Option<Arc<Reading>> {
        let kept = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = kept.iter().filter(|(jurisdiction, _)| *jurisdiction == whose);
        found.find(|(_, reading)| reading.as_of == as_of).map(|(_, reading)| Arc::clone(reading))
    }

    /// Keeps a reading in the place of an earlier one.
    pub fn keep(&self, whose: Jurisdiction, reading: &Arc<Reading>) {
        let mut kept = self.readings.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(jurisdiction, _)| *jurisdiction != whose);
        kept.push((whose, Arc::clone(reading)));
    }

    /// A page that was made for the same question at the same position.
    pub fn page(&self, key: &Key) -> Option<Page> {
        let kept = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(known, _)| known == key).map(|(_, page)| page.clone())
    }

    /// Keeps a page; the oldest goes when there are too many.
    pub fn keep_page(&self, key: Key, page: &Page) {
        let mut kept = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != key);
        kept.push_back((key, page.clone()));
        while kept.len() > PAGES {
            kept.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(position: i64) -> Arc<Reading> {
        let as_of = vec![ShardPosition { shard: "2".to_owned(), position }];
        Arc::new(Reading { rows: Vec::new(), as_of })
    }

    #[test]
    fn only_the_position_asked_for_is_found() {
        let (shelf, old, new) = (Shelf::default(), reading(1), reading(2));
        shelf.keep(Jurisdiction::Us, &old);
        assert!(shelf.find(Jurisdiction::Us, &old.as_of).is_some());
        assert!(shelf.find(Jurisdiction::Ca, &old.as_of).is_none());
        shelf.keep(Jurisdiction::Us, &new);
        assert!(shelf.find(Jurisdiction::Us, &old.as_of).is_none());
        assert!(shelf.find(Jurisdiction::Us, &new.as_of).is_some());
    }

    #[test]
    fn the_oldest_page_goes_first() {
        let shelf = Shelf::default();
        let key = |n: usize| Key {
            whose: Jurisdiction::Us,
            as_of: Vec::new(),
            today: jiff::civil::date(2026, 11, 24),
            lang: Lang::Fr,
            query: n.to_string(),
        };
        for n in 0..=PAGES {
            shelf.keep_page(key(n), &(n.to_string().into(), true));
        }
        assert_eq!(shelf.page(&key(0)), None);
        assert_eq!(shelf.page(&key(PAGES)), Some((PAGES.to_string().into(), true)));
    }
}
