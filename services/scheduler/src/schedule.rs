//! The configuration: a cron line for each job, checked before anything starts.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::cadence::{BadCadence, Cadence};

/// Cron lines as configured, in the office's zone. An empty line switches a job off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Schedule {
    /// When to look for timers that came due.
    pub timers: String,
    /// When to mail the daily figures to supervisors; once a day at most.
    pub digest: String,
    /// When to drop drafts, codes, sessions and mails whose time has passed.
    pub sweep: String,
    /// When to make room in the record for what comes, and to close what is full.
    pub upkeep: String,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            timers: "* * * * *".to_owned(),
            digest: "0 12 * * 1-5".to_owned(),
            sweep: "15 * * * *".to_owned(),
            upkeep: "40 3 * * *".to_owned(),
        }
    }
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Job {
    /// Timers that came due.
    Timers,
    /// The supervisors' daily figures.
    Digest,
    /// Drops what has expired.
    Sweep,
    /// Looks after the tables of the record.
    Upkeep,
}

impl Job {
    /// Every job.
    pub const ALL: [Self; 4] = [Self::Timers, Self::Digest, Self::Sweep, Self::Upkeep];

    /// Name in the configuration and in the ledger.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Timers => "timers",
            Self::Digest => "digest",
            Self::Sweep => "sweep",
            Self::Upkeep => "upkeep",
        }
    }
}

/// A line of the schedule cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("plan {}", job.name())]
pub struct BadSchedule {
    /// Whose line.
    pub job: Job,
    /// What is wrong with it.
    pub source: BadCadence,
}

/// The schedule, read.
#[derive(Debug, Clone)]
pub struct Plan {
    jobs: Vec<(Job, Cadence)>,
    zone: TimeZone,
}

impl Schedule {
    /// Reads every line.
    pub fn plan(&self, zone: &TimeZone) -> Result<Plan, BadSchedule> {
        let lines = [
            (Job::Timers, &self.timers),
            (Job::Digest, &self.digest),
            (Job::Sweep, &self.sweep),
            (Job::Upkeep, &self.upkeep),
        ];
        let mut jobs = Vec::new();
        for (job, line) in lines.into_iter().filter(|(_, line)| !line.trim().is_empty()) {
            let cadence = Cadence::parse(line, zone.clone());
            jobs.push((job, cadence.map_err(|source| BadSchedule { job, source })?));
        }
        Ok(Plan { jobs, zone: zone.clone() })
    }
}

impl Plan {
    /// The next fires of each job, for people who check a configuration.
    pub fn fires(&self, after: Timestamp, how_many: usize) -> Vec<(Job, Vec<Timestamp>)> {
        self.jobs.iter().map(|(job, cadence)| (*job, cadence.fires(after, how_many))).collect()
    }

    /// When the next job fires.
    pub fn next_wake(&self, now: Timestamp) -> Option<Timestamp> {
        self.jobs.iter().filter_map(|(_, cadence)| cadence.next(now)).min()
    }

    pub(crate) fn jobs(&self) -> impl Iterator<Item = (Job, &Cadence)> {
        self.jobs.iter().map(|(job, cadence)| (*job, cadence))
    }

    pub(crate) const fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_shows_its_next_five_fires() {
        let plan = Schedule::default().plan(&TimeZone::UTC).unwrap();
        let now: Timestamp = "2026-03-06T11:59:30Z".parse().unwrap();
        let fires = plan.fires(now, 5);
        assert_eq!(fires.len(), 4);
        assert!(fires.iter().all(|(_, five)| five.len() == 5));
        assert_eq!(fires[1].1[1], "2026-03-09T12:00:00Z".parse().unwrap(), "over the weekend");
        assert_eq!(plan.next_wake(now), Some("2026-03-06T12:00:00Z".parse().unwrap()));
    }

    #[test]
    fn a_bad_line_names_its_job_and_an_empty_one_is_off() {
        let bad = Schedule { digest: "noon".to_owned(), ..Schedule::default() };
        assert_eq!(bad.plan(&TimeZone::UTC).unwrap_err().job, Job::Digest);
        let off = Schedule { digest: String::new(), ..Schedule::default() };
        assert_eq!(off.plan(&TimeZone::UTC).unwrap().fires(Timestamp::UNIX_EPOCH, 1).len(), 3);
    }
}
