//! Who read which case and when: append only, chained, outside the gate of appends.

use domain::{Actor, CaseId, Jurisdiction};
use jiff::Timestamp;
use tokio_postgres::types::Type;

use super::Register;
use super::stored::{micros, of_actor};
use crate::error::{Doing as _, StoreError};
use crate::sql::sql;

impl Register {
    /// Writes down that somebody read a case; answers the line's number in the shard's log.
    pub async fn record_access(
        &self,
        jurisdiction: Jurisdiction,
        case: CaseId,
        actor: &Actor,
        what: &str,
        at: Timestamp,
    ) -> Result<i64, StoreError> {
        let client = self.0.database.pooled().await?;
        let row = client
            .query_typed_one(
                sql!("record_access"),
                &[
                    (&jurisdiction.shard().0, Type::INT2),
                    (&micros(at), Type::TIMESTAMPTZ),
                    (&case.0, Type::UUID),
                    (&of_actor(actor)?, Type::BYTEA),
                    (&what, Type::TEXT),
                ],
            )
            .await
            .doing("record an access")?;
        Ok(row.get("number"))
    }
}
