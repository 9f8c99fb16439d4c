//! Faults inside an append: it runs in a transaction that stalls before and behind the gate, is undone, or
//! dies with the process, as the test set up. Nothing else differs.

use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Error, Row};

use super::at;
use crate::database::Direct;
use crate::sql::sql;

/// Runs an append as one transaction with the faults that were set up.
pub(crate) async fn append(
    direct: &Direct,
    statement: &'static str,
    params: &[(&(dyn ToSql + Sync), Type)],
) -> Result<Vec<Row>, Error> {
    let client = &direct.client;
    client.batch_execute(sql!("begin")).await?;
    at("append-begun");
    fail::fail_point!("append-before-gate");
    let result = direct.query(statement, params).await;
    fail::fail_point!("append-behind-gate");
    let undone = match result {
        Ok(rows) if !must_undo() => {
            at("append-written");
            client.batch_execute(sql!("commit")).await?;
            at("append-committed");
            return Ok(rows);
        }
        // A division by zero: the server itself says that all was undone.
        Ok(_) => client.batch_execute(sql!("undo")).await,
        Err(error) => Err(error),
    };
    client.batch_execute(sql!("rollback")).await?;
    undone.map(|()| Vec::new())
}

fn must_undo() -> bool {
    fail::fail_point!("append-undone", |_| true);
    false
}
