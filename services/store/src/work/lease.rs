//! What one process at a time may do, until its lease lapses.

use domain::Jurisdiction;
use jiff::Timestamp;
use tokio_postgres::types::Type;

use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// Takes or extends a lease; false where another holds it.
pub async fn take(
    register: &Register,
    jurisdiction: Jurisdiction,
    name: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&name, Type::TEXT),
        (&holder, Type::TEXT),
        (&now, Type::TIMESTAMPTZ),
        (&until, Type::TIMESTAMPTZ),
    ];
    Ok(register.database().change("take a lease", sql!("take_lease"), params).await? == 1)
}
