//! Changing the master key: a new one is drawn, everything that lives is wrapped by it, and the old
//! one is destroyed. Each part may be cut short at any point and asked for again; servers go on
//! meanwhile, and nobody who was erased gets a key that a newer master key opens.

use domain::{Jurisdiction, ShardId, SubjectId};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::KeyringError;
use crate::database::Params;
use crate::error::StoreError;
use crate::people::under_master::{self, Kind};
use crate::register::Register;
use crate::register::sealing::key_place;
use crate::sql::sql;

/// Data keys in one round.
const ROUND: i64 = 200;

/// A master key as the database knows it. The key itself never enters the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MasterKey {
    /// Its name.
    pub id: String,
    /// New seals use it.
    pub current: bool,
    /// The keyring holds it.
    pub held: bool,
    /// When a rotation first saw it.
    pub seen_at: Option<Timestamp>,
    /// When all that lived had been wrapped by it.
    pub rewrapped_at: Option<Timestamp>,
    /// When it was destroyed.
    pub destroyed_at: Option<Timestamp>,
    /// What it still wraps or seals, by kind, where there is any.
    pub wraps: Vec<(String, i64)>,
}

/// Every master key that the keyring holds or the database knows of, in the order of their names.
pub async fn list(register: &Register) -> Result<Vec<MasterKey>, StoreError> {
    let held = register.keys().held().await?;
    let params: Params<'_> = &[(&held.all, Type::TEXT_ARRAY)];
    let rows = register.database().rows("list master keys", sql!("master_keys"), params).await?;
    let mut keys = Vec::with_capacity(rows.len());
    for row in &rows {
        let id: String = row.get("key_id");
        keys.push(MasterKey {
            current: id == held.current,
            held: held.all.contains(&id),
            seen_at: row.get("seen_at"),
            rewrapped_at: row.get("rewrapped_at"),
            destroyed_at: row.get("destroyed_at"),
            wraps: wrapped_by(register, &id).await?,
            id,
        });
    }
    Ok(keys)
}

async fn wrapped_by(register: &Register, key_id: &str) -> Result<Vec<(String, i64)>, StoreError> {
    let params: Params<'_> = &[(&key_id, Type::TEXT)];
    let rows = register.database().rows("count what is wrapped", sql!("wrapped_by"), params);
    Ok(rows.await?.iter().map(|row| (row.get("kind"), row.get("rows"))).collect())
}

/// A rotation under way.
#[derive(Debug)]
pub struct Rotation {
    register: Register,
    /// The new master key.
    pub current: String,
    /// One that was cut short goes on: no further key was drawn.
    pub resumed: bool,
    /// What was wrapped and sealed anew so far.
    pub done: u64,
    /// What does not open and was left as it is.
    pub left: u64,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    People(i16, Uuid),
    Seals(usize, under_master::After),
    Over,
}

impl Rotation {
    /// Draws a new master key, or goes on with a rotation that was cut short.
    pub async fn begin(register: &Register, at: Timestamp) -> Result<Self, StoreError> {
        let before = note(register, at).await?;
        let resumed = before.1;
        let current = if resumed {
            before.0
        } else {
            register.keys().draw().await?;
            note(register, at).await?.0
        };
        let stage = Stage::People(i16::MIN, Uuid::nil());
        Ok(Self { register: register.clone(), current, resumed, done: 0, left: 0, stage })
    }

