//! The one write path. Notes, evidence and messages never conflict: where the caller names no
//! version, the register reloads and decides again. Two decisions always do: a caller who names
//! the version that was seen is told what happened meanwhile.

use domain::case::{Command, Event, decide};
use domain::matter::Matter;
use domain::{CaseId, CaseReference, Context, Jurisdiction, Moment, ShardId, Violation, office};
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::Register;
use super::append::{Decided, Verdict};
use super::batcher::NotAppended;
use super::load::{self, Loaded, office_stream};
use super::receipt::{Head, Receipt};
use super::sealing::SealedMatter;
use super::stored::{self, Header, Kind, Stored, micros};
use crate::error::{Doing as _, StoreError};
use crate::sql::sql;

/// How often a command is decided anew before the caller is told to come back.
const ATTEMPTS: usize = 3;

/// The key under which a caller may repeat a command. The register maps it to one UUIDv7.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CommandId(String);

impl CommandId {
    /// The text that the caller gave as its idempotency key.
    pub fn of(key: impl Into<String>) -> Self {
        Self(key.into())
    }

    /// A key of our own.
    pub fn new(id: Uuid) -> Self {
        Self(id.to_string())
    }
}

/// A command about a case with all that travels beside it.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Idempotency key.
    pub command_id: CommandId,
    /// Whose key it is: keys are unique per caller.
    pub caller: String,
    /// SHA-256 of the request body: the same key with another body is refused.
    pub digest: [u8; 32],
    /// Version that the caller saw, where that matters.
    pub expected: Option<i32>,
    /// What is ordered.
    pub command: Command,
    /// Names and free text that the command refers to.
    pub matter: Vec<Matter>,
}

/// Why a command is not in the record, or not known to be.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// A rule says no.
    #[error(transparent)]
    Violation(#[from] Violation),
    /// The case has moved since the caller saw it.
    #[error("decide on what was seen: the case is at version {current}")]
    Stale {
        /// Where it stands.
        current: i32,
        /// Names of the events meanwhile.
        since: Vec<String>,
    },
    /// There is no such case.
    #[error("find the case")]
    NotFound,
    /// The key was used for another request.
    #[error("accept the key: it was used with another body")]
    KeyReused,
    /// The command may or may not be in the record; the same key will tell.
    #[error("learn the outcome of the append")]
    Unknown,
    /// Too much is going on; the same key may try again.
    #[error("get a turn at the gate")]
    Busy,
    /// The record could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NotAppended> for SubmitError {
    fn from(why: NotAppended) -> Self {
        match why {
            NotAppended::Unknown => Self::Unknown,
            NotAppended::Busy => Self::Busy,
            NotAppended::Failed(error) => Self::Store(error),
        }
    }
}

/// What is the same for every attempt at one command.
struct Attempt<'a> {
    id: Uuid,
    shard: ShardId,
    stream: Uuid,
    kind: Kind,
    caller: &'a str,
    key: &'a str,
    /// Keyed: a bare digest of a short text could be guessed, also when its writer was erased.
    digest: [u8; 32],
    /// The bare one, as commands from before were stored.
    bare: [u8; 32],
    moment: &'a Moment,
}

impl Register {
    /// Decides a command and appends what follows.
    pub async fn submit(
        &self,
        case: CaseId,
        jurisdiction: Jurisdiction,
        submission: Submission,
        moment: Moment,
    ) -> Result<Receipt, SubmitError> {
        let attempt = Attempt {
            id: self.0.ids.next(),
            shard: jurisdiction.shard(),
            stream: case.0,
            kind: Kind::Case,
            caller: &submission.caller,
            key: &submission.command_id.0,
            digest: self.0.keys.digest("command", &submission.digest),
            bare: submission.digest,
            moment: &moment,
        };
        for _ in 0..ATTEMPTS {
            match self.try_once(case, jurisdiction, &submission, &attempt).await? {
                Some(receipt) => return Ok(receipt),
                None if submission.expected.is_some() => {
                    return Err(self.stale(case, jurisdiction, submission.expected).await?);
                }
                None => {}
            }
        }
        Err(SubmitError::Busy)
    }

