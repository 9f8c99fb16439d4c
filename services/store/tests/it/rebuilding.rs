//! Rebuilding while people work: everything is built anew while commands go on and lists are read all
//! the time, and a projector that is killed in the middle of its pages ends where it should.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use store::follow::{Decision, Verdict, parked};
use store::{Follower, Register, caseload, matters, notices};
use tokio::task::JoinSet;
use tokio_postgres::Client;

use super::common::{Fresh, at};
use super::follow::settle;
use super::parked::from_tomorrow;
use super::stories::{US, case, file, write};

/// How large a run is.
struct Size {
    /// Cases that people work on.
    cases: u128,
    /// Messages in case 1.
    messages: u128,
    /// Copies of case 1 that lie in the record besides.
    copies: i64,
    /// Commands a second while it is rebuilt; as fast as they go where none is said.
    pace: Option<u64>,
}

/// Files cases, writes messages, and copies case 1 until there is a record of some size.
async fn fill(register: &Register, owner: &Client, size: &Size) {
    let mut hands = JoinSet::new();
    for n in 1..=size.cases {
        let register = register.clone();
        let messages = if n == 1 { size.messages } else { 2 };
        hands.spawn(async move {
            file(&register, n, "Ana Lima", at(0, 0)).await.unwrap();
            for number in 1..=messages {
                write(&register, n, number, at(1, 0)).await.unwrap();
            }
        });
    }
    while let Some(done) = hands.join_next().await {
        done.unwrap();
    }
    owner.execute(COPY_EVENTS, &[&case(1).0, &size.copies]).await.unwrap();
    owner.execute(COPY_STREAMS, &[&case(1).0]).await.unwrap();
    owner.batch_execute("ANALYZE register.event").await.unwrap();
}

/// Copies go on side by side, five hundred at a time, as cases do. Their ids are those of case 1
/// with another number; their links are none, which no follower looks at.
const COPY_EVENTS: &str = "
    WITH length AS (
      SELECT count(*) AS events FROM register.event WHERE shard = 2 AND stream_id = $1
    ), last AS (
      SELECT max(position) AS position, max(recorded_at) AS recorded_at FROM register.event
      WHERE shard = 2
    )
    INSERT INTO register.event
    SELECT last.position + (n / 500) * 500 * length.events
        + (e.version - 1) * least(500, $2::bigint - (n / 500) * 500) + n % 500 + 1,
      last.recorded_at, e.occurred_at, e.version, e.shard, e.kind, e.shape,
      ('01940000-0000-7000-8000-' || lpad(to_hex(n), 10, '0') || '00')::uuid,
      e.command_id, e.correlation_id, e.cause_id, e.name, e.rules,
      convert_to(replace(convert_from(e.actor, 'UTF8'), '7000-8000-0000000001',
        '7000-9000-' || lpad(to_hex(n), 10, '0')), 'UTF8'),
      convert_to(replace(convert_from(e.payload, 'UTF8'), '7000-8000-0000000001',
        '7000-9000-' || lpad(to_hex(n), 10, '0')), 'UTF8'),
      e.sealed_digest, e.leaf, e.link
    FROM generate_series(0, $2::bigint - 1) AS n, last, length, register.event e
    WHERE e.shard = 2 AND e.stream_id = $1";

const COPY_STREAMS: &str = "
    INSERT INTO register.stream
    SELECT e.shard, e.stream_id, e.kind, max(e.version), min(e.position), max(e.position), o.tip, NULL
    FROM register.event e
    JOIN register.stream o ON o.shard = 2 AND o.stream_id = $1
    WHERE e.shard = 2 AND e.stream_id::text LIKE '01940000-%'
    GROUP BY e.shard, e.stream_id, e.kind, o.tip";

/// What goes on meanwhile, until it is told to stop.
struct Meanwhile {
    over: Arc<AtomicBool>,
    reads: Arc<AtomicU64>,
    commands: Arc<AtomicU64>,
    tasks: JoinSet<()>,
}

impl Meanwhile {
    fn new() -> Self {
        Self {
            over: Arc::default(),
            reads: Arc::default(),
            commands: Arc::default(),
            tasks: JoinSet::new(),
        }
    }

