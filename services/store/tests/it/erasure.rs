//! Erasing: what goes, in whatever state a crash left it; what a hold refuses; what the ledger
//! outside brings to light.

use domain::MatterId;
use domain::matter::{Content, File, Matter};
use jiff::Timestamp;
use store::documents::Documents;
use store::erasure::{self, Certificate, Counts, Eraser, Ledger, Order, Step, hold, missing};
use store::{Register, StoreError, codes, direct_mail, drafts, mailbox, sessions};
use uuid::Uuid;

use super::common::{Fresh, at};
use super::stories::{US, by_traveller, case, file, message, person, traveller};

/// A record with a document store and a ledger.
pub(crate) struct House {
    pub(crate) register: Register,
    pub(crate) documents: Documents,
    pub(crate) ledger: Ledger,
    pub(crate) folder: tempfile::TempDir,
}

impl House {
    pub(crate) fn of(register: &Register) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("file:{}", folder.path().join("documents").display());
        let documents = Documents::open(&url, register.clone()).unwrap();
        let ledger = Ledger::at(&folder.path().join("erasures.jsonl"));
        Self { register: register.clone(), documents, ledger, folder }
    }

    pub(crate) fn order(n: u128) -> Order {
        Order {
            jurisdiction: US,
            subject: traveller(n),
            id: Uuid::from_u128(0xE0000 + n),
            reason: "asked for by the person".to_owned(),
            by: "registrar".to_owned(),
            replayed: false,
        }
    }

    pub(crate) async fn begin(&self, order: Order, at: Timestamp) -> Result<Eraser, StoreError> {
        Eraser::begin(&self.register, &self.documents, &self.ledger, order, at).await
    }

    /// Erases to the end; answers what was destroyed.
    pub(crate) async fn erase(&self, n: u128, at: Timestamp) -> Counts {
        let mut eraser = self.begin(Self::order(n), at).await.unwrap();
        while eraser.tick(at).await.unwrap().is_some() {}
        let found = erasure::of(&self.register, US, traveller(n)).await.unwrap().unwrap();
        assert!(found.done_at.is_some());
        found.counts
    }

    /// Files on disk.
    pub(crate) fn files(&self) -> usize {
        let folders = std::fs::read_dir(self.folder.path().join("documents")).unwrap();
        folders.flatten().map(|f| std::fs::read_dir(f.path()).unwrap().count()).sum()
    }
}

fn address(n: u128) -> String {
    format!("person{n}@example.org")
}

fn letter(n: u128) -> mailbox::Mail {
    mailbox::Mail {
        to: address(n),
        from: "office".to_owned(),
        lang: "en".to_owned(),
        subject: "Your case".to_owned(),
        text: "Dear".to_owned(),
        html: "<p>Dear".to_owned(),
        message_id: format!("<{n}@x>"),
    }
}

/// Case `n` with everything that may lie around its traveller.
async fn furnish(house: &House, n: u128) {
    let (register, when) = (&house.register, at(0, 0));
    file(register, n, "Zoë Lefèvre", when).await.unwrap();
    let key = house.documents.put(US, traveller(n), b"scan", when).await.unwrap();
    let mut handed = message(n, 1);
    let content = Content::File(File {
        name: "passport.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: 4,
        sha256: "00".to_owned(),
        key,
    });
    let id = MatterId(Uuid::from_u128(0xF000 + n));
    handed.matter.push(Matter { id, subject: traveller(n), content });
    register.submit(case(n), US, handed, by_traveller(n, at(0, 1))).await.unwrap();
    let draft = Uuid::from_u128(0xD000 + n);
    let body = format!("{{\"email\":\"{}\"}}", address(n));
    drafts::create(register, US, draft, body.as_bytes(), when, at(30, 0)).await.unwrap();
    let whose = (draft, traveller(1000 + n));
    house.documents.put_with_draft(US, whose, b"draft scan", when).await.unwrap();
    for (cookie, body) in [("case", traveller(n).to_string()), ("draft", draft.to_string())] {
        let cookie = format!("{cookie}-{n}");
        let made =
            sessions::create(register, US, &cookie, "holder", body.as_bytes(), when, at(30, 0));
        made.await.unwrap();
    }
    let holder = format!("{draft} {}", address(n));
    codes::issue(register, US, "prove-address", &holder, "123", when, at(0, 15)).await.unwrap();
    let mail = direct_mail::Direct {
        to: address(n),
        lang: domain::purpose::Language::En,
        synthetic: true,
        brings: direct_mail::Brings::Code {
            code: "123".to_owned(),
            purpose: "track".to_owned(),
            minutes: 15,
        },
    };
    let id = Uuid::from_u128(0xA000 + n);
    direct_mail::put(register, US, id, &mail, when, at(0, 15)).await.unwrap();
    mailbox::put(register, US, Uuid::from_u128(0xB000 + n), &letter(n), when).await.unwrap();
}

