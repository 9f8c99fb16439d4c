//! How often something was tried or asked for, by address, case or visitor. Counting and deciding
//! are one statement, so that of many who try at once no more get through than one after another
//! would; holders are kept as keyed digests.

use domain::Jurisdiction;
use jiff::Timestamp;
use tokio_postgres::types::Type;

use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// What is counted, for whom.
#[derive(Debug, Clone, Copy)]
pub struct Tally<'a> {
    /// Whose record keeps the count.
    pub jurisdiction: Jurisdiction,
    /// What is tried.
    pub kind: &'a str,
    /// For whom; only a digest of it is kept.
    pub holder: &'a str,
}

/// How long to wait after each try, and when all tries are forgotten.
#[derive(Debug, Clone, Copy)]
pub struct Ladder<'a> {
    /// Seconds to wait after the first try, the second, and so on; the last rung holds for all
    /// that follow.
    pub waits: &'a [i32],
    /// Seconds from the first try until all are forgotten.
    pub window: i32,
}

/// What became of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// It was counted and may be looked at; the next one may not before this.
    Now(Timestamp),
    /// It was not counted and is not looked at; so many seconds are to wait.
    Wait(i64),
}

/// Counts a try before anything of it is looked at.
pub async fn count(
    register: &Register,
    tally: Tally<'_>,
    ladder: Ladder<'_>,
    at: Timestamp,
) -> Result<Counted, StoreError> {
    let (shard, holder) = (tally.jurisdiction.shard(), digest(register, tally));
    let window = f64::from(ladder.window);
    let params: Params<'_> = &[
        (&shard.0, Type::INT2),
        (&tally.kind, Type::TEXT),
        (&holder.as_slice(), Type::BYTEA),
        (&at, Type::TIMESTAMPTZ),
        (&ladder.waits, Type::INT4_ARRAY),
        (&window, Type::FLOAT8),
    ];
    let row = register.database().row("count a try", sql!("count_try"), params).await?;
    if let Some(row) = row {
        return Ok(Counted::Now(row.get("wait_until")));
    }
    let row = register.database().row("read a count", sql!("tally_wait"), &params[..3]).await?;
    let until = row.map_or(at, |row| row.get::<_, Timestamp>("until"));
    Ok(Counted::Wait((until.as_second() - at.as_second()).max(1)))
}

/// Forgets every try.
pub async fn forget(register: &Register, tally: Tally<'_>) -> Result<(), StoreError> {
    let (shard, holder) = (tally.jurisdiction.shard(), digest(register, tally));
    let params: Params<'_> =
        &[(&shard.0, Type::INT2), (&tally.kind, Type::TEXT), (&holder.as_slice(), Type::BYTEA)];
    register.database().change("forget tries", sql!("forget_tries"), params).await?;
    Ok(())
}

pub(super) async fn sweep(register: &Register, at: Timestamp) -> Result<u64, StoreError> {
    let params: Params<'_> = &[(&at, Type::TIMESTAMPTZ)];
    register.database().change("sweep counts", sql!("sweep_tallies"), params).await
}

fn digest(register: &Register, tally: Tally<'_>) -> [u8; 32] {
    register.keys().digest("tally", format!("{}\0{}", tally.kind, tally.holder).as_bytes())
}
