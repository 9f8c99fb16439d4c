//! What the counter is given when it opens: clock, chance, operator, addresses. Everything a
//! page needs from outside comes through here, so that tests and the demo can hand in their own.

use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use domain::ids::Ids;
use domain::moment::TimeSource;
use domain::rule::Bilingual;
use letters::CodePurpose;
use store::Register;
use store::documents::Documents;

use crate::lang::Lang;
use crate::profile::{Both, Profile};
use crate::staff::record::Room;

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

/// A one-time code on its way to an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeMail {
    /// The address.
    pub to: String,
    /// Language of its reader.
    pub lang: Lang,
    /// The code.
    pub code: String,
    /// What it opens.
    pub purpose: CodePurpose,
    /// How long it works.
    pub minutes: u32,
}

/// Hands a code to the mail system. It answers once the mail will go out for certain.
pub trait Post: Send + Sync {
    /// Sends a code.
    fn send_code(&self, mail: CodeMail) -> Sending<'_>;
}

/// What comes of handing over a mail.
pub type Sending<'a> =
    Pin<Box<dyn Future<Output = Result<(), Box<dyn std::error::Error + Send + Sync>>> + Send + 'a>>;

/// The state shared by all pages of one process.
pub struct Counter {
    /// The record.
    pub register: Register,
    /// Files that were handed in.
    pub documents: Documents,
    /// The mail system.
    pub post: Arc<dyn Post>,
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
    /// The proxy in front, if there is one: it says where a request comes from.
    pub trusted_proxy: Option<IpAddr>,
    /// Whether people and cases in it are made up: every page then says so.
    pub synthetic: bool,
    /// Signs form tokens; the same in every process of an installation.
    pub secret: [u8; 32],
    /// What the staff's doors count and sign with: `Room::default()`.
    pub staff: Room,
}

impl Counter {
    /// Eight digits for a mail.
    pub fn draw_code(&self) -> String {
        let mut eight = [0; 8];
        eight.copy_from_slice(&self.chance.bytes()[..8]);
        let drawn = u64::from_be_bytes(eight);
        format!("{:08}", drawn % 100_000_000)
    }

    /// The operator as letters name it.
    pub fn letters_profile(&self) -> letters::Profile {
        let both = |text: &Both| Bilingual { en: text.en.clone(), fr: text.fr.clone() };
        let profile = &self.profile;
        letters::Profile {
            name: both(&profile.name),
            decides: both(&profile.decides),
            files_with_decider: profile.kind.files_with_decider(),
            sender: both(&profile.sender),
            email: profile.email.clone(),
            phone: profile.phone.clone(),
            address: profile.address.clone(),
            site: self.public_url.clone(),
            zone: both(&profile.zone),
        }
    }

    /// Whether people reach the installation over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The name of a cookie: bound to this host wherever TLS allows it.
    pub fn cookie_name(&self, name: &str) -> String {
        if self.is_https() { format!("__Host-{name}") } else { name.to_owned() }
    }
}
