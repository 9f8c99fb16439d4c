//! Registered programs that may use the API, with what each may do.

use domain::Jurisdiction;
use jiff::Timestamp;
use tokio_postgres::Row;
use tokio_postgres::types::Type;

use crate::database::Params;
use crate::error::StoreError;
use crate::register::Register;
use crate::sql::sql;

/// A registered program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Registered id.
    pub client_id: String,
    /// argon2id, PHC string.
    pub secret_hash: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// When it was registered.
    pub created_at: Timestamp,
}

/// Registers a program, or replaces its secret and scopes.
pub async fn put(
    register: &Register,
    jurisdiction: Jurisdiction,
    client: &Client,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&client.client_id, Type::TEXT),
        (&client.secret_hash, Type::TEXT),
        (&client.scopes, Type::TEXT_ARRAY),
        (&client.created_at, Type::TIMESTAMPTZ),
    ];
    register.database().change("register a program", sql!("insert_client"), params).await?;
    Ok(())
}

/// An open registration by its id.
pub async fn find(
    register: &Register,
    jurisdiction: Jurisdiction,
    client_id: &str,
) -> Result<Option<Client>, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&client_id, Type::TEXT)];
    let row = register.database().row("find a program", sql!("find_client"), params).await?;
    Ok(row.as_ref().map(client))
}

/// Every open registration, by id.
pub async fn list(
    register: &Register,
    jurisdiction: Jurisdiction,
) -> Result<Vec<Client>, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2)];
    let rows = register.database().rows("list programs", sql!("list_clients"), params).await?;
    Ok(rows.iter().map(client).collect())
}

/// Closes a registration.
pub async fn close(
    register: &Register,
    jurisdiction: Jurisdiction,
    client_id: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let params: Params<'_> = &[
        (&jurisdiction.shard().0, Type::INT2),
        (&client_id, Type::TEXT),
        (&at, Type::TIMESTAMPTZ),
    ];
    register.database().change("close a program", sql!("close_client"), params).await?;
    Ok(())
}

fn client(row: &Row) -> Client {
    Client {
        client_id: row.get("client_id"),
        secret_hash: row.get("secret_hash"),
        scopes: row.get("scopes"),
        created_at: row.get("created_at"),
    }
}
