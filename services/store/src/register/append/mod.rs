//! One round trip into the record: a batch of decided commands, laid out as arrays, and one
//! verdict for each. A batch in which every command fits takes the flat way; any other is judged
//! command by command.

use domain::ShardId;
use jiff::Timestamp;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Error, Row};
use uuid::Uuid;

use super::sealing::{SealedRow, TokenRow};
use super::stored::{Kind, Stored};
use crate::database::Direct;
use crate::sql::sql;

mod beside;
mod flat;
mod judged;

use beside::Beside;

type Params<'a> = Vec<(&'a (dyn ToSql + Sync), Type)>;

/// A command that was decided and waits to be appended.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) id: Uuid,
    pub(crate) caller: String,
    pub(crate) key: String,
    pub(crate) digest: [u8; 32],
    pub(crate) stream: Uuid,
    pub(crate) kind: Kind,
    pub(crate) expected: i32,
    pub(crate) at: Timestamp,
    pub(crate) occurred: Option<Timestamp>,
    pub(crate) actor: Vec<u8>,
    pub(crate) reference: Option<String>,
    pub(crate) receipt: String,
    pub(crate) events: Vec<(Stored, [u8; 32])>,
    pub(crate) sealed_digest: Option<[u8; 32]>,
    pub(crate) sealed: Vec<SealedRow>,
    pub(crate) tokens: Vec<TokenRow>,
}

/// What became of a command at the gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is in the record.
    Accepted { receipt: Vec<u8> },
    /// Its key was there already, with the same body.
    Replay { receipt: Vec<u8> },
    /// Its key was there already, with another body.
    KeyReused,
    /// The stream has moved since it was decided.
    WrongVersion,
    /// The reference of the new case belongs to another.
    ReferenceTaken,
}

/// How a batch goes through the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// All at once where every command fits; judged one by one where one does not.
    Flat,
    /// Judged one by one.
    Judged,
}

/// Appends a batch. The verdicts come in the order of the commands.
pub(crate) async fn append(
    direct: &Direct,
    shard: ShardId,
    rules: &str,
    batch: &[&Decided],
    way: Way,
) -> Result<Vec<Verdict>, Error> {
    let beside = Beside::of(batch);
    if way == Way::Flat && fits_flat(batch) {
        let verdicts = append_flat(direct, shard, rules, batch, &beside).await?;
        if let Some(verdicts) = verdicts {
            return Ok(verdicts);
        }
    }
    append_judged(direct, shard, rules, batch, &beside).await
}

/// For one command the loop is as short; a command without events only asks for its first receipt.
fn fits_flat(batch: &[&Decided]) -> bool {
    batch.len() > 1 && batch.iter().all(|command| !command.events.is_empty())
}

/// Nothing where a command does not fit: then nothing was written.
async fn append_flat(
    direct: &Direct,
    shard: ShardId,
    rules: &str,
    batch: &[&Decided],
    beside: &Beside<'_>,
) -> Result<Option<Vec<Verdict>>, Error> {
    let (commands, events) = flat::of(batch);
    let mut params: Params<'_> = vec![(&shard.0, Type::INT2), (&rules, Type::TEXT)];
    params.extend(commands.params());
    params.extend(events.params());
    params.extend(beside.params());
    let rows = query(direct, sql!("append_flat"), &params).await?;
    let Some(base) = rows.first().and_then(|row| row.get::<_, Option<i64>>("base")) else {
        return Ok(None);
    };
    let accepted = |(command, last): (&&Decided, &i32)| {
        let receipt = format!("{}{}}}", command.receipt, base + i64::from(*last)).into_bytes();
        Verdict::Accepted { receipt }
    };
    Ok(Some(batch.iter().zip(commands.last()).map(accepted).collect()))
}

async fn append_judged(
    direct: &Direct,
    shard: ShardId,
    rules: &str,
    batch: &[&Decided],
    beside: &Beside<'_>,
) -> Result<Vec<Verdict>, Error> {
    let commands = judged::Commands::of(batch);
    let events = judged::Events::of(batch);
    let mut params: Params<'_> = vec![(&shard.0, Type::INT2), (&rules, Type::TEXT)];
    params.extend(commands.params());
    params.extend(events.params());
    params.extend(beside.params());
    query(direct, sql!("append_batch"), &params).await?.iter().map(verdict).collect()
}

fn verdict(row: &Row) -> Result<Verdict, Error> {
    let receipt = || row.try_get::<_, Option<Vec<u8>>>("receipt").map(Option::unwrap_or_default);
    Ok(match row.try_get("verdict")? {
        "accepted" => Verdict::Accepted { receipt: receipt()? },
        "replay" => Verdict::Replay { receipt: receipt()? },
        "key reused" => Verdict::KeyReused,
        "reference taken" => Verdict::ReferenceTaken,
        _ => Verdict::WrongVersion,
    })
}

#[cfg(not(feature = "failpoints"))]
async fn query(direct: &Direct, sql: &'static str, params: &Params<'_>) -> Result<Vec<Row>, Error> {
    direct.query(sql, params).await
}

#[cfg(feature = "failpoints")]
async fn query(direct: &Direct, sql: &'static str, params: &Params<'_>) -> Result<Vec<Row>, Error> {
    crate::faults::append(direct, sql, params).await
}

fn ordinal(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}