const AROUND: [&str; 6] = ["drafts", "sessions", "codes", "direct_mails", "mailbox", "files"];

/// How many rows of people's schema are left beside those of the survivor.
async fn rows(fresh: &Fresh) -> i64 {
    let owner = fresh.owner().await;
    let mut all = 0;
    for table in ["sealed", "search", "draft", "session", "code", "direct_mail", "mailbox"] {
        let count = format!("SELECT count(*) FROM people.{table}");
        all += owner.query_one(&count, &[]).await.unwrap().get::<_, i64>(0);
    }
    for table in ["document", "draft_file"] {
        let count = format!("SELECT count(*) FROM people.{table}");
        all += owner.query_one(&count, &[]).await.unwrap().get::<_, i64>(0);
    }
    all
}

#[tokio::test]
async fn all_that_lies_around_a_person_goes_and_a_neighbour_keeps_theirs() {
    let fresh = Fresh::migrated().await;
    let house = House::of(&fresh.register(1).await);
    furnish(&house, 1).await;
    let alone = (rows(&fresh).await, house.files());
    furnish(&house, 2).await;
    let follower = store::Follower::open(house.register.clone()).await.unwrap();
    while follower.tick(at(0, 3)).await.unwrap() > 0 {}
    let counts = house.erase(2, at(1, 0)).await;
    for what in AROUND {
        assert!(counts[what] >= 1, "{what}: {counts:?}");
    }
    assert_eq!(counts["sealed_matter"], 4, "{counts:?}");
    assert!(counts["letters_waiting"] >= 1, "{counts:?}");
    assert_eq!(counts["projection_caseload"], 0);
    assert_eq!((rows(&fresh).await, house.files()), alone, "{counts:?}");
    let kept = house.register.matter(US, &[person(1), person(2)]).await.unwrap();
    assert!(kept.contains_key(&person(1)) && !kept.contains_key(&person(2)));
    let refused = house.documents.put(US, traveller(2), b"late", at(2, 0)).await;
    assert!(matches!(refused, Err(StoreError::Erased)));
    let certificate = Certificate::of(&house.register, US, traveller(2)).await.unwrap().unwrap();
    assert_eq!(certificate.copies_open_with.len(), 1, "the key in use still opens copies");
    assert!(certificate.text().contains("still open with m-"), "{}", certificate.text());
}

#[tokio::test]
async fn an_erasure_cut_at_any_step_is_finished_by_asking_again() {
    let fresh = Fresh::migrated().await;
    let house = House::of(&fresh.register(1).await);
    furnish(&house, 1).await;
    let alone = (rows(&fresh).await, house.files());
    for (process, steps) in (2..).zip(0..6) {
        let n = u128::from(process);
        furnish(&house, n).await;
        let mut cut = house.begin(House::order(n), at(1, 0)).await.unwrap();
        for _ in 0..steps {
            cut.tick(at(1, 0)).await.unwrap().unwrap();
        }
        drop(cut);
        // Another process, which knows nothing of the first.
        let again = House { register: fresh.register(process).await, ..House::of(&house.register) };
        let again =
            House { documents: house.documents.clone(), ledger: house.ledger.clone(), ..again };
        let counts = again.erase(n, at(1, 1)).await;
        assert_eq!(counts["sealed_matter"], 4, "cut behind {steps} steps: {counts:?}");
        assert_eq!((rows(&fresh).await, house.files()), alone, "cut behind {steps} steps");
        assert!(missing(&house.register, &house.ledger).await.unwrap().is_empty());
    }
    assert_eq!(house.ledger.read().unwrap().len(), 6);
}