    /// The queue, the list of one case and the figures are read without a break; none may fail.
    fn read(&mut self, register: &Register, cases: u128) {
        for reader in 0..3 {
            let (register, over, reads) =
                (register.clone(), Arc::clone(&self.over), Arc::clone(&self.reads));
            self.tasks.spawn(async move {
                let today = jiff::civil::date(2026, 1, 6);
                let mut turn: u128 = 0;
                while !over.load(Ordering::Acquire) {
                    turn += 1;
                    let of = case(turn % cases + 1);
                    let one = caseload::Filter { cases: Some(vec![of]), ..Default::default() };
                    let all = caseload::Filter::default();
                    let found = match reader {
                        0 => caseload::queue(&register, US, &all, today, None, 50)
                            .await
                            .unwrap()
                            .len(),
                        1 => caseload::queue(&register, US, &one, today, None, 50)
                            .await
                            .unwrap()
                            .len(),
                        _ if turn.is_multiple_of(20) => {
                            matters::read(&register, &[US]).await.unwrap().facts.len()
                        }
                        _ => notices::of_case(&register, US, of).await.unwrap().len(),
                    };
                    assert!(found > 0, "reader {reader} found nothing");
                    reads.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    }

    /// Messages go on being written.
    fn write(&mut self, register: &Register, size: &Size, hands: u128) {
        let wait = size.pace.map(|pace| Duration::from_micros(1_000_000 * 8 / pace));
        for hand in 0..hands {
            let (register, over, commands) =
                (register.clone(), Arc::clone(&self.over), Arc::clone(&self.commands));
            let (cases, first) = (size.cases, size.messages + 1);
            self.tasks.spawn(async move {
                let mut beat = tokio::time::interval(wait.unwrap_or(Duration::from_micros(1)));
                let own: Vec<u128> = (2..=cases).filter(|n| n % hands == hand).collect();
                for number in first.. {
                    for n in &own {
                        if over.load(Ordering::Acquire) {
                            return;
                        }
                        if wait.is_some() {
                            beat.tick().await;
                        }
                        write(&register, *n, number, at(2, 0)).await.unwrap();
                        commands.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    }

    /// The live tables follow.
    fn follow(&mut self, follower: Arc<Follower>) {
        let over = Arc::clone(&self.over);
        self.tasks.spawn(async move {
            while !over.load(Ordering::Acquire) {
                if follower.tick(at(9, 0)).await.unwrap() == 0 {
                    tokio::task::yield_now().await;
                }
            }
        });
    }

    async fn stop(mut self) -> (u64, u64) {
        self.over.store(true, Ordering::Release);
        while let Some(done) = self.tasks.join_next().await {
            done.unwrap();
        }
        (self.reads.load(Ordering::Relaxed), self.commands.load(Ordering::Relaxed))
    }
}

/// An event that nobody understands lies in case 1: it alone waits aside, for each follower.
async fn poison(register: &Register, follower: &Follower, owner: &Client) {
    let sql = "SELECT version FROM register.stream WHERE shard = 2 AND stream_id = $1";
    let version = owner.query_one(sql, &[&case(1).0]).await.unwrap().get(0);
    let position = from_tomorrow(owner, 1, version).await;
    settle(follower).await;
    let waiting = parked(register).await.unwrap();
    assert_eq!(waiting.len(), 5, "{waiting:?}");
    for one in waiting {
        assert_eq!((one.stream, one.position), (case(1).0, position));
        let reason = "it says nothing that a list needs";
        let decision = Decision { verdict: Verdict::Skip, by: "J. Roy", reason };
        let told = follower.decide(&one.follower, (US, position), decision, at(9, 0)).await;
        assert_eq!(told.unwrap(), Some(0));
    }
    assert!(parked(register).await.unwrap().is_empty());
}

async fn rebuilt_while_people_work(size: Size) {
    let fresh = Fresh::migrated().await;
    let (register, owner) = (fresh.register(1).await, fresh.owner().await);
    let follower = Arc::new(Follower::open(register.clone()).await.unwrap());
    let begun = Instant::now();
    fill(&register, &owner, &size).await;
    let filled = begun.elapsed();
    let begun = Instant::now();
    let events = settle(&follower).await;
    let live = begun.elapsed();
    poison(&register, &follower, &owner).await;
    // Another process does the work meanwhile, and a third one rebuilds.
    let (other, third) = (fresh.register(2).await, fresh.register(3).await);
    let rebuilder = Follower::open(third).await.unwrap();
    let mut meanwhile = Meanwhile::new();
    meanwhile.read(&register, size.cases);
    meanwhile.write(&other, &size, 8);
    meanwhile.follow(Arc::clone(&follower));
    let begun = Instant::now();
    let reports = rebuilder.rebuild_together(&rebuilder.names(), &|_, _| {}).await.unwrap();
    let took = begun.elapsed();
    let (reads, commands) = meanwhile.stop().await;
    for report in &reports {
        assert!(report.equal() && report.waited == 0, "{report:?}");
        assert!(report.events >= (size.copies * 6).unsigned_abs(), "{report:?}");
    }
    assert!(reads > 10 && commands > 10, "{reads} reads and {commands} commands stress nothing");
    settle(&follower).await;
    for report in rebuilder.rebuild_together(&rebuilder.names(), &|_, _| {}).await.unwrap() {
        assert!(report.equal(), "{report:?}");
    }
    let built = reports[0].events;
    let rate = |count: u64| u128::from(count) * 1_000 / took.as_millis().max(1);
    eprintln!(
        "{events} events: filled in {filled:.1?}, followed in {live:.1?}; {} projections of {built} \
         events rebuilt in {took:.1?} ({} events/s) beside {commands} commands ({}/s) and {reads} \
         reads, none of which failed",
        reports.len(),
        rate(built),
        rate(commands),
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_rebuilt_while_people_work() {
    rebuilt_while_people_work(Size { cases: 20, messages: 14, copies: 250, pace: None }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn campaign_a_million_events_are_rebuilt_while_people_work() {
    rebuilt_while_people_work(Size { cases: 400, messages: 44, copies: 20_000, pace: Some(500) })
        .await;
}

/// Ends one connection that is in the middle of a follower's page; answers whether there was one.
const KILL_ONE: &str = "
    SELECT count(pg_terminate_backend(pid)) AS killed FROM (
      SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
        AND query ~ '^-- store::(follow::(advance|place|sift|install)|projections|reactions)'
      ORDER BY random() LIMIT 1
    ) AS found";

/// Kills until it is told to stop; answers how often it did.
async fn kill(owner: Client, over: Arc<AtomicBool>) -> i64 {
    let mut killed = 0;
    while !over.load(Ordering::Acquire) {
        killed += owner.query_one(KILL_ONE, &[]).await.unwrap().get::<_, i64>("killed");
        tokio::task::yield_now().await;
    }
    killed
}

async fn killed_in_the_middle(kills: u64) {
    let fresh = Fresh::migrated().await;
    let (register, owner) = (fresh.register(1).await, fresh.owner().await);
    let follower = Follower::open(fresh.register(2).await).await.unwrap();
    let size = Size { cases: 20, messages: 5, copies: 20, pace: None };
    fill(&register, &owner, &size).await;
    let mut meanwhile = Meanwhile::new();
    let killing = tokio::spawn(kill(fresh.owner().await, Arc::clone(&meanwhile.over)));
    meanwhile.write(&register, &size, 1);
    // A kill that nobody felt came too late: only those that cut a page short count.
    let mut felt = 0;
    while felt < kills {
        felt += u64::from(follower.tick(at(9, 0)).await.is_err());
    }
    let (_, commands) = meanwhile.stop().await;
    let killed = killing.await.unwrap();
    // Connections that died in the pool are found out one by one.
    while follower.tick(at(9, 0)).await.is_err() {}
    settle(&follower).await;
    assert!(parked(&register).await.unwrap().is_empty(), "a killed connection is no event's fault");
    for report in follower.rebuild_together(&follower.names(), &|_, _| {}).await.unwrap() {
        assert!(report.equal(), "{report:?}");
    }
    let sql = "
        SELECT count(*) FROM work.outbox o FULL JOIN read.notices n
          ON n.shard = o.shard AND n.outbox_id = o.id
        WHERE o.id IS NULL OR n.outbox_id IS NULL";
    let odd: i64 = owner.query_one(sql, &[]).await.unwrap().get(0);
    assert_eq!(odd, 0, "each letter that was called for is queued once");
    eprintln!("{felt} pages cut short by {killed} kills beside {commands} commands: tables equal");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_projector_that_is_killed_ends_where_it_should() {
    killed_in_the_middle(10).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn campaign_a_projector_is_killed_two_hundred_times() {
    killed_in_the_middle(200).await;
}
