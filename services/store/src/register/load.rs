//! Reading the record: a stream, folded; a case as it stood on any day; the office.

use std::sync::Arc;

use domain::case::{Case, Entry, evolve};
use domain::office::Office;
use domain::{CaseId, CaseReference, Jurisdiction, Position, ShardId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, Row};
use uuid::Uuid;

use super::Register;
use super::stored;
use crate::error::{Doing as _, StoreError};
use crate::sql::sql;

/// A case with the events that made it.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The case.
    pub case: Case,
    /// Its events, oldest first.
    pub entries: Vec<Entry>,
    /// Number of events.
    pub version: i32,
    /// Position of the last event.
    pub position: Position,
    /// Link of the last event.
    pub tip: Vec<u8>,
}

/// Which day's case is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// As of the highest position recorded by then.
    Instant(Timestamp),
    /// After so many events.
    Version(i32),
}

impl Register {
    /// A case as it stands.
    pub async fn load(
        &self,
        jurisdiction: Jurisdiction,
        case: CaseId,
    ) -> Result<Option<Loaded>, StoreError> {
        let client = self.0.database.pooled().await?;
        load(&client, jurisdiction.shard(), case, i64::MAX, &self.0.zone).await
    }

    /// A case as it stood.
    pub async fn load_as_of(
        &self,
        jurisdiction: Jurisdiction,
        case: CaseId,
        as_of: AsOf,
    ) -> Result<Option<Loaded>, StoreError> {
        let shard = jurisdiction.shard();
        let client = self.0.database.pooled().await?;
        let until = match as_of {
            AsOf::Version(_) => i64::MAX,
            AsOf::Instant(instant) => position_at(&client, shard, instant).await?.0,
        };
        let rows = stream(&client, shard, case.0, until).await?;
        let wanted = |row: &Row| match as_of {
            AsOf::Version(version) => row.get::<_, i32>("event_version") <= version,
            AsOf::Instant(_) => true,
        };
        let rows: Vec<Row> = rows.into_iter().filter(wanted).collect();
        fold(shard, &rows, &self.0.zone)
    }

    /// The case behind a reference.
    pub async fn find(
        &self,
        reference: &CaseReference,
    ) -> Result<Option<(Jurisdiction, CaseId)>, StoreError> {
        let client = self.0.database.pooled().await?;
        let rows = client
            .query_typed(sql!("find_reference"), &[(&reference.to_string(), Type::TEXT)])
            .await
            .doing("find a case by its reference")?;
        Ok(rows.first().and_then(|row| {
            let jurisdiction = Jurisdiction::of(ShardId(row.get("shard")))?;
            Some((jurisdiction, CaseId(row.get("stream_id"))))
        }))
    }

    /// The office as it stands; folded again only when its stream has moved.
    pub async fn office(&self, jurisdiction: Jurisdiction) -> Result<Arc<Office>, StoreError> {
        let client = self.0.database.pooled().await?;
        self.office_with(&client, jurisdiction).await
    }

    pub(crate) async fn office_with(
        &self,
        client: &Client,
        jurisdiction: Jurisdiction,
    ) -> Result<Arc<Office>, StoreError> {
        let (shard, stream_id) = (jurisdiction.shard(), office_stream(jurisdiction));
        let version = version(client, shard, stream_id).await?;
        let known = self.0.offices.lock().ok().and_then(|all| all.get(&shard).cloned());
        if let Some(office) = known.filter(|office| office.version == version) {
            return Ok(office);
        }
        let rows = stream(client, shard, stream_id, i64::MAX).await?;
        let mut office = Office::default();
        for row in &rows {
            let event = stored::office_event(
                row.get("event_name"),
                row.get("event_shape"),
                row.get("event_payload"),
            );
            office = office.evolve(&event.map_err(|why| unreadable(shard, row, why))?);
        }
        let office = Arc::new(office);
        if let Ok(mut all) = self.0.offices.lock() {
            all.insert(shard, Arc::clone(&office));
        }
        Ok(office)
    }
}

/// The stream of a jurisdiction's office: one, with an id that says so.
pub(crate) fn office_stream(jurisdiction: Jurisdiction) -> Uuid {
    let shard = u128::from(jurisdiction.shard().0.unsigned_abs());
    Uuid::from_u128(0x6f66_6669_6365_8000_8000_0000_0000_0000 | shard)
}

