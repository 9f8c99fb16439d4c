//! The staff's rooms with a few cases in them, on a private PostgreSQL cluster in the system's
//! temporary folder: `cargo run -p web --example desk_preview -- "$(date -u +%FT%TZ)"`, then
//! <http://127.0.0.1:8097/desk>. The sign-ins are told in the terminal; everything is made up.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::ids::Ids;
use domain::moment::TimeSource;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::cluster::{Cluster, find_binaries};
use store::documents::Documents;
use store::{Database, Follower, Keyring, Register, rulebook};
use uuid::Uuid;
use web::{CodeMail, Counter, Post, Profile, Room, Sending, SystemChance};

#[path = "parts/cases.rs"]
mod cases;
#[path = "parts/office.rs"]
mod office;

/// A clock that goes on from the instant that it was told: one-time codes work where that is now.
#[derive(Clone)]
struct Clock {
    told: Timestamp,
    since: Instant,
}

impl TimeSource for Clock {
    fn now(&self) -> Timestamp {
        self.told.saturating_add(self.since.elapsed()).unwrap_or(self.told)
    }
}

struct Drawn(AtomicU64);

impl Ids for Drawn {
    fn next(&self) -> Uuid {
        let mut bytes = [0; 16];
        aws_lc_rs::rand::fill(&mut bytes).expect("the system has a random generator");
        bytes[..6].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes()[2..]);
        uuid::Builder::from_bytes(bytes).with_version(uuid::Version::SortRand).into_uuid()
    }
}

struct Silent;

impl Post for Silent {
    fn send_code(&self, _: CodeMail) -> Sending<'_> {
        Box::pin(async { Ok(()) })
    }
}

#[expect(clippy::print_stdout, reason = "the preview talks to whoever started it")]
fn tell(what: &str) {
    println!("{what}");
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let told = std::env::args().nth(1).ok_or("say what time it is: 2026-03-02T14:00:00Z")?;
    let clock = Clock { told: told.parse()?, since: Instant::now() };
    let home = std::env::temp_dir().join("redress-desk-preview");
    let named = std::env::var_os("REDRESS_PG_BIN");
    let path = std::env::var_os("PATH");
    let bin = find_binaries(named.as_deref().map(Path::new), path.as_deref(), &[])?;
    let cluster = Cluster::start(&home, &bin).await?;
    let database = Database::connect(&cluster.url, &cluster.direct_url).await?;
    database.migrate().await?;
    let start = clock.now().as_millisecond().unsigned_abs();
    let ids: Arc<dyn Ids> = Arc::new(Drawn(AtomicU64::new(start)));
    let keys = Keyring::open_or_create(&home.with_extension("keys"))?;
    let zone = TimeZone::get("America/Toronto")?;
    let register =
        Register::open(database, keys, rulebook::built_in()?, zone, Arc::clone(&ids)).await?;
    let folder = format!("file:{}", home.with_extension("files").display());
    let documents = Documents::open(&folder, register.clone())?;
    for line in office::people(&register, clock.now()).await? {
        tell(&line);
    }
    cases::file(&register, &documents, ids.as_ref(), clock.now()).await?;
    let follower = Follower::open(register.clone()).await?;
    while follower.tick(clock.now()).await? > 0 {}
    let time = clock.clone();
    actix_web::rt::spawn(async move {
        let mut beat = tokio::time::interval(Duration::from_millis(200));
        loop {
            beat.tick().await;
            while follower.tick(time.now()).await.is_ok_and(|handled| handled > 0) {}
        }
    });
    let counter = Counter {
        documents,
        register,
        staff: Room::default(),
        post: Arc::new(Silent),
        time: Arc::new(clock.clone()),
        ids,
        chance: Arc::new(SystemChance),
        profile: Profile::demonstration(),
        public_url: "http://127.0.0.1:8097".to_owned(),
        trusted_proxy: None,
        synthetic: true,
        secret: [7; 32],
    };
    tell("http://127.0.0.1:8097/desk");
    web::serve(counter, None, TcpListener::bind("127.0.0.1:8097")?).await?;
    cluster.stop().await?;
    Ok(())
}
