//! One task a shard that appends for the whole process: whatever queued while the last commit was
//! in flight goes into the next batch, without artificial delay. A connection that may be
//! committing is closed, never cancelled, and its commands are answered as unknown.

use std::collections::{HashSet, VecDeque};

use domain::ShardId;
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::error::SqlState;

use super::append::{Decided, Verdict, Way, append};
use crate::database::{COMMIT_DEADLINE, Database, Direct, chain};
use crate::error::{StoreError, is_away};
use crate::faults;

/// Commands in one batch.
const BATCH: usize = 256;
/// Commands that may wait in one process; beyond it callers are told to come back.
const QUEUE: usize = 4096;

/// Why a command got no verdict.
#[derive(Debug)]
pub(crate) enum NotAppended {
    /// It may or may not be in the record; its key will tell.
    Unknown,
    /// The queue is full.
    Busy,
    /// It is not in the record.
    Failed(StoreError),
}

struct Waiting {
    decided: Decided,
    answer: oneshot::Sender<Result<Verdict, NotAppended>>,
}

/// Hands decided commands to the shard's task.
#[derive(Clone)]
pub(crate) struct Batcher(mpsc::Sender<Waiting>);

impl Batcher {
    /// Starts the task; it ends when the last handle is dropped.
    pub(crate) fn start(database: Database, shard: ShardId, rules: String) -> Self {
        let (sender, queue) = mpsc::channel(QUEUE);
        let mut writer =
            Writer { database, shard, rules, queue, waiting: VecDeque::new(), direct: None };
        tokio::spawn(async move { while writer.tick().await {} });
        Self(sender)
    }

    /// Appends one command with whatever else is waiting.
    pub(crate) async fn append(&self, decided: Decided) -> Result<Verdict, NotAppended> {
        let (answer, verdict) = oneshot::channel();
        self.0.try_send(Waiting { decided, answer }).map_err(|_| NotAppended::Busy)?;
        // The task ends only with the process: what it had in hand is then unknown.
        verdict.await.unwrap_or(Err(NotAppended::Unknown))
    }
}

struct Writer {
    database: Database,
    shard: ShardId,
    rules: String,
    queue: mpsc::Receiver<Waiting>,
    waiting: VecDeque<Waiting>,
    direct: Option<Direct>,
}

impl Writer {
    /// Waits for work and appends one batch; false once nobody can send any more.
    async fn tick(&mut self) -> bool {
        if self.waiting.is_empty() {
            match self.queue.recv().await {
                Some(first) => self.waiting.push_back(first),
                None => return false,
            }
        }
        while let Ok(more) = self.queue.try_recv() {
            self.waiting.push_back(more);
        }
        let batch = self.next_batch();
        self.commit(batch).await;
        true
    }

    /// At most one command a stream: a second one waits for what the first does to the stream.
    fn next_batch(&mut self) -> Vec<Waiting> {
        let mut streams = HashSet::new();
        let (mut batch, mut later) = (Vec::new(), VecDeque::new());
        for command in self.waiting.drain(..) {
            if batch.len() < BATCH && streams.insert(command.decided.stream) {
                batch.push(command);
            } else {
                later.push_back(command);
            }
        }
        self.waiting = later;
        batch
    }

    async fn commit(&mut self, batch: Vec<Waiting>) {
        faults::at("batch-taken");
        let mut result = self.attempt(&batch, Way::Flat).await;
        if batch.len() > 1 && matches!(result, Err(Failure::Undone(_))) {
            // A key or a reference that was taken meanwhile undoes the flat way as a whole.
            result = self.attempt(&batch, Way::Judged).await;
        }
        match result {
            Ok(verdicts) => {
                for (command, verdict) in batch.into_iter().zip(verdicts) {
                    let _ = command.answer.send(Ok(verdict));
                }
                faults::at("batch-answered");
            }
            Err(Failure::Undone(_)) if batch.len() > 1 => self.commit_each(batch).await,
            Err(failure) => answer_all(batch, failure),
        }
    }

    /// The whole batch was undone: one of its commands is to blame, and only it shall fail.
    async fn commit_each(&mut self, batch: Vec<Waiting>) {
        for command in batch {
            let alone = [command];
            let result = self.attempt(&alone, Way::Judged).await;
            let [command] = alone;
            match result {
                Ok(verdicts) => {
                    let verdict = verdicts.into_iter().next().ok_or(NotAppended::Unknown);
                    let _ = command.answer.send(verdict);
                }
                Err(failure) => answer_all(vec![command], failure),
            }
        }
    }

    async fn attempt(&mut self, batch: &[Waiting], way: Way) -> Result<Vec<Verdict>, Failure> {
        let direct = match self.direct.take().filter(|d| !d.client.is_closed()) {
            Some(direct) => direct,
            None => self.database.direct().await.map_err(Failure::NotSent)?,
        };
        let decided: Vec<&Decided> = batch.iter().map(|w| &w.decided).collect();
        direct.listen_anew();
        let appended = append(&direct, self.shard, &self.rules, &decided, way);
        match tokio::time::timeout(COMMIT_DEADLINE, appended).await {
            Ok(_) if direct.is_warned() => Err(Failure::Unknown("the server warned".to_owned())),
            Ok(Ok(verdicts)) if verdicts.len() == batch.len() => {
                self.direct = Some(direct);
                Ok(verdicts)
            }
            Ok(Err(error)) if undone(&error) => {
                // A server that takes no writes any more has a successor elsewhere.
                self.direct = Some(direct).filter(|_| !is_away(&error));
                Err(Failure::Undone(error))
            }
            Ok(Ok(_)) => Err(Failure::Unknown("the verdicts are not as many".to_owned())),
            Ok(Err(error)) => Err(Failure::Unknown(chain(&error))),
            Err(_) => Err(Failure::Unknown("the commit took too long".to_owned())),
        }
    }
}

enum Failure {
    /// Nothing was sent.
    NotSent(StoreError),
    /// The server undid it and said why.
    Undone(tokio_postgres::Error),
    /// Nobody knows.
    Unknown(String),
}

/// Whether the server itself says that the transaction was undone. A server that is going down,
/// or that lost its own connection, may have committed before it said so.
fn undone(error: &tokio_postgres::Error) -> bool {
    let Some(code) = error.code() else {
        return false;
    };
    let class = &code.code()[..2];
    class != "57" && class != "08" && *code != SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN
}

fn answer_all(batch: Vec<Waiting>, failure: Failure) {
    match failure {
        Failure::NotSent(error) => {
            let why = chain(&error);
            for command in batch {
                let error = StoreError::Unreachable { why: why.clone() };
                let _ = command.answer.send(Err(NotAppended::Failed(error)));
            }
        }
        Failure::Undone(source) => {
            // Only ever for one command: a larger batch is tried again one by one.
            let mut error = Some(StoreError::of("append", source));
            for command in batch {
                let failed = error.take().map_or(NotAppended::Unknown, NotAppended::Failed);
                let _ = command.answer.send(Err(failed));
            }
        }
        Failure::Unknown(why) => {
            tracing::warn!(commands = batch.len(), why, "outcome of an append is unknown");
            for command in batch {
                let _ = command.answer.send(Err(NotAppended::Unknown));
            }
        }
    }
}
