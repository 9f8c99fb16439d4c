//! Timers that came due, said to the record in the order in which they came due. The key of each
//! command follows from the timer, so whoever says it again gets the first receipt; and the
//! decider looks for itself, so a stale row can waste a command but never write a wrong event.

use std::collections::BTreeMap;

use domain::case::Command;
use domain::{Actor, CaseId, Jurisdiction, Moment};
use jiff::{SignedDuration, Timestamp};
use store::timers::{self, Due};
use store::{CommandId, Register, StoreError, Submission, SubmitError, faults};
use tokio::task::JoinSet;

use crate::clockwork::Report;

const CALLER: &str = "clock-room";
const AT_ONCE: i64 = 64;
/// Longer than any batch takes; a dead worker's timers wait for so long.
const HOLD: SignedDuration = SignedDuration::from_mins(2);

/// What became of one timer.
enum Fate {
    Fired,
    Stale,
    Left,
}

/// Fires everything that is due.
pub(crate) async fn fire(
    register: &Register,
    worker: &str,
    now: Timestamp,
    report: &mut Report,
) -> Result<(), StoreError> {
    let until = now.checked_add(HOLD).unwrap_or(Timestamp::MAX);
    loop {
        let due = timers::due(register, AT_ONCE, worker, now, until).await?;
        if due.is_empty() {
            return Ok(());
        }
        let mut all = JoinSet::new();
        for one_case in by_case(due).into_values() {
            let (register, worker) = (register.clone(), worker.to_owned());
            all.spawn(async move { in_order(&register, &worker, now, one_case).await });
        }
        while let Some(fates) = all.join_next().await {
            let fates = fates.unwrap_or_else(|error| {
                tracing::error!(%error, "a timer's task ended early");
                Ok(vec![Fate::Left])
            });
            for fate in fates? {
                match fate {
                    Fate::Fired => report.fired += 1,
                    Fate::Stale => report.stale += 1,
                    Fate::Left => report.left += 1,
                }
            }
        }
    }
}

/// The timers of each case in their order; cases do not wait for each other.
fn by_case(due: Vec<Due>) -> BTreeMap<Option<(i16, CaseId)>, Vec<Due>> {
    let mut all: BTreeMap<_, Vec<Due>> = BTreeMap::new();
    for timer in due {
        let key = timer.case.map(|case| (timer.jurisdiction.shard().0, case));
        all.entry(key).or_default().push(timer);
    }
    all
}

async fn in_order(
    register: &Register,
    worker: &str,
    now: Timestamp,
    due: Vec<Due>,
) -> Result<Vec<Fate>, StoreError> {
    let mut fates = Vec::with_capacity(due.len());
    for timer in due {
        let fate = elapse(register, &timer, now).await?;
        faults::at("timer-fired");
        if !matches!(fate, Fate::Left) {
            timers::done(register, &timer, worker, now).await?;
            faults::at("timer-done");
        }
        fates.push(fate);
    }
    Ok(fates)
}

async fn elapse(register: &Register, due: &Due, now: Timestamp) -> Result<Fate, StoreError> {
    let Some((case, body)) = due.case.zip(due.timer()) else {
        tracing::warn!(timer = %due.id, kind = due.kind, "timer of no case");
        return Ok(Fate::Stale);
    };
    let step = body.kind.elapse(body.due);
    let command = Command::Recourse { id: body.recourse, step };
    let said = say(register, (case, due.jurisdiction), due, command, now).await;
    match said {
        Ok(events) if events > 0 => Ok(Fate::Fired),
        Ok(_) | Err(SubmitError::NotFound) => Ok(Fate::Stale),
        Err(SubmitError::Violation(violation)) => {
            tracing::warn!(timer = %due.id, kind = due.kind, %violation, "timer was not called for");
            Ok(Fate::Stale)
        }
        // One case that this program cannot read holds up no other's timers.
        Err(SubmitError::Store(error @ StoreError::Unreadable { .. })) => {
            tracing::error!(timer = %due.id, kind = due.kind, %error, "timer is left to a later round");
            Ok(Fate::Left)
        }
        Err(SubmitError::Store(error)) => Err(error),
        Err(
            error @ (SubmitError::Busy
            | SubmitError::Unknown
            | SubmitError::Stale { .. }
            | SubmitError::KeyReused),
        ) => {
            tracing::warn!(timer = %due.id, kind = due.kind, %error, "timer is left to a later round");
            Ok(Fate::Left)
        }
    }
}

async fn say(
    register: &Register,
    (case, jurisdiction): (CaseId, Jurisdiction),
    due: &Due,
    command: Command,
    now: Timestamp,
) -> Result<usize, SubmitError> {
    let submission = Submission {
        // Follows from stream, recourse, kind and day.
        command_id: CommandId::of(format!("timer-{}", due.id)),
        caller: CALLER.to_owned(),
        digest: [0; 32],
        expected: None,
        command,
        matter: Vec::new(),
    };
    let moment = Moment::new(now, Actor::System);
    let receipt = register.submit(case, jurisdiction, submission, moment).await?;
    Ok(receipt.events.len())
}
