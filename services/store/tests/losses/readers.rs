//! Readers of the record who read on from where they were, as every follower does. At each look
//! what they get must go on exactly where they stopped.

use tokio_postgres::Client;

/// Most events of one look.
const PAGE: i64 = 1_000;

/// A reader.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) last: i64,
    /// Looks that found something.
    pub(crate) looks: u64,
}

impl Reader {
    /// Reads on; answers how many events there were.
    pub(crate) async fn tick(&mut self, client: &Client) -> usize {
        let sql = "SELECT position FROM register.event \
            WHERE shard = 2 AND position > $1 ORDER BY position LIMIT $2";
        let rows = client.query(sql, &[&self.last, &PAGE]).await.unwrap();
        for row in &rows {
            let position: i64 = row.get(0);
            assert_eq!(position, self.last + 1, "a gap: what follows it will never be read");
            self.last = position;
        }
        self.looks += u64::from(!rows.is_empty());
        rows.len()
    }
}
