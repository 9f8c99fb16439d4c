//! A case with the proof that its events are in the log: what its owner can check without the
//! record and without this program. Sealed matter is not in it, only the commitments.

use domain::{CaseId, Jurisdiction};
use serde::Serialize;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

use super::alarm::Alarm;
use super::events::unsigned;
use super::head::Head;
use super::tiles;
use crate::database::Params;
use crate::error::StoreError;
use crate::hex;
use crate::register::Register;
use crate::register::export::{Line, line};
use crate::sql::sql;

/// A case as it is handed out.
#[derive(Serialize)]
struct Proof {
    /// The signed head, as text.
    head: String,
    events: Vec<Proved>,
    /// Events of the case that no head covers yet: they are not in the proof.
    unsealed: usize,
}

#[derive(Serialize)]
struct Proved {
    event: Line,
    /// Hashes that join the event to the root, from below.
    path: Vec<String>,
}

impl Register {
    /// A case's events with their proofs against the last head, as JSON.
    pub async fn export_case(
        &self,
        jurisdiction: Jurisdiction,
        case: CaseId,
    ) -> Result<Vec<u8>, StoreError> {
        let (shard, database) = (jurisdiction.shard(), self.database());
        let what = |what| StoreError::Row { doing: "prove a case", what };
        let row = database
            .row("read the last head", sql!("last_head"), &[(&shard.0, Type::INT2)])
            .await?
            .ok_or_else(|| what("no head was signed yet"))?;
        let note: String = row.get("note");
        let head = Head::of_text(&note, shard).ok_or_else(|| what("the last head is not one"))?;
        let params: Params<'_> = &[(&shard.0, Type::INT2), (&case.0, Type::UUID)];
        let rows = database.rows("read a case", sql!("stream"), params).await?;
        if rows.is_empty() {
            return Err(what("there is no such case"));
        }
        let position = |row: &Row| unsigned(row.get("position"));
        let (sealed, unsealed): (Vec<&Row>, Vec<&Row>) =
            rows.iter().partition(|row| position(row) <= head.size);
        let leaves: Vec<u64> = sealed.iter().map(|row| position(row) - 1).collect();
        let mut nodes = tiles::edge(database, shard, head.size).await?;
        tiles::around(database, shard, head.size, &leaves, &mut nodes).await?;
        let changed = Alarm::Changed { shard, size: head.size };
        if nodes.root(head.size) != Some(head.root) {
            return Err(changed.into());
        }
        let proved = |row: &&Row| {
            let path = nodes.inclusion(position(row) - 1, head.size).ok_or(changed.clone())?;
            let path = path.iter().map(|hash| hex::encode(hash)).collect();
            Ok(Proved { event: line(row), path })
        };
        let events = sealed.iter().map(proved).collect::<Result<Vec<Proved>, Alarm>>()?;
        let proof = Proof { head: note, events, unsealed: unsealed.len() };
        serde_json::to_vec(&proof)
            .map_err(|e| StoreError::Unwritable { what: "a proof".to_owned(), why: e.to_string() })
    }
}
