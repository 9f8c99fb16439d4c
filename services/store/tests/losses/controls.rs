//! The negative control: a table numbered by a sequence, written by the same tasks under the same
//! faults and read as many read such a table. Who reads on from the last number must miss rows.

use std::collections::BTreeSet;

use tokio_postgres::Client;

/// Makes the table.
pub(crate) async fn make(owner: &Client) {
    let table = "CREATE TABLE control (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)";
    owner.batch_execute(table).await.unwrap();
}

/// One transaction, which stalls with its number in hand and may be undone.
pub(crate) async fn write(client: &Client) {
    client.batch_execute("BEGIN; INSERT INTO control DEFAULT VALUES").await.unwrap();
    let stall = "SELECT random() < 0.1 AS undone, \
        CASE WHEN random() < 0.1 THEN pg_sleep(random() * 0.05) END";
    let undone: bool = client.query_one(stall, &[]).await.unwrap().get("undone");
    client.batch_execute(if undone { "ROLLBACK" } else { "COMMIT" }).await.unwrap();
}

/// Reads on from the last number that it saw.
#[derive(Default)]
pub(crate) struct Naive {
    last: i64,
    seen: BTreeSet<i64>,
}

impl Naive {
    pub(crate) async fn tick(&mut self, client: &Client) {
        let sql = "SELECT id FROM control WHERE id > $1 ORDER BY id";
        for row in client.query(sql, &[&self.last]).await.unwrap() {
            self.last = row.get(0);
            self.seen.insert(self.last);
        }
    }

    /// How many rows it missed, and of how many.
    pub(crate) async fn missed(&self, client: &Client) -> (usize, usize) {
        let rows = client.query("SELECT id FROM control", &[]).await.unwrap();
        let missed = rows.iter().filter(|row| !self.seen.contains(&row.get(0))).count();
        (missed, rows.len())
    }
}
