//! Mail to an address, the demonstration's mailbox, and the ledger of daily jobs.

use domain::purpose::Language;
use jiff::civil::date;
use store::direct_mail::{Brings, Direct};
use store::mailbox::Mail;
use store::{Keyring, Register, direct_mail, jobs, mailbox};
use uuid::Uuid;

use super::common::{Counted, Fresh, at, rules, zone};
use super::stories::US;

fn mail(code: &str) -> Direct {
    let brings = Brings::Code { code: code.to_owned(), purpose: "track".to_owned(), minutes: 20 };
    Direct { to: "zoe@example.org".to_owned(), lang: Language::Fr, synthetic: true, brings }
}

#[tokio::test]
async fn a_direct_mail_is_asked_for_once_and_leased_by_one_worker() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let id = Uuid::from_u128(9);
    for code in ["482913", "000000"] {
        direct_mail::put(&register, US, id, &mail(code), at(0, 0), at(1, 0)).await.unwrap();
    }
    let early = direct_mail::lease(&register, "a", at(-1, 0), 60.0, 10).await.unwrap();
    assert!(early.is_empty(), "not due yet");
    let mine = direct_mail::lease(&register, "a", at(0, 0), 60.0, 10).await.unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!((&mine[0].mail, mine[0].attempts), (&mail("482913"), 1));
    let theirs = direct_mail::lease(&register, "b", at(0, 0), 60.0, 10).await.unwrap();
    assert!(theirs.is_empty(), "another worker has it");
    assert!(direct_mail::put_back(&register, &mine[0], at(0, 1), "smtp-451").await.unwrap());
    let again = direct_mail::lease(&register, "b", at(0, 1), 60.0, 10).await.unwrap();
    assert_eq!(again[0].attempts, 2);
    assert!(direct_mail::settle_sent(&register, &again[0], at(0, 1)).await.unwrap());
    assert!(
        !direct_mail::settle_failed(&register, &again[0], at(0, 1), "late").await.unwrap(),
        "it is settled once"
    );
    assert_eq!(direct_mail::sweep(&register, at(2, 0)).await.unwrap(), 1);
}

#[tokio::test]
async fn the_mailbox_keeps_each_mail_once_newest_first() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let mail = |subject: &str| Mail {
        to: "zoe@example.org".to_owned(),
        from: "Redress desk".to_owned(),
        lang: "fr".to_owned(),
        subject: subject.to_owned(),
        text: "Bonjour".to_owned(),
        html: "<p>Bonjour</p>".to_owned(),
        message_id: "<1@redress.example>".to_owned(),
    };
    for (n, subject, hour) in [(1, "one", 1), (2, "two", 2), (1, "one again", 3)] {
        mailbox::put(&register, US, Uuid::from_u128(n), &mail(subject), at(0, hour)).await.unwrap();
    }
    let all = mailbox::list(&register, 10, 0).await.unwrap();
    let subjects: Vec<&str> = all.iter().map(|kept| kept.mail.subject.as_str()).collect();
    assert_eq!(subjects, ["two", "one"]);
    let one = mailbox::get(&register, Uuid::from_u128(1)).await.unwrap();
    assert_eq!(one.unwrap().mail, mail("one"));
    assert!(mailbox::get(&register, Uuid::from_u128(3)).await.unwrap().is_none());
}

#[tokio::test]
async fn a_job_is_done_once_for_its_day() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let day = date(2026, 3, 2);
    assert!(!jobs::is_done(&register, US, "digest", day).await.unwrap());
    assert!(jobs::record(&register, US, "digest", day, at(0, 0)).await.unwrap());
    assert!(!jobs::record(&register, US, "digest", day, at(0, 1)).await.unwrap());
    assert!(jobs::is_done(&register, US, "digest", day).await.unwrap());
}

/// A mail sealed under a key that is gone is given up, and the others go on.
#[tokio::test]
async fn a_mail_that_does_not_open_holds_up_nobody() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    let (keys, zone) = (Keyring::ephemeral().unwrap(), zone());
    let stranger = Register::open(fresh.database().await, keys, rules(), zone, Counted::range(2))
        .await
        .unwrap();
    for (who, n) in [(&stranger, 1), (&register, 2)] {
        let id = Uuid::from_u128(n);
        direct_mail::put(who, US, id, &mail("482913"), at(0, 0), at(1, 0)).await.unwrap();
    }
    let mine = direct_mail::lease(&register, "a", at(0, 0), 60.0, 10).await.unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0].id, Uuid::from_u128(2));
    let theirs = direct_mail::lease(&stranger, "b", at(0, 0), 60.0, 10).await.unwrap();
    assert!(theirs.is_empty(), "it is given up, not left");
}