#[tokio::test]
async fn a_hold_refuses_an_erasure_until_it_is_lifted() {
    let fresh = Fresh::migrated().await;
    let house = House::of(&fresh.register(1).await);
    file(&house.register, 1, "Bob", at(0, 0)).await.unwrap();
    let register = &house.register;
    let act = hold::Act { reason: "file 12", by: "counsel", at: at(0, 1) };
    let id = Uuid::from_u128(0xC0);
    let unknown = hold::set(register, US, traveller(9), id, act).await;
    assert!(matches!(unknown, Err(StoreError::NobodyKnown)));
    hold::set(register, US, traveller(1), id, act).await.unwrap();
    let refused = house.begin(House::order(1), at(1, 0)).await;
    assert!(matches!(refused, Err(StoreError::Held { holds }) if holds == [id]));
    assert!(house.ledger.read().unwrap().is_empty(), "refused, but in the ledger");
    assert!(hold::lift(register, US, id, act).await.unwrap());
    assert!(!hold::lift(register, US, id, act).await.unwrap());
    house.erase(1, at(2, 0)).await;
    let late = hold::set(register, US, traveller(1), Uuid::from_u128(0xC1), act).await;
    assert!(matches!(late, Err(StoreError::Erased)));
    assert_eq!(hold::list(register, US).await.unwrap()[0].lifted_by.as_deref(), Some("counsel"));
    let nobody = house.begin(House::order(9), at(2, 0)).await;
    assert!(matches!(nobody, Err(StoreError::NobodyKnown)));
}

#[tokio::test]
async fn the_ledger_tells_what_a_restored_database_lacks_and_is_replayed() {
    let fresh = Fresh::migrated().await;
    let house = House::of(&fresh.register(1).await);
    furnish(&house, 1).await;
    house.erase(1, at(1, 0)).await;
    let restored = Fresh::migrated().await;
    let back = House::of(&restored.register(1).await);
    furnish(&back, 1).await;
    let back = House { ledger: house.ledger.clone(), ..back };
    let lacking = missing(&back.register, &back.ledger).await.unwrap();
    assert_eq!(lacking.len(), 1);
    assert_eq!((lacking[0].jurisdiction, lacking[0].subject), (US, traveller(1)));
    // A hold that was lifted since the copy was made stands in it again.
    let act = hold::Act { reason: "file 12", by: "counsel", at: at(0, 1) };
    hold::set(&back.register, US, traveller(1), Uuid::from_u128(0xC0), act).await.unwrap();
    for _ in 0..2 {
        let order = Order { id: lacking[0].erasure, replayed: true, ..House::order(1) };
        let mut eraser = back.begin(order, at(3, 0)).await.unwrap();
        let mut last = None;
        while let Some(step) = eraser.tick(at(3, 0)).await.unwrap() {
            last = Some(step);
        }
        assert_eq!(last, Some(Step::LAST));
    }
    assert!(missing(&back.register, &back.ledger).await.unwrap().is_empty());
    assert!(back.register.matter(US, &[person(1)]).await.unwrap().is_empty());
    assert_eq!(back.ledger.read().unwrap().len(), 1);
}

#[tokio::test]
async fn a_code_is_kept_without_the_address_it_is_for() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let holder = "draft-1 zoe@example.org";
    codes::issue(&register, US, "resume", holder, "A1", at(0, 0), at(0, 15)).await.unwrap();
    let owner = fresh.owner().await;
    let row = owner.query_one("SELECT c::text FROM people.code c", &[]).await.unwrap();
    assert!(!row.get::<_, String>(0).contains("zoe"));
    let tried = codes::attempt(&register, US, "resume", holder, "A1", at(0, 1)).await.unwrap();
    assert_eq!(tried, codes::Tried::Right);
}
