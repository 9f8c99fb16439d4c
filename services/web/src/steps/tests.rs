//! Every step of every table: its form, filled in from its own field list, becomes its command.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::recourse::definition::PartKind;
use uuid::Uuid;

use super::*;

/// Ids that count.
struct Counting(AtomicU64);

impl Ids for Counting {
    fn next(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

fn counting() -> Counting {
    Counting(AtomicU64::new(1))
}

const SUBJECT: SubjectId = SubjectId(Uuid::from_u128(9));

fn sealer(ids: &Counting) -> Sealer<'_> {
    Sealer::new(ids, SUBJECT, Some("en"))
}

fn targets() -> Vec<Target> {
    let recourse = |m: &Mechanism| Target::Recourse(RecourseId(Uuid::from_u128(7)), *m);
    let mut all = vec![Target::Case];
    all.extend(Mechanism::ALL.iter().map(recourse));
    all
}

/// What a browser sends for a field that was filled in.
fn typed(field: &Field) -> Vec<(String, String)> {
    let pair = |key: String, value: &str| (key, value.to_owned());
    let own = || field.key.to_owned();
    let id = Uuid::from_u128(5).to_string();
    match field.kind {
        FieldKind::Text => vec![pair(own(), "RDR-00000-0000A")],
        FieldKind::Sealed => vec![pair(own(), "Zoë said so.")],
        FieldKind::Date => vec![
            pair(format!("{}-day", field.key), "7"),
            pair(format!("{}-month", field.key), "3"),
            pair(format!("{}-year", field.key), "2026"),
        ],
        FieldKind::Choice(codes) => vec![pair(own(), codes[0])],
        FieldKind::Choices(codes) => codes.iter().map(|code| pair(own(), code)).collect(),
        FieldKind::YesNo => vec![pair(own(), "yes")],
        FieldKind::Part(
            PartKind::OpenTask
            | PartKind::OpenCorrection
            | PartKind::Contested
            | PartKind::Staff
            | PartKind::Document,
        ) => vec![pair(own(), &id)],
        FieldKind::Findings => {
            let mut all = vec![pair("findings-decision".to_owned(), &id)];
            for (part, codes) in FINDING {
                all.push(pair(format!("findings-{id}-{part}"), codes[0]));
            }
            all
        }
    }
}

fn form(step: &Step, only_required: bool) -> Posted {
    let asked = step.asks.iter().filter(|field| field.required || !only_required);
    Posted::of(asked.flat_map(typed).collect())
}

fn key(command: &Command) -> &'static str {
    match command {
        Command::Case { step } => step.key(),
        Command::Recourse { step: recourse::Command::Inquiry(step), .. } => step.key(),
        Command::Open(_) | Command::RecordNotice { .. } => "none",
    }
}

#[test]
fn every_form_becomes_its_command() {
    let ids = counting();
    for target in targets() {
        for step in target.steps().iter().filter(|s| s.who != [Role::System]) {
            if has_own_form(step) {
                continue;
            }
            for only_required in [false, true] {
                let body = body_of_form(step, &form(step, only_required));
                let order = order(target, step, &body, sealer(&ids));
                let order = order.unwrap_or_else(|t| panic!("{}: {t:?}", step.key));
                assert_eq!(key(&order.command), step.key);
            }
        }
    }
}

#[test]
fn files_and_people_have_orders_of_their_own() {
    let ids = counting();
    let file = File {
        name: "passport.pdf".into(),
        media_type: "application/pdf".into(),
        bytes: 3,
        sha256: "00".into(),
        key: "k".into(),
    };
    let order = document("OTHER", file, "paper", sealer(&ids)).unwrap();
    assert_eq!((key(&order.command), order.matter.len()), ("add-document", 1));
    let order = person(SUBJECT, Person::default(), sealer(&ids)).unwrap();
    assert_eq!((key(&order.command), order.matter.len()), ("change-person", 1));
}

#[test]
fn an_empty_form_names_every_required_field() {
    let ids = counting();
    for target in targets() {
        for step in target.steps().iter().filter(|s| !has_own_form(s)) {
            let required: Vec<&str> =
                step.asks.iter().filter(|f| f.required).map(|f| f.key).collect();
            let found = match order(target, step, &Body::new(), sealer(&ids)) {
                Ok(_) => vec![],
                Err(troubles) => troubles,
            };
            if step.who == [Role::System] {
                continue;
            }
            let named: Vec<&str> = found.iter().map(|t| t.at.as_str()).collect();
            assert_eq!(named, required, "{}", step.key);
            assert!(found.iter().all(|t| t.what == "missing"));
        }
    }
}

#[test]
fn text_is_sealed_and_leaves_no_word_in_the_command() {
    let ids = counting();
    let step = Target::Case.step("add-note").unwrap();
    let body = body_of_form(step, &form(step, false));
    let order = order(Target::Case, step, &body, sealer(&ids)).unwrap();
    let written = serde_json::to_string(&order.command).unwrap();
    assert!(!written.contains("Zoë"), "{written}");
    let text = Content::Text { text: "Zoë said so.".into(), lang: Some("en".into()) };
    assert_eq!(order.matter[0].content, text);
    assert_eq!(order.matter[0].subject, SUBJECT);
}

#[test]
fn a_sealed_fact_is_there_whether_or_not_a_list_was_concerned() {
    let ids = counting();
    let target = targets()[1];
    let step = target.step("propose-decision").unwrap();
    let mut body = body_of_form(step, &form(step, false));
    for fact in [None, Some("LISTING_KEPT")] {
        if let Some(fact) = fact {
            body["findings"][0]["sealed"] = json!(fact);
        }
        let order = order(target, step, &body, sealer(&ids)).unwrap();
        let details = order.matter.iter().filter(|m| matches!(m.content, Content::Details { .. }));
        assert_eq!(details.count(), 1);
    }
}

#[test]
fn names_what_is_wrong_and_where() {
    let ids = counting();
    let target = targets()[1];
    let check = |key: &str, body: Value| {
        let step = target.step(key).unwrap();
        order(target, step, body.as_object().unwrap(), sealer(&ids)).unwrap_err()
    };
    let date = json!({"happened_on": "2026-02-30"});
    assert_eq!(check("report-recurrence", date), [Trouble::new("happened_on", "not-a-date")]);
    let code = json!({"items": ["OTHER", "X"]});
    assert_eq!(check("request-documents", code), [Trouble::new("items/1", "unknown-code")]);
    let more = json!({"status": "closed"});
    assert_eq!(check("sign", more), [Trouble::new("status", "unknown-field")]);
    let long = json!({"reason": "x".repeat(TEXT + 1)});
    assert_eq!(check("send-back", long), [Trouble::new("reason", "too-long")]);
    let finding = json!({"findings": [{"decision": "x"}], "disclosure": "full"});
    let places: Vec<String> =
        check("propose-decision", finding).into_iter().map(|t| t.at).collect();
    assert_eq!(places.len(), 4, "{places:?}");
    assert_eq!(check("answer-urgency", json!({"granted": "yes"}))[0].what, "not-yes-or-no");
}

#[test]
fn nobody_outside_takes_a_step_of_the_program() {
    assert!(targets()[1].step("elapse").is_none());
}
