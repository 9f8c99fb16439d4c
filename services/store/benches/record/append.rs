//! Appends of one event: so many clients, each with streams of its own, each waiting for its answer
//! before it goes on; in turn with the limits.

use std::time::{Duration, Instant};

use domain::ShardId;
use jiff::Timestamp;
use store::Database;
use store::bench::{Gate, Write};
use uuid::Uuid;

use crate::choices::Choices;
use crate::limits;
use crate::report::{Line, Report, Sample};
use crate::server::Server;

/// Streams over which the appends are spread.
const STREAMS: usize = 2_000;
const PAYLOAD: &[u8] = br#"{"amount":123456,"at":"2026-01-15T09:30:00.123456Z","author":"officer-0123","case":"case-000017","place":12,"priority":3,"state":"review","text":"0123456789abcdef The applicant was asked for the missing page of the notice; to be looked at again in ten days, see 01234567."}"#;

/// Appends of every concurrency, beside both limits.
pub(crate) async fn measure(server: &Server, choices: &Choices, report: &mut Report) {
    for clients in &choices.clients {
        let mut turns: [Vec<Sample>; 4] = Default::default();
        for _ in 0..choices.rounds {
            turns[0].push(limits::run(server, limits::PLAIN, *clients, choices.seconds).await);
            turns[1].push(ours(server, *clients, choices.seconds, 1).await);
            turns[2].push(limits::run(server, limits::SAME_ROWS, *clients, choices.seconds).await);
            turns[3].push(ours(server, *clients, choices.seconds, 2).await);
        }
        let [plain, one, same, two] = turns.map(|samples| Sample::median(&samples));
        let name = |what: &str| format!("append, {clients} clients{what}");
        let raw = "plain INSERT by pgbench";
        let rows = "the same rows and indexes by pgbench";
        report.add(Line::rate(name(""), one.per_second, plain.per_second, raw));
        report.add(Line::rate(
            name(", against the same rows"),
            one.per_second,
            same.per_second,
            rows,
        ));
        report.add(Line::rate(name(", two shards"), two.per_second, plain.per_second, raw));
        report.add(Line::time(name(", p50"), one.p50, plain.p50, raw));
        report.add(Line::time(name(", p99"), one.p99, plain.p99, raw));
    }
}

async fn ours(server: &Server, clients: usize, seconds: u64, shards: usize) -> Sample {
    let name = server.migrated().await;
    let url = server.url(&name);
    let database = Database::connect(&url, &url).await.unwrap();
    let gates: Vec<Gate> = (1..=shards)
        .map(|n| Gate::open(database.clone(), ShardId(i16::try_from(n).unwrap())))
        .collect();
    // The first second opens streams and warms up.
    let from = Instant::now() + Duration::from_secs(1);
    let until = from + Duration::from_secs(seconds);
    let mut tasks = Vec::new();
    for client in 0..clients {
        let gate = gates[client % shards].clone();
        tasks.push(tokio::spawn(client_of(gate, (client, clients), from, until)));
    }
    let mut latencies = Vec::new();
    for task in tasks {
        latencies.extend(task.await.unwrap());
    }
    drop((gates, database));
    server.drop(&name).await;
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    let per_second = latencies.len() as f64 / seconds as f64;
    Sample::of(per_second, latencies)
}

/// One client, until the end; microseconds of each append that both began and ended in time.
async fn client_of(
    gate: Gate,
    (client, clients): (usize, usize),
    from: Instant,
    until: Instant,
) -> Vec<u64> {
    let streams: Vec<Uuid> = (client..STREAMS).step_by(clients).map(stream).collect();
    let mut versions = vec![0; streams.len()];
    let mut latencies = Vec::new();
    for turn in 0_usize.. {
        let place = turn % streams.len();
        let began = Instant::now();
        let write = Write {
            command: command(client, turn),
            stream: streams[place],
            expected: versions[place],
            at: Timestamp::UNIX_EPOCH,
            payload: PAYLOAD.to_vec(),
            events: 1,
        };
        assert!(gate.append(write).await.unwrap(), "nobody else writes to this stream");
        versions[place] += 1;
        let ended = Instant::now();
        if ended > until {
            break;
        }
        if began >= from {
            latencies.push(u64::try_from((ended - began).as_micros()).unwrap());
        }
    }
    latencies
}

/// Ids in the order in which they are made, as those of version 7 are.
fn command(client: usize, turn: usize) -> Uuid {
    let (client, turn) = (u128::try_from(client).unwrap(), u128::try_from(turn).unwrap());
    Uuid::from_u128((turn << 80) | 0x7000_8000_0000_0000_0000 | client)
}

fn stream(n: usize) -> Uuid {
    Uuid::from_u128(0x7000_8000_0000_0000_0000 | u128::try_from(n + 1).unwrap())
}
