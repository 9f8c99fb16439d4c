//! Runs the counter on a private PostgreSQL cluster in the system's temporary folder, with a
//! clock that stands still and codes that are shown in the terminal:
//! `cargo run -p web --example preview`, then <http://127.0.0.1:8099/>.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::ids::Ids;
use domain::moment::TimeSource;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::cluster::{Cluster, find_binaries};
use store::documents::Documents;
use store::{Database, Keyring, Register, rulebook};
use uuid::Uuid;
use web::{CodeMail, Counter, Post, Profile, Room, Sending, SystemChance};

struct Still;

impl TimeSource for Still {
    fn now(&self) -> Timestamp {
        // Later by a second with every look, so that codes can be asked for again.
        static LOOKS: AtomicU64 = AtomicU64::new(0);
        let looks = i64::try_from(LOOKS.fetch_add(1, Ordering::Relaxed)).unwrap_or(0);
        Timestamp::from_second(1_773_000_000 + looks).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

struct Counted(AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let mut bytes = [0; 16];
        aws_lc_rs::rand::fill(&mut bytes).expect("the system has a random generator");
        bytes[..6].copy_from_slice(&self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes()[2..]);
        uuid::Builder::from_bytes(bytes).with_version(uuid::Version::SortRand).into_uuid()
    }
}

/// Tells codes to whoever runs the preview.
struct Terminal;

impl Post for Terminal {
    fn send_code(&self, mail: CodeMail) -> Sending<'_> {
        Box::pin(async move {
            tell(&format!("code for {} ({}): {}", mail.to, mail.purpose.code(), mail.code));
            Ok(())
        })
    }
}

#[expect(clippy::print_stdout, reason = "the preview talks to whoever started it")]
fn tell(what: &str) {
    println!("{what}");
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let home = std::env::temp_dir().join("redress-preview");
    let named = std::env::var_os("REDRESS_PG_BIN");
    let path = std::env::var_os("PATH");
    let bin = find_binaries(named.as_deref().map(Path::new), path.as_deref(), &[])?;
    let cluster = Cluster::start(&home, &bin).await?;
    let database = Database::connect(&cluster.url, &cluster.direct_url).await?;
    database.migrate().await?;
    let ids: Arc<dyn Ids> =
        Arc::new(Counted(AtomicU64::new(Still.now().as_second().unsigned_abs())));
    let keys = Keyring::open_or_create(&home.with_extension("keys"))?;
    let zone = TimeZone::get("America/Toronto")?;
    let rules = rulebook::built_in()?;
    let register = Register::open(database, keys, rules, zone, Arc::clone(&ids)).await?;
    let folder = format!("file:{}", home.with_extension("files").display());
    let counter = Counter {
        documents: Documents::open(&folder, register.clone())?,
        register,
        staff: Room::default(),
        post: Arc::new(Terminal),
        time: Arc::new(Still),
        ids,
        chance: Arc::new(SystemChance),
        profile: Profile::demonstration(),
        public_url: "http://127.0.0.1:8099".to_owned(),
        trusted_proxy: None,
        synthetic: true,
        secret: [7; 32],
    };
    tell("http://127.0.0.1:8099/");
    web::serve(counter, None, TcpListener::bind("127.0.0.1:8099")?).await?;
    cluster.stop().await?;
    Ok(())
}