    /// One round of load, fold, decide, append; nothing where the stream moved in between.
    async fn try_once(
        &self,
        case: CaseId,
        jurisdiction: Jurisdiction,
        submission: &Submission,
        attempt: &Attempt<'_>,
    ) -> Result<Option<Receipt>, SubmitError> {
        let client = self.0.database.pooled().await?;
        // Pipelined in this order: whoever finds no first receipt has seen nothing of its events.
        let (loaded, known, office) = tokio::try_join!(
            load::load(&client, attempt.shard, case, i64::MAX, &self.0.zone),
            first_receipt(&client, attempt),
            self.office_with(&client, jurisdiction),
        )?;
        drop(client);
        if let Some(known) = known {
            return self.answer_again(attempt, known?).await;
        }
        let version = loaded.as_ref().map_or(0, |l| l.version);
        if submission.expected.is_some_and(|expected| expected != version) {
            return Err(stale(loaded, submission.expected));
        }
        let context = Context { office: &office, rules: &self.0.rules, zone: &self.0.zone };
        let before = loaded.as_ref().map(|l| &l.case);
        let events = match decide(case, before, &submission.command, attempt.moment, &context) {
            Err(Violation::CaseState) if before.is_none() => return Err(SubmitError::NotFound),
            decided => decided?,
        };
        let opened = events.iter().find_map(opened_reference);
        if let Some(reference) = opened {
            self.reference_is_free(reference).await?;
        }
        let matter = if events.is_empty() { &[][..] } else { &submission.matter[..] };
        let sealed = self.seal(attempt.shard, matter, attempt.moment.at).await?;
        let stored: Result<Vec<Stored>, _> = events.iter().map(stored::of_case).collect();
        let reference = opened.or(before.map(|case| &case.reference));
        let mut decided = self.decided(attempt, version, stored?, sealed, reference)?;
        decided.reference = opened.map(ToString::to_string);
        self.append(attempt.shard, decided).await
    }

    /// Writes what happened to an office. The caller has decided: an office has no procedure.
    pub async fn submit_office(
        &self,
        jurisdiction: Jurisdiction,
        events: Vec<office::Event>,
        matter: Vec<Matter>,
        moment: Moment,
    ) -> Result<Receipt, SubmitError> {
        let id = self.0.ids.next();
        let key = id.to_string();
        let (shard, stream) = (jurisdiction.shard(), office_stream(jurisdiction));
        let attempt = Attempt {
            id,
            shard,
            stream,
            kind: Kind::Office,
            caller: "office",
            key: &key,
            digest: [0; 32],
            bare: [0; 32],
            moment: &moment,
        };
        for _ in 0..ATTEMPTS {
            let version = load::version(&*self.0.database.pooled().await?, shard, stream).await?;
            let sealed = self.seal(shard, &matter, moment.at).await?;
            let stored: Result<Vec<Stored>, _> = events.iter().map(stored::of_office).collect();
            let decided = self.decided(&attempt, version, stored?, sealed, None)?;
            if let Some(receipt) = self.append(shard, decided).await? {
                return Ok(receipt);
            }
        }
        Err(SubmitError::Busy)
    }

    /// Answers a repeated key at the gate: that the first receipt can be read does not yet mean
    /// that a standby has it, but a commit after it does.
    async fn answer_again(
        &self,
        attempt: &Attempt<'_>,
        known: Receipt,
    ) -> Result<Option<Receipt>, SubmitError> {
        let nothing = SealedMatter::default();
        let again = self.decided(attempt, known.version, Vec::new(), nothing, None)?;
        self.append(attempt.shard, again).await
    }

