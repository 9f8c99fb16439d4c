//! Which step a program takes next on a case as it saw it, and what it says there. Steps that close a case are
//! rarer than those that keep it going, so that there is something left to decide.

use acceptance::chance::Chance;
use serde_json::{Value, json};

use super::work::Side;

/// Steps that name the version that was seen.
pub(super) const DECISIONS: &[&str] = &[
    "propose-decision",
    "sign",
    "send-back",
    "issue-decision",
    "return-out-of-scope",
    "transfer-out",
    "close-incomplete",
];
/// Steps that end a case before its time.
const ENDS: &[&str] = &["return-out-of-scope", "transfer-out", "withdraw", "close-incomplete"];

/// A step and its body.
pub(super) fn choose(side: Side, shown: &Value, chance: &mut Chance) -> (&'static str, Value) {
    let offered = shown["recourses"][0]["steps"].as_array().unwrap();
    let all: Vec<(&'static str, Value)> = offered
        .iter()
        .filter_map(|step| of_recourse(step.as_str().unwrap(), shown))
        .filter(|(step, _)| !ENDS.contains(step) || chance.below(6) == 0)
        .collect();
    if all.is_empty() || chance.below(3) == 0 {
        return of_case(side, chance);
    }
    let pick = usize::try_from(chance.below(all.len() as u64)).unwrap();
    all[pick].clone()
}

fn of_case(side: Side, chance: &mut Chance) -> (&'static str, Value) {
    let said = json!({ "text": format!("Number {}.", chance.next()) });
    match (side, chance.below(4)) {
        (Side::Program, _) => ("send-message", said),
        (Side::Office, 0) => ("assign", json!({})),
        (Side::Office, 1) => ("reply-to-traveller", said),
        (Side::Office, _) => ("add-note", said),
    }
}

fn of_recourse(step: &str, shown: &Value) -> Option<(&'static str, Value)> {
    let said = json!({ "text": "As was asked." });
    Some(match step {
        "check-file" => ("check-file", json!({ "missing": [] })),
        "ask-components" => ("ask-components", json!({ "components": ["CBP", "TSA"] })),
        "record-answer" => ("record-answer", answer(shown)?),
        "request-documents" => ("request-documents", json!({ "items": ["TRAVEL_DETAILS"] })),
        "answer-request" => ("answer-request", said),
        "close-request" => ("close-request", json!({})),
        "propose-decision" => ("propose-decision", proposal(shown)),
        "sign" => ("sign", json!({})),
        "send-back" => ("send-back", json!({ "reason": "Not clear enough yet." })),
        "issue-decision" => ("issue-decision", json!({})),
        "return-out-of-scope" => ("return-out-of-scope", json!({ "door": "CONSULATE" })),
        "transfer-out" => ("transfer-out", json!({ "door": "CRCL_COMPLAINT" })),
        "withdraw" => ("withdraw", json!({})),
        "close-incomplete" => ("close-incomplete", json!({})),
        "come-back" => ("come-back", json!({})),
        "reopen" => ("reopen", json!({ "reason": "NEW_FACT" })),
        "report-recurrence" => ("report-recurrence", json!({ "happened_on": "2026-03-01" })),
        "ask-urgency" => ("ask-urgency", json!({ "reason": "MEDICAL" })),
        "answer-urgency" => ("answer-urgency", json!({ "granted": true })),
        _ => return None,
    })
}

/// The first task that is open.
fn answer(shown: &Value) -> Option<Value> {
    let tasks = shown["recourses"][0]["tasks"].as_array()?;
    let open = tasks.iter().find(|task| task["answer"].is_null())?;
    Some(json!({ "task": open["id"], "answer": "NO_RECORD" }))
}

fn proposal(shown: &Value) -> Value {
    let finding = json!({
        "decision": shown["incidents"][0]["contested"][0]["id"], "outcome": "NO_CHANGE",
        "root_cause": "NAME_SIMILAR", "cleared_by": "PASSPORT",
    });
    json!({
        "findings": [finding], "disclosure": "full",
        "reasons_en": "We compared your papers with our records.",
        "reasons_fr": "Nous avons comparé vos papiers à nos dossiers.",
    })
}
