//! The player: moves the clock day by day, gives every act to the register as its own actor,
//! and lets the office settle in the morning and in the evening. A history that was cut off
//! goes on: its commands carry the same ids, and what is in the record answers at once.

use std::collections::HashMap;
use std::future::Future;

use domain::case::Command;
use domain::matter::Content;
use domain::{CaseId, Moment, SubjectId, Violation};
use futures_util::future::join_all;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::chance::{after, id};
use super::office::OfficeDay;
use super::plan::{Plan, Turn};
use super::script::Act;
use super::script::files::Sample;

/// Minutes of the day at which the office settles: timers and letters of the night, of the day.
const SETTLES: [u64; 2] = [7 * 60, 18 * 60 + 30];
/// Acts of different matters within one hour that may be under way at once.
const LANES: usize = 8;

/// A command as the register is given it.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// The same for the same act of the same seed.
    pub(crate) key: Uuid,
    /// SHA-256 of the command.
    pub(crate) digest: [u8; 32],
    /// What is ordered.
    pub(crate) command: Command,
    /// What travels sealed beside it.
    pub(crate) matter: Vec<domain::matter::Matter>,
}

/// Why an act is not in the record.
#[derive(Debug)]
pub(crate) enum Turned {
    /// The procedure says no: the plan is wrong.
    Violation(Violation),
    /// Something broke; the history cannot go on.
    Broken(anyhow::Error),
}

/// Where a history is played: the real workshop, or paper in tests.
pub(crate) trait Stage {
    /// Writes what happened to the office, unless `before` events are not what is there yet.
    fn office(
        &self,
        before: usize,
        day: &OfficeDay,
        at: Timestamp,
    ) -> impl Future<Output = anyhow::Result<()>>;

    /// Keeps a sample file for a person; answers its key in the document store.
    fn keep(
        &self,
        subject: SubjectId,
        sample: Sample,
        at: Timestamp,
    ) -> impl Future<Output = anyhow::Result<String>>;

    /// Sets the clock and submits.
    fn submit(
        &self,
        case: CaseId,
        order: Order,
        moment: Moment,
    ) -> impl Future<Output = Result<(), Turned>>;

    /// Sets the clock and lets timers, followers and the mail room run until nothing is left.
    fn settle(&self, at: Timestamp) -> impl Future<Output = anyhow::Result<()>>;
}

/// What became of a history.
#[derive(Debug, Default)]
pub(crate) struct Played {
    /// Acts in the record.
    pub(crate) acts: usize,
    /// Acts that the procedure turned down, with matter, act and why: faults of the plan.
    pub(crate) turned: Vec<(u32, u32, Violation)>,
}

/// Plays a plan from its first day to its last; `progress` is told how many acts are done.
pub(crate) async fn play<S: Stage>(
    stage: &S,
    plan: &Plan,
    mut progress: impl FnMut(usize, usize),
) -> anyhow::Result<Played> {
    let mut player = Player {
        stage,
        plan,
        written: HashMap::new(),
        kept: HashMap::new(),
        played: Played::default(),
    };
    let (mut next, mut day, mut founded) = (0, plan.span.from, (0, 0));
    while plan.span.holds(day) {
        founded = player.office(day, founded).await?;
        let ends = SETTLES.map(|minute| plan.span.at(day, minute, 0));
        let night = plan.span.at(after(day, 1), 0, 0);
        for (until, settles) in [(ends[0], true), (ends[1], true), (night, false)] {
            let len = plan.turns[next..].partition_point(|turn| turn.at < until);
            player.turns(&plan.turns[next..next + len]).await?;
            next += len;
            if settles {
                stage.settle(until).await?;
            }
        }
        progress(next, plan.turns.len());
        day = after(day, 1);
    }
    Ok(player.played)
}

struct Player<'a, S> {
    stage: &'a S,
    plan: &'a Plan,
    /// Acts of matters under way, and how many are left.
    written: HashMap<u32, (Vec<Act>, usize)>,
    kept: HashMap<(SubjectId, bool), String>,
    played: Played,
}

impl<S: Stage> Player<'_, S> {
    /// Writes the office's events up to a day; counts days and events written.
    async fn office(
        &self,
        day: jiff::civil::Date,
        (mut days, mut events): (usize, usize),
    ) -> anyhow::Result<(usize, usize)> {
        while let Some(next) = self.plan.staff.days.get(days).filter(|next| next.on <= day) {
            let at = self.plan.span.at(day, 1, 0);
            self.stage.office(events, next, at).await?;
            days += 1;
            events += next.events.len();
        }
        Ok((days, events))
    }

    async fn turns(&mut self, turns: &[Turn]) -> anyhow::Result<()> {
        let mut rest = turns;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(together(rest));
            rest = later;
            let mut orders = Vec::with_capacity(now.len());
            for turn in now {
                orders.push(self.order(*turn).await?);
            }
            let submitted = orders
                .into_iter()
                .map(|(case, order, moment)| self.stage.submit(case, order, moment));
            let results = join_all(submitted).await;
            for (turn, result) in now.iter().zip(results) {
                match result {
                    Ok(()) => self.played.acts += 1,
                    Err(Turned::Violation(why)) => {
                        self.played.turned.push((turn.case, turn.act, why));
                    }
                    Err(Turned::Broken(error)) => return Err(error),
                }
            }
        }
        Ok(())
    }

    async fn order(&mut self, turn: Turn) -> anyhow::Result<(CaseId, Order, Moment)> {
        let mut act = self.act(turn);
        for piece in &mut act.matter {
            if let Content::File(file) = &mut piece.content {
                let sample = Sample::of(file);
                let known = (piece.subject, sample == Sample::Page);
                let key = match self.kept.get(&known) {
                    Some(key) => key.clone(),
                    None => self.stage.keep(piece.subject, sample, act.at).await?,
                };
                self.kept.insert(known, key.clone());
                file.key = key;
            }
        }
        let (seed, what) = (self.plan.seed, format!("act {} {}", turn.case, turn.act));
        let order = Order {
            key: id(act.at, seed, &what),
            digest: Sha256::digest(serde_json::to_vec(&act.command)?).into(),
            command: act.command,
            matter: act.matter,
        };
        let moment = Moment { at: act.at, by: act.by, occurred: act.occurred };
        Ok((self.plan.case(turn.case), order, moment))
    }

    /// The act of a turn; a matter's acts are written out at its first and dropped at its last.
    fn act(&mut self, turn: Turn) -> Act {
        let plan = self.plan;
        let (acts, left) = self.written.entry(turn.case).or_insert_with(|| {
            let acts = plan.acts(turn.case);
            let left = acts.len();
            (acts, left)
        });
        let act = acts[turn.act as usize].clone();
        *left -= 1;
        if *left == 0 {
            self.written.remove(&turn.case);
        }
        act
    }
}

/// How many of the next acts may go together: different matters, one hour, few enough. Within
/// the hour the record may take them in another order; days and figures stay the same.
fn together(turns: &[Turn]) -> usize {
    let hour = |turn: &Turn| turn.at.as_second().div_euclid(3600);
    let fits = |n: &usize| {
        let turn = &turns[*n];
        hour(turn) == hour(&turns[0]) && turns[..*n].iter().all(|other| other.case != turn.case)
    };
    (0..turns.len().min(LANES)).take_while(fits).count()
}