    fn decided(
        &self,
        attempt: &Attempt<'_>,
        expected: i32,
        events: Vec<Stored>,
        sealed: SealedMatter,
        reference: Option<&CaseReference>,
    ) -> Result<Decided, StoreError> {
        let actor = stored::of_actor(&attempt.moment.by)?;
        let occurred = attempt.moment.occurred.map(micros);
        let sealed_digest = sealed.digest().filter(|_| !events.is_empty());
        let names: Vec<String> = events.iter().map(|e| e.name.clone()).collect();
        let mut version = expected;
        let mut with_leaf = |event: Stored| {
            version += 1;
            let header = Header {
                shard: attempt.shard,
                stream: attempt.stream,
                kind: attempt.kind,
                version,
                command: attempt.id,
                correlation: attempt.id,
                cause: None,
                occurred,
                rules: &self.0.rules_version,
                actor: &actor,
            };
            let leaf =
                stored::leaf(&header, &event, sealed_digest.filter(|_| version == expected + 1));
            (event, leaf)
        };
        let events: Vec<_> = events.into_iter().map(&mut with_leaf).collect();
        let (case, shard) = (attempt.stream, attempt.shard);
        let receipt = Head { case, events: &names, reference, shard, version }.text()?;
        Ok(Decided {
            id: attempt.id,
            caller: attempt.caller.to_owned(),
            key: attempt.key.to_owned(),
            digest: attempt.digest,
            stream: attempt.stream,
            kind: attempt.kind,
            expected,
            at: micros(attempt.moment.at),
            occurred,
            actor,
            reference: None,
            receipt,
            events,
            sealed_digest,
            sealed: sealed.rows,
            tokens: sealed.tokens,
        })
    }

    async fn append(
        &self,
        shard: ShardId,
        decided: Decided,
    ) -> Result<Option<Receipt>, SubmitError> {
        let batcher = self.0.batchers.get(&shard).ok_or(SubmitError::NotFound)?;
        match batcher.append(decided).await? {
            Verdict::Accepted { receipt } => {
                self.0.bell.appended();
                Ok(Some(Receipt::read(receipt, false)?))
            }
            Verdict::Replay { receipt } => Ok(Some(Receipt::read(receipt, true)?)),
            Verdict::KeyReused => Err(SubmitError::KeyReused),
            Verdict::ReferenceTaken => Err(StoreError::ReferenceTaken.into()),
            Verdict::WrongVersion => Ok(None),
        }
    }

    /// A reference is unique within a shard by its index; across shards it is looked up, because
    /// no unique key may span them.
    async fn reference_is_free(&self, reference: &CaseReference) -> Result<(), StoreError> {
        match self.find(reference).await? {
            Some(_) => Err(StoreError::ReferenceTaken),
            None => Ok(()),
        }
    }

    async fn stale(
        &self,
        case: CaseId,
        jurisdiction: Jurisdiction,
        seen: Option<i32>,
    ) -> Result<SubmitError, StoreError> {
        Ok(stale(self.load(jurisdiction, case).await?, seen))
    }
}

fn stale(loaded: Option<Loaded>, seen: Option<i32>) -> SubmitError {
    let Some(loaded) = loaded else {
        return SubmitError::NotFound;
    };
    let since = loaded.entries.iter().filter(|e| Some(e.version) > seen);
    let since = since.map(|entry| entry.event.name()).collect();
    SubmitError::Stale { current: loaded.version, since }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only the opening names a reference")]
fn opened_reference(event: &Event) -> Option<&CaseReference> {
    match event {
        Event::Opened { reference, .. } => Some(reference),
        _ => None,
    }
}

/// The first answer to this key, if there was one.
async fn first_receipt(
    client: &tokio_postgres::Client,
    attempt: &Attempt<'_>,
) -> Result<Option<Result<Receipt, SubmitError>>, StoreError> {
    let row = client
        .query_typed_opt(
            sql!("find_command"),
            &[
                (&attempt.shard.0, Type::INT2),
                (&attempt.caller, Type::TEXT),
                (&attempt.key, Type::TEXT),
            ],
        )
        .await
        .doing("look for a first receipt")?;
    let Some(row) = row else { return Ok(None) };
    let stored: &[u8] = row.get("digest");
    if stored != attempt.digest && stored != attempt.bare {
        return Ok(Some(Err(SubmitError::KeyReused)));
    }
    Receipt::read(row.get("receipt"), true).map(|receipt| Some(Ok(receipt)))
}