/// A case as of a position.
pub(crate) async fn load(
    client: &Client,
    shard: ShardId,
    case: CaseId,
    until: i64,
    zone: &TimeZone,
) -> Result<Option<Loaded>, StoreError> {
    fold(shard, &stream(client, shard, case.0, until).await?, zone)
}

/// Several cases as of a position, in one round trip, each with the number of its events. Events
/// that are not understood count, and change nothing: whoever follows the record parks them.
pub(crate) async fn load_many(
    client: &Client,
    shard: ShardId,
    streams: &[Uuid],
    until: Position,
    zone: &TimeZone,
) -> Result<Vec<(Uuid, i32, Option<Case>)>, StoreError> {
    let rows = client
        .query_typed(
            sql!("load_streams"),
            &[(&shard.0, Type::INT2), (&streams, Type::UUID_ARRAY), (&until.0, Type::INT8)],
        )
        .await
        .doing("load several streams")?;
    let same =
        |a: &Row, b: &Row| a.get::<_, Uuid>("event_stream") == b.get::<_, Uuid>("event_stream");
    let folded = rows.chunk_by(same).filter_map(|rows| {
        let understood = rows.iter().filter_map(|row| entry(row).ok());
        let case = understood.fold(None, |case, entry| evolve(case, &entry, zone));
        let last = rows.last()?;
        Some((last.get("event_stream"), last.get("event_version"), case))
    });
    Ok(folded.collect())
}

/// Number of events in a stream.
pub(crate) async fn version(
    client: &Client,
    shard: ShardId,
    stream: Uuid,
) -> Result<i32, StoreError> {
    let row = client
        .query_typed_opt(sql!("stream_version"), &[(&shard.0, Type::INT2), (&stream, Type::UUID)])
        .await
        .doing("read the version of a stream")?;
    Ok(row.map_or(0, |row| row.get("version")))
}

async fn position_at(
    client: &Client,
    shard: ShardId,
    instant: Timestamp,
) -> Result<Position, StoreError> {
    let row = client
        .query_typed_one(
            sql!("position_at"),
            &[(&shard.0, Type::INT2), (&instant, Type::TIMESTAMPTZ)],
        )
        .await
        .doing("find the position of an instant")?;
    Ok(Position(row.get("position")))
}

async fn stream(
    client: &Client,
    shard: ShardId,
    stream: Uuid,
    until: i64,
) -> Result<Vec<Row>, StoreError> {
    client
        .query_typed(
            sql!("load_stream"),
            &[(&shard.0, Type::INT2), (&stream, Type::UUID), (&until, Type::INT8)],
        )
        .await
        .doing("load a stream")
}

fn fold(shard: ShardId, rows: &[Row], zone: &TimeZone) -> Result<Option<Loaded>, StoreError> {
    let mut entries = Vec::with_capacity(rows.len());
    let mut case = None;
    for row in rows {
        let entry = entry(row).map_err(|why| unreadable(shard, row, why))?;
        case = evolve(case, &entry, zone);
        entries.push(entry);
    }
    let Some((case, last)) = case.zip(rows.last()) else {
        return Ok(None);
    };
    Ok(Some(Loaded {
        case,
        version: last.get("event_version"),
        position: Position(last.get("event_position")),
        tip: last.get("event_link"),
        entries,
    }))
}

/// An entry of a case from its row.
pub(crate) fn entry(row: &Row) -> Result<Entry, String> {
    let recorded_at: Timestamp = row.get("recorded");
    let occurred_at: Option<Timestamp> = row.get("occurred");
    let actor: &[u8] = row.get("event_actor");
    Ok(Entry {
        version: row.get("event_version"),
        recorded_at,
        occurred_at: occurred_at.unwrap_or(recorded_at),
        by: serde_json::from_slice(actor).map_err(|e| e.to_string())?,
        event: stored::case_event(
            row.get("event_name"),
            row.get("event_shape"),
            row.get("event_payload"),
        )?,
    })
}

pub(crate) fn unreadable(shard: ShardId, row: &Row, why: String) -> StoreError {
    let position = Position(row.get("event_position"));
    StoreError::Unreadable { shard, position, name: row.get("event_name"), why }
}
