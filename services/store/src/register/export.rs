//! The record as lines of JSON, bytes as hex: what an outside verifier checks without this program
//! and without the database. Nothing sealed is in it, only the commitments.

use std::io::Write;

use domain::{Jurisdiction, Position};
use jiff::Timestamp;
use serde::Serialize;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::Register;
use crate::database::Params;
use crate::error::StoreError;
use crate::hex;
use crate::sql::sql;

/// Events in one page of an export.
const PAGE: i64 = 2_000;

/// One line; instants in microseconds since 1970, as they are hashed.
#[derive(Serialize)]
pub(crate) struct Line {
    shard: i16,
    position: i64,
    stream: Uuid,
    kind: i16,
    version: i32,
    name: String,
    shape: i16,
    recorded_at: i64,
    occurred_at: Option<i64>,
    command: Uuid,
    correlation: Uuid,
    cause: Option<Uuid>,
    rules: String,
    actor: String,
    payload: String,
    sealed_digest: Option<String>,
    leaf: String,
    link: String,
}

impl Register {
    /// Writes one shard's record, oldest first; answers how many events that were.
    pub async fn export_record(
        &self,
        jurisdiction: Jurisdiction,
        out: &mut (dyn Write + Send),
    ) -> Result<u64, StoreError> {
        let shard = jurisdiction.shard();
        let (mut after, mut written) = (Position(0), 0);
        loop {
            let until = after.0 + PAGE;
            let params: Params<'_> =
                &[(&shard.0, Type::INT2), (&after.0, Type::INT8), (&until, Type::INT8)];
            let rows =
                self.0.database.rows("export the record", sql!("export_page"), params).await?;
            let Some(last) = rows.last() else {
                return Ok(written);
            };
            after = Position(last.get("position"));
            for row in &rows {
                write(out, &line(row)).map_err(|e| StoreError::Unwritable {
                    what: "export".to_owned(),
                    why: e.to_string(),
                })?;
                written += 1;
            }
        }
    }
}

fn write(out: &mut (dyn Write + Send), line: &Line) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

pub(crate) fn line(row: &Row) -> Line {
    let bytes = |column: &str| hex::encode(row.get(column));
    Line {
        shard: row.get("shard"),
        position: row.get("position"),
        stream: row.get("stream_id"),
        kind: row.get("kind"),
        version: row.get("version"),
        name: row.get("name"),
        shape: row.get("shape"),
        recorded_at: row.get::<_, Timestamp>("recorded_at").as_microsecond(),
        occurred_at: row.get::<_, Option<Timestamp>>("occurred_at").map(Timestamp::as_microsecond),
        command: row.get("command_id"),
        correlation: row.get("correlation_id"),
        cause: row.get("cause_id"),
        rules: row.get("rules"),
        actor: bytes("actor"),
        payload: bytes("payload"),
        sealed_digest: row.get::<_, Option<&[u8]>>("sealed_digest").map(hex::encode),
        leaf: bytes("leaf"),
        link: bytes("link"),
    }
}
