//! What the server does at best: one plain row a transaction, and the same rows with the same
//! indexes as an append of ours writes, both driven by pgbench, which does nothing else.

use std::process::Command;

use crate::report::Sample;
use crate::server::{Server, connect};

/// One row in a table of two documents.
pub(crate) const PLAIN: (&str, &str) =
    (include_str!("sql/plain_table.sql"), include_str!("sql/plain.pgbench"));
/// What one append writes: event, stream and command, with the record's indexes.
pub(crate) const SAME_ROWS: (&str, &str) =
    (include_str!("sql/same_rows_table.sql"), include_str!("sql/same_rows.pgbench"));
/// Connections that pgbench opens at most.
const CONNECTIONS: usize = 128;

/// Runs a script with so many connections; answers transactions a second and their latency.
pub(crate) async fn run(
    server: &Server,
    (table, script): (&str, &str),
    clients: usize,
    seconds: u64,
) -> Sample {
    let name = server.empty().await;
    let url = server.url(&name);
    connect(&url).await.batch_execute(table).await.unwrap();
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("script"), script).unwrap();
    let clients = clients.min(CONNECTIONS);
    let mut command = Command::new(server.tool("pgbench"));
    command.current_dir(&folder).args(["-n", "-M", "prepared", "-l", "-f", "script"]);
    command.args(["-c", &clients.to_string(), "-j", &clients.min(2).to_string()]);
    command.args(["-T", &seconds.to_string(), &url]);
    let ran = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")).unwrap();
    let per_second = rate.split(' ').next().unwrap().parse().unwrap();
    let latencies = latencies(&folder);
    std::fs::remove_dir_all(&folder).unwrap();
    server.drop(&name).await;
    Sample::of(per_second, latencies)
}

/// Microseconds of every transaction, from pgbench's own log.
fn latencies(folder: &std::path::Path) -> Vec<u64> {
    let logs = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let logs = logs.filter(|path| path.to_string_lossy().contains("pgbench_log"));
    logs.flat_map(|log| {
        let text = std::fs::read_to_string(log).unwrap();
        let third = |line: &str| line.split(' ').nth(2).unwrap().parse().unwrap();
        text.lines().map(third).collect::<Vec<u64>>()
    })
    .collect()
}
