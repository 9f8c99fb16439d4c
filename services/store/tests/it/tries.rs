//! Counts of tries, and the files of drafts: what is let through, and what is dropped.

use store::documents::Documents;
use store::tally::{self, Counted, Ladder, Tally};
use store::{draft_files, drafts, people};
use uuid::Uuid;

use super::common::{Fresh, at};
use super::stories::{US, traveller};

const TALLY: Tally<'_> = Tally { jurisdiction: US, kind: "sign-in", holder: "ana@example.org" };
const LADDER: Ladder<'_> = Ladder { waits: &[0, 0, 0, 60, 300], window: 86_400 };

#[tokio::test]
async fn tries_climb_a_ladder_and_are_forgotten() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let count = async |when| tally::count(&register, TALLY, LADDER, when).await.unwrap();
    for _ in 0..3 {
        assert_eq!(count(at(0, 0)).await, Counted::Now(at(0, 0)));
    }
    assert_eq!(count(at(0, 0)).await, Counted::Now(at(0, 1)));
    assert_eq!(count(at(0, 0)).await, Counted::Wait(60));
    assert_eq!(count(at(0, 1)).await, Counted::Now(at(0, 6)), "a wait is not counted");
    assert_eq!(count(at(0, 2)).await, Counted::Wait(240));
    let other = Tally { holder: "bob@example.org", ..TALLY };
    let free = tally::count(&register, other, LADDER, at(0, 2)).await.unwrap();
    assert_eq!(free, Counted::Now(at(0, 2)));
    assert_eq!(count(at(1, 0)).await, Counted::Now(at(1, 0)), "a day later");
    tally::forget(&register, TALLY).await.unwrap();
    assert_eq!(people::sweep(&register, at(1, 2)).await.unwrap(), 1, "the other one");
}

#[tokio::test]
async fn of_many_at_once_no_more_get_through_than_one_by_one() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let all = (0..40).map(|_| {
        let register = register.clone();
        tokio::spawn(async move { tally::count(&register, TALLY, LADDER, at(0, 0)).await })
    });
    let mut through = 0;
    for one in all.collect::<Vec<_>>() {
        through += usize::from(matches!(one.await.unwrap().unwrap(), Counted::Now(_)));
    }
    assert_eq!(through, 4);
}

#[tokio::test]
async fn files_of_a_draft_go_with_it_unless_a_filing_took_them() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file:{}", folder.path().display());
    let documents = Documents::open(&url, register.clone()).unwrap();
    let draft = Uuid::from_u128(77);
    drafts::create(&register, US, draft, b"{}", at(0, 0), at(30, 0)).await.unwrap();
    let put = async || {
        let whose = (draft, traveller(1));
        documents.put_with_draft(US, whose, b"%PDF", at(0, 0)).await.unwrap()
    };
    let (out, taken, left) = (put().await, put().await, put().await);
    let there = async |key: &str| documents.get(US, traveller(1), key, at(0, 0)).await.is_ok();
    documents.drop_from_draft(US, &out).await.unwrap();
    assert!(!there(&out).await && there(&left).await, "taken out by its owner");
    assert_eq!(
        draft_files::strike(&register, US.shard(), &[&taken]).await.unwrap(),
        [taken.as_str()]
    );
    documents.drop_from_draft(US, &taken).await.unwrap();
    assert_eq!(documents.sweep().await.unwrap(), 0, "the draft is there");
    assert_eq!(people::sweep(&register, at(30, 0)).await.unwrap(), 1);
    assert_eq!(documents.sweep().await.unwrap(), 1);
    assert!(!there(&left).await && there(&taken).await, "the filing keeps what it took");
    assert_eq!(documents.sweep().await.unwrap(), 0);
    documents.remove(&left).await.unwrap();
}
