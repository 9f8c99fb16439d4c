//! The doctor's look at those who follow the record: whether anybody looks at all, who is behind and
//! does not move, and what waits aside.

use store::follow::{self, Standing};

use super::doctor::Line;
use super::parked::record;
use crate::config::Config;

/// Seconds after which a worker that did not look is missed.
const SILENCE: i64 = 60;

/// What was found; nothing where the record cannot be opened, which another line says.
pub(crate) async fn look(config: &Config) -> Vec<Line> {
    let Ok(archive) = super::archive_as_it_is(config).await else {
        return Vec::new();
    };
    let now = archive.time.now();
    let (standing, pulse) =
        (follow::standing(&archive.register).await, follow::pulse(&archive.register).await);
    let (Ok(standing), Ok(pulse)) = (standing, pulse) else {
        return Vec::new();
    };
    let silent = pulse.map(|at| now.duration_since(at).as_secs());
    let mut lines = vec![pulse_line(silent), parked(&standing)];
    lines.extend(standing.iter().filter(|one| one.is_stuck(now)).map(|one| stuck(one, now)));
    if lines.len() == 2 {
        let behind: i64 = standing.iter().map(|one| one.behind).max().unwrap_or(0);
        let fact = format!("every list follows the record; the furthest behind by {behind} events");
        lines.push(Line { well: true, fact, risk: "", mend: "" });
    }
    lines
}

fn pulse_line(silent: Option<i64>) -> Line {
    let fact = match silent {
        Some(seconds) => format!("a worker looked at the record {seconds} seconds ago"),
        None => "no worker has ever looked at the record".to_owned(),
    };
    Line {
        well: silent.is_some_and(|seconds| seconds <= SILENCE),
        fact,
        risk: "lists stand still, no letter is queued and nothing comes due",
        mend: "start `redress serve --role work`, or read its log",
    }
}

fn parked(standing: &[Standing]) -> Line {
    let parked: i64 = standing.iter().map(|one| one.parked).sum();
    Line {
        well: parked == 0,
        fact: format!("{parked} streams wait aside for a follower"),
        risk: "lists show these cases as they were; their letters and timers wait",
        mend: "read `redress parked list`, mend the cause, then `redress parked retry`",
    }
}

fn stuck(one: &Standing, now: jiff::Timestamp) -> Line {
    Line {
        well: false,
        fact: format!(
            "{} of {} is behind and not moving: {} events, the oldest {} seconds old",
            one.follower,
            record(one.jurisdiction),
            one.behind,
            one.age(now).as_secs()
        ),
        risk: "what people see there is old",
        mend: "read the log of the worker: it names the event or the table",
    }
}
