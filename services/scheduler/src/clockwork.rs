//! One round of the clock room: which jobs have fired since the last round, and what they did.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;
use store::{Register, StoreError, people};

use crate::cadence::LOOK_BACK;
use crate::schedule::{Job, Plan};
use crate::{digest, timers};

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Timers that fired: their events are in the record.
    pub fired: usize,
    /// Timers that no longer had anything to say.
    pub stale: usize,
    /// Timers that are left to a later round.
    pub left: usize,
    /// Daily figures asked for, one a supervisor.
    pub digests: usize,
    /// Rows dropped because their time has passed.
    pub swept: u64,
    /// Partitions of the record that were made ahead.
    pub made: i32,
    /// Full partitions that were closed for good.
    pub frozen: usize,
}

/// The clock room. Any number may run at once.
#[derive(Debug)]
pub struct Clockwork {
    register: Register,
    plan: Plan,
    worker: String,
    synthetic: bool,
    last: Mutex<BTreeMap<Job, Timestamp>>,
}

impl Clockwork {
    /// A clock room. `worker` names this process; `synthetic` marks its mails as made up.
    pub fn new(register: Register, plan: Plan, worker: String, synthetic: bool) -> Self {
        Self { register, plan, worker, synthetic, last: Mutex::default() }
    }

    /// When to come again at the latest.
    pub fn next_wake(&self, now: Timestamp) -> Option<Timestamp> {
        self.plan.next_wake(now)
    }

    /// Does what has fired since the last round; the first round does everything, because nobody
    /// knows for how long nobody looked.
    pub async fn tick(&self, now: Timestamp) -> Result<Report, StoreError> {
        let mut report = Report::default();
        for (job, cadence) in self.plan.jobs() {
            let last = self.last_round(job);
            let fired = last.is_none_or(|last| cadence.next(last).is_some_and(|at| at <= now));
            if !fired {
                continue;
            }
            match job {
                Job::Timers => {
                    timers::fire(&self.register, &self.worker, now, &mut report).await?;
                }
                Job::Digest => {
                    let since = now.checked_sub(LOOK_BACK).unwrap_or(now);
                    if let Some(due) = cadence.last(since, now) {
                        let day = self.plan.zone().to_datetime(due).date();
                        report.digests +=
                            digest::ask(&self.register, day, now, self.synthetic).await?;
                    }
                }
                Job::Sweep => report.swept += people::sweep(&self.register, now).await?,
                Job::Upkeep => {
                    let database = self.register.database();
                    report.made += database.extend().await?;
                    report.frozen += database.freeze().await?;
                }
            }
            if let Ok(mut last) = self.last.lock() {
                last.insert(job, now);
            }
        }
        Ok(report)
    }

    fn last_round(&self, job: Job) -> Option<Timestamp> {
        self.last.lock().ok().and_then(|last| last.get(&job).copied())
    }
}
