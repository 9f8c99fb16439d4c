//! People who file, write, hand in and leave drafts behind, each with words that nobody else has.

use std::path::Path;
use std::sync::Arc;

use acceptance::api::{Api, filing};
use acceptance::chance::Chance;
use acceptance::installation::Installation;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use domain::Jurisdiction;
use domain::ids::Ids;
use domain::purpose::Language;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::direct_mail::{Brings, Direct};
use store::{Database, Keyring, Register, codes, direct_mail, drafts, rulebook, sessions};
use uuid::Uuid;

const LETTERS: u64 = 26;
const LENGTH: usize = 15;

/// Somebody with a case.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) case: String,
    pub(super) subject: String,
    /// Name, address, birthplace, narrative, message, file's name, file's bytes, draft.
    pub(super) words: Vec<String>,
}

fn word(chance: &mut Chance) -> String {
    let letter = |_| char::from(b'a' + u8::try_from(chance.below(LETTERS)).unwrap());
    (0..LENGTH).map(letter).collect()
}

/// Files, writes and hands in.
pub(super) fn come(client: &Api, n: usize, chance: &mut Chance) -> Person {
    let words: Vec<String> = (0..8).map(|_| word(chance)).collect();
    let mut body = filing(&format!("{}@example.org", words[1]), "2026-02-20");
    body["traveller"]["name"] = json!(format!("Maude {}", words[0]));
    body["traveller"]["birthplace"] = json!(words[2]);
    body["incidents"][0]["narrative"] = json!(format!("It happened at {} again.", words[3]));
    let filed = client.post("/api/v1/cases", Some(&format!("file-{n}")), &body).unwrap().done();
    let case = filed["reference"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/cases/{case}");
    let said = json!({ "text": format!("Please ask {}.", words[4]) });
    let key = format!("write-{n}");
    client.post(&format!("{path}/steps/send-message"), Some(&key), &said).unwrap().done();
    let paper = format!("%PDF-1.4\n% {}\ntrailer << /Root 1 0 R >>\n%%EOF\n", words[6]);
    let handed = json!({
        "item": "IDENTITY_DOCUMENT", "name": format!("{}.pdf", words[5]),
        "content": BASE64.encode(paper),
    });
    let key = format!("hand-in-{n}");
    client.post(&format!("{path}/documents"), Some(&key), &handed).unwrap().done();
    Person { case, subject: String::new(), words }
}

/// Ids from a counter far from all others.
struct Counted(std::sync::atomic::AtomicU64);

impl Ids for Counted {
    fn next(&self) -> Uuid {
        let n = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Uuid::from_u128(0x0fff_0000_0000_7000_8000_0000_0000_0000 | u128::from(n))
    }
}

/// The record of an installation, as another process of ours has it.
pub(super) async fn register(house: &Installation) -> Register {
    let database = Database::connect(house.program_url(), &house.owner_url()).await.unwrap();
    let keys = Keyring::open_or_create(&keyring(house.folder())).unwrap();
    let (rules, zone) = (rulebook::built_in().unwrap(), TimeZone::UTC);
    let ids = Arc::new(Counted(std::sync::atomic::AtomicU64::new(1)));
    Register::open(database, keys, rules, zone, ids).await.unwrap()
}

pub(super) fn keyring(folder: &Path) -> std::path::PathBuf {
    folder.join("data/keyring.json")
}

/// Leaves behind what pages leave: a draft with its session and code, a mail to the address that waits.
pub(super) async fn leave_behind(register: &Register, n: usize, person: &Person, at: Timestamp) {
    let (us, ids) = (Jurisdiction::Us, 0x0eee_0000_0000_7000_8000_0000_0000_0000 | (n as u128));
    let (draft, until) = (Uuid::from_u128(ids), at + SignedDuration::from_hours(24 * 30));
    let address = format!("{}@example.org", person.words[1]);
    let body = json!({ "email": address, "narrative": person.words[7] }).to_string();
    drafts::create(register, us, draft, body.as_bytes(), at, until).await.unwrap();
    drafts::attach(register, us, draft, &address).await.unwrap();
    let (cookie, holder) = (format!("cookie-{n}"), draft.to_string());
    sessions::create(register, us, &cookie, &holder, holder.as_bytes(), at, until).await.unwrap();
    let holder = format!("{draft} {address}");
    codes::issue(register, us, "resume", &holder, "ABCD1234", at, until).await.unwrap();
    let mail = Direct {
        to: address,
        lang: Language::Fr,
        synthetic: true,
        brings: Brings::Code {
            code: "ABCD1234".to_owned(),
            purpose: "resume".to_owned(),
            minutes: 15,
        },
    };
    // Asked for in days to come, so that it waits.
    let later = at + SignedDuration::from_hours(24 * 20);
    direct_mail::put(register, us, Uuid::from_u128(ids), &mail, later, until).await.unwrap();
}
