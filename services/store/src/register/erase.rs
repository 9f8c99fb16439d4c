//! Erasing a person: the key is destroyed, the sealed rows and search tokens go, and nothing is ever
//! sealed for the person again. Events, chain and figures stand; documents no longer open. Whether
//! the law lets us (a hold, a duty to keep) is for the caller to know.

use domain::{Jurisdiction, SubjectId};
use jiff::Timestamp;
use tokio_postgres::types::Type;

use super::Register;
use crate::database::Params;
use crate::error::StoreError;
use crate::sql::sql;

impl Register {
    /// Erases a person from one jurisdiction's record; answers how many pieces of sealed matter
    /// there were.
    pub async fn erase(
        &self,
        jurisdiction: Jurisdiction,
        subject: SubjectId,
        at: Timestamp,
    ) -> Result<i64, StoreError> {
        let params: Params<'_> = &[
            (&jurisdiction.shard().0, Type::INT2),
            (&subject.0, Type::UUID),
            (&at, Type::TIMESTAMPTZ),
        ];
        let row = self.0.database.row("erase a person", sql!("erase_subject"), params).await?;
        Ok(row.map_or(0, |row| row.get("pieces")))
    }
}
