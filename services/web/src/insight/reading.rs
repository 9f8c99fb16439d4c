//! The rows that figures are counted from, as they stood at one position of the record. Reading
//! them once for each position is enough: rows of the same position never differ.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Jurisdiction;
use domain::recourse::inquiry::TARGET;
use domain::rule::{Confidence, RuleBook};
use jiff::civil::Date;
use measures::rows::Recourse;
use measures::{ShardPosition, Standard};

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

/// The last reading of each record, kept by the process.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<Vec<(Jurisdiction, Arc<Reading>)>>);

impl Shelf {
    /// The reading of a record at these positions, if it is the last one that was kept.
    pub fn find(&self, whose: Jurisdiction, as_of: &[ShardPosition]) -> Option<Arc<Reading>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut found = kept.iter().filter(|(jurisdiction, _)| *jurisdiction == whose);
        found.find(|(_, reading)| reading.as_of == as_of).map(|(_, reading)| Arc::clone(reading))
    }

    /// Keeps a reading in the place of an earlier one.
    pub fn keep(&self, whose: Jurisdiction, reading: &Arc<Reading>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(jurisdiction, _)| *jurisdiction != whose);
        kept.push((whose, Arc::clone(reading)));
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
}
