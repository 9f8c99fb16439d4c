//! The stage on which the synthetic history is played: the real register, the real rooms, and a
//! clock that the player moves.

use std::sync::Arc;

use anyhow::Context as _;
use domain::{CaseId, Jurisdiction, Moment, SubjectId, actor::Actor};
use jiff::Timestamp;
use store::{CommandId, Submission, SubmitError};

use crate::chance::ManualTime;
use crate::seed::{OfficeDay, Order, Sample, Stage, Turned};
use crate::wiring::Workshop;

/// Whose record the synthetic history belongs to.
const HOME: Jurisdiction = Jurisdiction::Us;
/// How often a command is tried again when the gate has no turn for it.
const TRIES: usize = 20;

pub(super) struct Rehearsal<'a> {
    pub(super) workshop: &'a Workshop,
    pub(super) clock: Arc<ManualTime>,
}

impl Stage for Rehearsal<'_> {
    async fn office(&self, before: usize, day: &OfficeDay, at: Timestamp) -> anyhow::Result<()> {
        self.clock.set(at);
        let register = &self.workshop.archive.register;
        let known = register.office(HOME).await?.version;
        if usize::try_from(known)? > before {
            return Ok(()); // A history that was cut off goes on.
        }
        let moment = Moment::new(at, Actor::System);
        let (events, matter) = (day.events.clone(), day.matter.clone());
        register.submit_office(HOME, events, matter, moment).await.context("open the office")?;
        Ok(())
    }

    async fn keep(&self, who: SubjectId, sample: Sample, at: Timestamp) -> anyhow::Result<String> {
        let documents = &self.workshop.archive.documents;
        Ok(documents.put(HOME, who, sample.bytes(), at).await?)
    }

    async fn submit(&self, case: CaseId, order: Order, moment: Moment) -> Result<(), Turned> {
        self.clock.set(moment.at);
        for _ in 0..TRIES {
            let submission = Submission {
                command_id: CommandId::new(order.key),
                caller: "history".to_owned(),
                digest: order.digest,
                expected: None,
                command: order.command.clone(),
                matter: order.matter.clone(),
            };
            let register = &self.workshop.archive.register;
            match register.submit(case, HOME, submission, moment.clone()).await {
                Ok(_) => return Ok(()),
                Err(SubmitError::Violation(violation)) => return Err(Turned::Violation(violation)),
                Err(SubmitError::Busy | SubmitError::Unknown) => {}
                Err(error) => return Err(Turned::Broken(error.into())),
            }
        }
        Err(Turned::Broken(anyhow::anyhow!("get a turn at the gate in {TRIES} tries")))
    }

    async fn settle(&self, at: Timestamp) -> anyhow::Result<()> {
        self.clock.set(at);
        self.workshop.settle().await
    }
}
