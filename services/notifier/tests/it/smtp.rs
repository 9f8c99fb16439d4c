//! What goes over the wire, and what each answer means.

use std::time::Duration;

use domain::Jurisdiction;
use domain::purpose::Language;
use letters::Rendered;
use notifier::{Mail, Smtp, Transport, Undelivered};
use uuid::Uuid;

use crate::sink::{Mode, Sink};

fn mail(to: &str) -> Mail {
    Mail {
        id: Uuid::from_u128(0xabc),
        jurisdiction: Jurisdiction::Us,
        to: to.to_owned(),
        name: Some("Zoë \"Zo\" Nguyễn\r\nBcc: other@example.org".to_owned()),
        sender: "Bureau des recours".to_owned(),
        lang: Language::Fr,
        content: Rendered {
            subject: "Pièces à envoyer".to_owned(),
            text: "Il y a une lettre pour vous.\n.\nÀ bientôt".to_owned(),
            html: "<!doctype html><p>Il y a une lettre pour vous.</p>".to_owned(),
            version: String::new(),
        },
        at: "2026-03-02T12:00:00Z".parse().expect("an instant"),
    }
}

fn smtp(sink: &Sink, patience: u64) -> Smtp {
    let patience = Duration::from_millis(patience);
    Smtp::new(&sink.url, "desk@redress.example", patience).expect("settings")
}

async fn try_once(mode: Mode, patience: u64) -> (Result<(), Undelivered>, Sink) {
    let sink = Sink::start(mode).await;
    let result = smtp(&sink, patience).deliver(&mail("zoe@example.org")).await;
    (result, sink)
}

#[tokio::test]
async fn a_mail_goes_to_one_address_with_both_texts() {
    let (result, sink) = try_once(Mode::Takes, 30_000).await;
    assert_eq!(result, Ok(()));
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    assert_eq!(taken[0].to, ["RCPT TO:<zoe@example.org>"]);
    let data = &taken[0].data;
    let injected = data.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc"));
    assert!(!injected, "a name is never a header\n{data}");
    for line in [
        "Auto-Submitted: auto-generated",
        "Content-Language: fr",
        "Message-ID: <00000000-0000-0000-0000-000000000abc@redress.example>",
        "Date: Mon, 02 Mar 2026 12:00:00 +0000",
        "From: \"Bureau des recours\" <desk@redress.example>",
        "Content-Type: multipart/alternative;",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/html; charset=utf-8",
    ] {
        assert!(data.contains(line), "{line} in\n{data}");
    }
    assert!(!data.contains("Bcc") && !data.contains("zoe@example.org\n "), "{data}");
    let (plain, html) = (data.find("text/plain"), data.find("text/html"));
    assert!(plain < html, "the richest part comes last");
}

#[tokio::test]
async fn every_retry_is_the_same_message() {
    let sink = Sink::start(Mode::HangsUp).await;
    let carrier = smtp(&sink, 30_000);
    let first = carrier.deliver(&mail("zoe@example.org")).await;
    assert!(matches!(first, Err(Undelivered::Later { .. })), "{first:?}");
    sink.behave(Mode::Takes);
    assert_eq!(carrier.deliver(&mail("zoe@example.org")).await, Ok(()));
    let taken = sink.taken();
    assert_eq!(taken[0], taken[1], "the second copy is recognised");
}

#[tokio::test]
async fn a_no_for_now_is_tried_again_and_a_no_for_good_is_not() {
    for code in [421, 450, 451, 452] {
        let (result, _) = try_once(Mode::Answers(code), 30_000).await;
        assert_eq!(result, Err(Undelivered::later(&format!("smtp-{code}"))));
    }
    for code in [550, 553] {
        let (result, _) = try_once(Mode::Answers(code), 30_000).await;
        assert_eq!(result, Err(Undelivered::never(&format!("smtp-{code}"))));
    }
    let (result, _) = try_once(Mode::AnswersAfterData(554), 30_000).await;
    assert_eq!(result, Err(Undelivered::never("smtp-554")));
}

#[tokio::test]
async fn silence_and_no_server_at_all_are_tried_again() {
    let (result, sink) = try_once(Mode::Silent, 300).await;
    assert_eq!(result, Err(Undelivered::later("timeout")));
    assert_eq!(sink.taken().len(), 1);
    let nobody = Smtp::new("smtp://127.0.0.1:1", "desk@redress.example", Duration::from_secs(5));
    let result = nobody.expect("settings").deliver(&mail("zoe@example.org")).await;
    assert_eq!(result, Err(Undelivered::later("network")));
}

#[tokio::test]
async fn what_is_not_one_address_goes_nowhere() {
    let sink = Sink::start(Mode::Takes).await;
    let carrier = smtp(&sink, 30_000);
    for to in [
        "",
        "zoe",
        "a@example.org, b@example.org",
        "a@example.org\r\nBcc: b@example.org",
        "a@example.org> RCPT TO:<b@example.org",
    ] {
        let result = carrier.deliver(&mail(to)).await;
        assert_eq!(result, Err(Undelivered::never("bad-address")), "{to}");
    }
    assert!(sink.taken().is_empty());
}
