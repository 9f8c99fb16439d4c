//! The heart of an erasure: the key is destroyed, the sealed rows and search tokens go, and nothing
//! is ever sealed for the person again. What stands around it (holds, files, mails) is `erasure`.

use domain::{Jurisdiction, SubjectId};
use jiff::Timestamp;
use tokio_postgres::types::Type;

use super::Register;
use crate::database::Params;
use crate::error::StoreError;
use crate::sql::sql;

impl Register {
    /// Destroys the key of a person; answers how many pieces of sealed matter and how many search
    /// tokens there were.
    pub(crate) async fn destroy(
        &self,
        jurisdiction: Jurisdiction,
        subject: SubjectId,
        at: Timestamp,
    ) -> Result<(u64, u64), StoreError> {
        let params: Params<'_> = &[
            (&jurisdiction.shard().0, Type::INT2),
            (&subject.0, Type::UUID),
            (&at, Type::TIMESTAMPTZ),
        ];
        let row = self.0.database.row("destroy a key", sql!("erase_subject"), params).await?;
        let count = |row: &tokio_postgres::Row, name: &str| {
            u64::try_from(row.get::<_, i64>(name)).unwrap_or_default()
        };
        Ok(row.map_or((0, 0), |row| (count(&row, "pieces"), count(&row, "tokens"))))
    }
}
