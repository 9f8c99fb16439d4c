//! Shows the pages that need no database: `cargo run -p web --example preview`, then
//! <http://127.0.0.1:8099/>. Nothing is kept.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::web::Data;
use domain::ids::Ids;
use domain::moment::TimeSource;
use jiff::Timestamp;
use uuid::Uuid;
use web::{Counter, Profile, SystemChance};

struct Still;

impl TimeSource for Still {
    fn now(&self) -> Timestamp {
        Timestamp::constant(1_773_000_000, 0)
    }
}

struct Counted(AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)) << 64)
    }
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let counter = Counter {
        time: Arc::new(Still),
        ids: Arc::new(Counted(AtomicU64::new(1))),
        chance: Arc::new(SystemChance),
        profile: Profile::demonstration(),
        public_url: "http://127.0.0.1:8099".to_owned(),
        synthetic: true,
        secret: [7; 32],
    };
    web::serve(Data::new(counter), TcpListener::bind("127.0.0.1:8099")?).await
}
