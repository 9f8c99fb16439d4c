//! One round of the mail room. Letters of cases and direct mails are taken in hand for longer than
//! a carrier may take, carried side by side, and settled one by one.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use letters::{Profile, Rendered};
use store::{Register, StoreError, direct_mail, outbox};
use tokio::task::JoinSet;

use crate::backoff::next_try;
use crate::smtp::PATIENCE;
use crate::transport::{Mail, Transport, Undelivered};

/// How many mails of a kind are in hand at once. Whatever is with a server when the process dies goes out
/// twice, so there are few.
const AT_ONCE: i64 = 4;

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    /// Went out.
    pub sent: usize,
    /// Are tried again later.
    pub later: usize,
    /// Are given up; an officer has a task where it was a letter.
    pub failed: usize,
    /// Could not be settled now: the lease lapses and another round takes them.
    pub left: usize,
}

impl Report {
    /// Whether there was nothing to do.
    pub const fn idle(&self) -> bool {
        self.sent + self.later + self.failed + self.left == 0
    }

    const fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Sent => self.sent += 1,
            Fate::Later => self.later += 1,
            Fate::Failed => self.failed += 1,
        }
    }
}

/// What became of one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Sent,
    Later,
    Failed,
}

/// The mail room. Any number may run at once.
#[derive(Clone)]
pub struct MailRoom(Arc<Room>);

pub(crate) struct Room {
    pub(crate) register: Register,
    carriers: Vec<Arc<dyn Transport>>,
    pub(crate) profile: Profile,
    pub(crate) worker: String,
}

impl std::fmt::Debug for MailRoom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MailRoom({})", self.0.worker)
    }
}

impl MailRoom {
    /// A mail room that hands every mail to all of its carriers. `worker` names this process.
    pub fn new(
        register: Register,
        carriers: Vec<Arc<dyn Transport>>,
        profile: Profile,
        worker: String,
    ) -> Self {
        Self(Arc::new(Room { register, carriers, profile, worker }))
    }

    /// Sends what is due now; call again at once while the report is not idle.
    pub async fn tick(&self, now: Timestamp) -> Result<Report, StoreError> {
        let room = &self.0;
        let hold = SignedDuration::try_from(PATIENCE).unwrap_or_default() * 2;
        let until = now.checked_add(hold).unwrap_or(Timestamp::MAX);
        let letters = outbox::lease(&room.register, AT_ONCE, &room.worker, now, until).await?;
        let mut all = JoinSet::new();
        for letter in letters {
            let room = Arc::clone(room);
            all.spawn(async move { crate::case_letter::send(&room, &letter, now).await });
        }
        let seconds = hold.as_secs_f64();
        // Letters are on their way by now: trouble with the one does not hold up the other.
        let direct = direct_mail::lease(&room.register, &room.worker, now, seconds, AT_ONCE).await;
        let (direct, trouble) = direct.map_or_else(|e| (Vec::new(), Some(e)), |all| (all, None));
        for mail in direct {
            let room = Arc::clone(room);
            all.spawn(async move { crate::direct::send(&room, &mail, now).await });
        }
        let mut report = Report::default();
        while let Some(done) = all.join_next().await {
            match done {
                Ok(Ok(fate)) => report.count(fate),
                Ok(Err(error)) => {
                    tracing::error!(error = %Chain(&error), "a mail is left to a later round");
                    report.left += 1;
                }
                Err(error) => {
                    tracing::error!(%error, "a mail's task ended early");
                    report.left += 1;
                }
            }
        }
        trouble.map_or(Ok(report), Err)
    }
}

impl Room {
    /// Hands one mail to every carrier; the first that fails decides.
    pub(crate) async fn carry(&self, mail: &Mail) -> Result<(), Undelivered> {
        for carrier in &self.carriers {
            carrier.deliver(mail).await?;
        }
        Ok(())
    }
}

/// Content and address, ready to be carried.
pub(crate) fn addressed(
    room: &Room,
    (id, jurisdiction): (uuid::Uuid, domain::Jurisdiction),
    (to, lang): (&str, domain::purpose::Language),
    content: Rendered,
    at: Timestamp,
) -> Mail {
    let sender = room.profile.sender_in(lang).to_owned();
    Mail { id, jurisdiction, to: to.to_owned(), name: None, sender, lang, content, at }
}

/// When an undelivered mail is tried again; the code of its failure where it is given up.
pub(crate) fn verdict(
    why: Undelivered,
    (attempts, since): (i32, Timestamp),
    now: Timestamp,
    id: uuid::Uuid,
) -> (String, Option<Timestamp>) {
    match why {
        Undelivered::Never { why } => (why, None),
        Undelivered::Later { why } => {
            let attempts = u32::try_from(attempts).unwrap_or(1);
            let next = next_try(attempts, since, now, id.as_bytes()[15]);
            (why, next)
        }
    }
}

/// An error with its sources, in one line.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "failed to {}", self.0)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            write!(f, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}
