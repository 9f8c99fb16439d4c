//! What the counter is given when it opens: clock, chance, operator, addresses. Everything a
//! page needs from outside comes through here, so that tests and the demo can hand in their own.

use std::sync::Arc;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use domain::ids::Ids;
use domain::moment::TimeSource;

use crate::profile::Profile;

/// Where secrets of visits and codes come from. The demo and production draw from the system,
/// tests from a seed.
pub trait Chance: Send + Sync {
    /// Thirty-two unguessable bytes.
    fn bytes(&self) -> [u8; 32];
}

/// The operating system's generator.
#[derive(Debug, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        SystemRandom::new().fill(&mut bytes).expect("the system has a random generator");
        bytes
    }
}

/// The state shared by all pages of one process.
pub struct Counter {
    /// The clock.
    pub time: Arc<dyn TimeSource>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
    /// Where secrets come from.
    pub chance: Arc<dyn Chance>,
    /// Who runs this installation.
    pub profile: Profile,
    /// Address at which people reach it, such as `https://redress.example`.
    pub public_url: String,
    /// Whether people and cases in it are made up: every page then says so.
    pub synthetic: bool,
    /// Signs form tokens; the same in every process of an installation.
    pub secret: [u8; 32],
}

impl Counter {
    /// Whether people reach the installation over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The name of a cookie: bound to this host wherever TLS allows it.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.is_https() { format!("__Host-{name}") } else { name.to_owned() }
    }
}
