//! The database behind an installation, as its owner sees it: to look at what no page shows, and to plant
//! what no program would do.

use tokio::runtime::{Builder, Runtime};
use tokio_postgres::{Client, NoTls, SimpleQueryMessage};

/// The owner's connection.
#[derive(Debug)]
pub struct Owner {
    client: Client,
    runtime: Runtime,
}

impl Owner {
    /// Connects.
    ///
    /// # Panics
    /// Where the database does not answer.
    pub fn connect(url: &str) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let connected = runtime.block_on(tokio_postgres::connect(url, NoTls));
        let (client, connection) = connected.expect("connect as the owner");
        runtime.spawn(connection);
        Self { client, runtime }
    }

    /// Runs statements; answers the rows of the last ones as texts, an absent value as an empty one.
    ///
    /// # Panics
    /// Where the database refuses one.
    pub fn run(&self, statements: &str) -> Vec<Vec<String>> {
        let ran = self.runtime.block_on(self.client.simple_query(statements));
        let mut rows = Vec::new();
        for message in ran.expect("statements that the database knows") {
            if let SimpleQueryMessage::Row(row) = message {
                let text = |column| row.get(column).unwrap_or_default().to_owned();
                rows.push((0..row.len()).map(text).collect());
            }
        }
        rows
    }

    /// One number.
    ///
    /// # Panics
    /// Where there is none.
    pub fn number(&self, statement: &str) -> i64 {
        let rows = self.run(statement);
        let text = rows.first().and_then(|row| row.first()).expect("a row");
        text.parse().unwrap_or_else(|_| panic!("{statement}: no number in {text:?}"))
    }
}