    /// One round; answers whether there is more to do.
    pub async fn tick(&mut self, at: Timestamp) -> Result<bool, StoreError> {
        match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::People(shard, subject) => self.people(shard, subject).await?,
            Stage::Seals(kind, after) => self.seals(kind, after).await?,
            Stage::Over => {
                let params: Params<'_> = &[(&self.current, Type::TEXT), (&at, Type::TIMESTAMPTZ)];
                let database = self.register.database();
                database.change("end a rotation", sql!("rewrapped"), params).await?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn people(&mut self, shard: i16, subject: Uuid) -> Result<(), StoreError> {
        let params: Params<'_> = &[
            (&self.current, Type::TEXT),
            (&shard, Type::INT2),
            (&subject, Type::UUID),
            (&ROUND, Type::INT8),
        ];
        let database = self.register.database();
        let rows = database.rows("read keys of people", sql!("keys_under_others"), params).await?;
        let Some(last) = rows.last() else {
            self.stage = Stage::Seals(0, Kind::ALL[0].start());
            return Ok(());
        };
        self.stage = Stage::People(last.get("shard"), last.get("subject_id"));
        let (mut shards, mut subjects, mut seen) = (Vec::new(), Vec::new(), Vec::new());
        let (mut keys, mut wrapped) = (Vec::new(), Vec::new());
        for row in &rows {
            let (shard, subject): (i16, Uuid) = (row.get("shard"), row.get("subject_id"));
            let place = key_place(ShardId(shard), SubjectId(subject));
            let was: &[u8] = row.get("wrapped");
            let anew = match self.register.keys().rewrap(row.get("key_id"), &place, was).await {
                Err(KeyringError::Unopenable { why }) => {
                    tracing::warn!(shard, %subject, why, "the key of a person does not open");
                    self.left += 1;
                    continue;
                }
                anew => anew?,
            };
            shards.push(shard);
            subjects.push(subject);
            seen.push(was);
            keys.push(anew.key_id);
            wrapped.push(anew.bytes);
        }
        let params: Params<'_> = &[
            (&shards, Type::INT2_ARRAY),
            (&subjects, Type::UUID_ARRAY),
            (&seen, Type::BYTEA_ARRAY),
            (&keys, Type::TEXT_ARRAY),
            (&wrapped, Type::BYTEA_ARRAY),
        ];
        self.done += database.change("wrap keys anew", sql!("rewrap_keys"), params).await?;
        Ok(())
    }

    async fn seals(&mut self, at: usize, after: under_master::After) -> Result<(), StoreError> {
        let Some(kind) = Kind::ALL.get(at).copied() else {
            return Ok(());
        };
        let some = under_master::some(&self.register, kind, &self.current, &after).await?;
        let Some((rows, last)) = some else {
            let next = Kind::ALL.get(at + 1).map(|next| Stage::Seals(at + 1, next.start()));
            self.stage = next.unwrap_or(Stage::Over);
            return Ok(());
        };
        self.stage = Stage::Seals(at, last);
        let resealed = under_master::reseal(&self.register, kind, &rows).await?;
        self.done += resealed.done;
        self.left += resealed.left;
        Ok(())
    }
}

fn shards() -> Vec<i16> {
    Jurisdiction::ALL.iter().map(|jurisdiction| jurisdiction.shard().0).collect()
}

/// Notes the keys that the keyring holds; answers the current one and whether a rotation to it was
/// cut short: others are there besides, and not all that lives was wrapped by it yet.
async fn note(register: &Register, at: Timestamp) -> Result<(String, bool), StoreError> {
    let held = register.keys().held().await?;
    let params: Params<'_> = &[
        (&held.all, Type::TEXT_ARRAY),
        (&held.current, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
        (&shards(), Type::INT2_ARRAY),
    ];
    let row = register.database().row("note master keys", sql!("note_keys"), params).await?;
    Ok((held.current, row.is_some_and(|row| row.get("cut_short"))))
}

/// What became of the wish to destroy a master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destroyed {
    /// It is gone from the keyring.
    Done,
    /// Something is still wrapped by it, by kind.
    StillWraps(Vec<(String, i64)>),
    /// New seals use it.
    Current,
    /// Neither the keyring nor the database knows it.
    Unknown,
}

/// Destroys a master key, unless something is still wrapped by it. From the moment it is closed
/// nothing can be wrapped by it any more, whoever has not yet heard of the new one.
pub async fn destroy(
    register: &Register,
    key_id: &str,
    at: Timestamp,
) -> Result<Destroyed, StoreError> {
    let known = list(register).await?;
    let Some(key) = known.iter().find(|key| key.id == key_id) else {
        return Ok(Destroyed::Unknown);
    };
    if key.current {
        return Ok(Destroyed::Current);
    }
    // A key that still wraps much is left open: a rotation comes first.
    if !key.wraps.is_empty() {
        return Ok(Destroyed::StillWraps(key.wraps.clone()));
    }
    let (database, shards) = (register.database(), shards());
    let params: Params<'_> =
        &[(&key_id, Type::TEXT), (&at, Type::TIMESTAMPTZ), (&shards, Type::INT2_ARRAY)];
    database.row("close a master key", sql!("close_key"), params).await?;
    let wraps = wrapped_by(register, key_id).await?;
    if !wraps.is_empty() {
        return Ok(Destroyed::StillWraps(wraps));
    }
    register.keys().destroy(key_id).await?;
    database.change("note that a key is gone", sql!("key_destroyed"), &params[..2]).await?;
    Ok(Destroyed::Done)
}
