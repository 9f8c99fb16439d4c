//! The committed description is the truth: a difference is a change of the contract. To accept
//! one, write the new text down with `REDRESS_WRITE_CONTRACTS=1`.

use std::collections::BTreeSet;

use super::*;

fn text() -> String {
    serde_json::to_string_pretty(&openapi()).unwrap() + "\n"
}

#[test]
fn the_committed_description_is_this_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../contracts/openapi.json");
    if std::env::var_os("REDRESS_WRITE_CONTRACTS").is_some() {
        std::fs::write(path, text()).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == text(), "contracts/openapi.json is not what the program publishes");
}

fn references(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            if let Some(Value::String(target)) = all.get("$ref") {
                into.insert(target.clone());
            }
            all.values().for_each(|v| references(v, into));
        }
        Value::Array(all) => all.iter().for_each(|v| references(v, into)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let whole = openapi();
    let mut found = BTreeSet::new();
    references(&whole, &mut found);
    for target in found {
        assert!(whole.pointer(target.trim_start_matches('#')).is_some(), "{target}");
    }
}

#[test]
fn every_step_has_its_path_and_names_are_unique() {
    let whole = openapi();
    let paths = whole["paths"].as_object().unwrap();
    let steps = paths.keys().filter(|path| path.contains("/steps/")).count();
    let tables = case::steps::STEPS.iter().chain(Mechanism::ALL.iter().flat_map(|m| m.steps()));
    assert_eq!(steps, tables.filter(|s| is_outside(s)).count() - 1, "all but add-document");
    let mut names = BTreeSet::new();
    for item in paths.values() {
        for operation in item.as_object().unwrap().values() {
            assert!(
                names.insert(operation["operationId"].to_string()),
                "{}",
                operation["operationId"]
            );
        }
    }
}

#[test]
fn whatever_writes_asks_for_a_key_and_decisions_for_a_version() {
    let whole = openapi().to_string();
    assert!(whole.contains("\"openapi\":\"3.1.0\""));
    let paths = openapi()["paths"].clone();
    let parameters = |path: &str| paths[path]["post"]["parameters"].to_string();
    assert!(parameters("/cases").contains("IdempotencyKey"));
    let sign = parameters("/cases/{reference}/recourses/{recourse}/steps/sign");
    assert!(sign.contains("parameters/IfMatch\"") && sign.contains("IdempotencyKey"));
    assert!(!parameters("/auth/token").contains("IdempotencyKey"));
}
