//! The house's floor plan, checked against what the manifests say. A crate sees only the floors below its
//! own, and each package that shapes the house is named by one crate alone.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// Who lives on which floor. `verify` is a witness: it must not share code with what it checks.
const FLOORS: &[(&str, u8)] = &[
    ("domain", 0),
    ("measures", 1),
    ("store", 1),
    ("letters", 1),
    ("notifier", 2),
    ("scheduler", 2),
    ("web", 2),
    ("redress", 3),
    ("acceptance", 4),
];
const WITNESS: &str = "verify";
const MAY_CALL_THE_WITNESS: &[&str] = &["redress", "acceptance"];

/// Packages with one home. A name that ends in `*` stands for a family.
const HOMES: &[(&str, &[&str])] = &[
    // The acceptance tests clone and kill databases.
    ("tokio-postgres", &["store", "acceptance"]),
    ("refinery", &["store"]),
    ("deadpool*", &["store"]),
    ("minijinja*", &["letters"]),
    ("typst*", &["letters"]),
    ("lettre", &["notifier"]),
    ("cron", &["scheduler"]),
    // Spoken at the boundary to `cron` and nowhere else.
    ("chrono", &["scheduler"]),
    ("actix-*", &["web"]),
    ("askama*", &["web"]),
    ("jsonwebtoken", &["web"]),
    ("totp-rs", &["web"]),
];

const THE_LAW_NEEDS_ONLY: &[&str] = &["jiff", "serde", "thiserror", "uuid"];

#[test]
fn every_crate_sees_only_the_floors_below_and_keeps_to_its_own_packages() {
    let found = violations(&workspace());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_crate_is_named_like_its_folder() {
    for package in workspace()["packages"].as_array().unwrap() {
        let name = text(package, "name");
        let manifest = Path::new(text(package, "manifest_path"));
        let folder = manifest.parent().unwrap().file_name().unwrap().to_str().unwrap();
        let expected = if name == "acceptance" { "tests" } else { name };
        assert_eq!(folder, expected, "crate {name} lives in the folder {folder}");
    }
}

#[test]
fn a_wrong_edge_or_a_package_outside_its_home_is_found() {
    let planted = json!({"packages": [
        {"name": "domain", "dependencies": [{"name": "serde_json", "kind": null}]},
        {"name": "store", "dependencies": [{"name": "letters", "kind": "dev", "path": "x"}]},
        {"name": "verify", "dependencies": [{"name": "domain", "kind": null, "path": "x"}]},
        {"name": "web", "dependencies": [{"name": "verify", "kind": null, "path": "x"}]},
        {"name": "scheduler", "dependencies": [{"name": "actix-http", "kind": null}]},
        {"name": "attic", "dependencies": []},
    ]});
    assert_eq!(
        violations(&planted),
        [
            "domain needs serde_json: the law stands on jiff, serde, thiserror, uuid alone",
            "store sees letters, which is not on a floor below it",
            "verify sees domain: the witness stands alone",
            "web sees verify: only redress, acceptance may call the witness",
            "scheduler names actix-http, whose home is web",
            "attic has no floor in the house",
        ]
    );
}

fn violations(workspace: &Value) -> Vec<String> {
    workspace["packages"].as_array().unwrap().iter().flat_map(violations_of).collect()
}

fn violations_of(package: &Value) -> Vec<String> {
    let name = text(package, "name");
    let unknown = (name != WITNESS && floor(name).is_none())
        .then(|| format!("{name} has no floor in the house"));
    let edges = package["dependencies"].as_array().unwrap().iter();
    unknown.into_iter().chain(edges.filter_map(|edge| violation(name, edge))).collect()
}

fn violation(name: &str, edge: &Value) -> Option<String> {
    let needed = text(edge, "name");
    if edge["path"].is_string() {
        wrong_floor(name, needed)
    } else {
        wrong_home(name, needed).or_else(|| foreign_to_the_law(name, needed, &edge["kind"]))
    }
}

fn wrong_floor(name: &str, needed: &str) -> Option<String> {
    if name == WITNESS {
        return Some(format!("{name} sees {needed}: the witness stands alone"));
    }
    if needed == WITNESS {
        let callers = MAY_CALL_THE_WITNESS.join(", ");
        return (!MAY_CALL_THE_WITNESS.contains(&name))
            .then(|| format!("{name} sees {needed}: only {callers} may call the witness"));
    }
    (floor(name) <= floor(needed))
        .then(|| format!("{name} sees {needed}, which is not on a floor below it"))
}

fn wrong_home(name: &str, needed: &str) -> Option<String> {
    let (_, homes) = HOMES.iter().find(|(package, _)| matches(package, needed))?;
    (!homes.contains(&name))
        .then(|| format!("{name} names {needed}, whose home is {}", homes.join(", ")))
}

fn foreign_to_the_law(name: &str, needed: &str, kind: &Value) -> Option<String> {
    (name == "domain" && kind.is_null() && !THE_LAW_NEEDS_ONLY.contains(&needed)).then(|| {
        let enough = THE_LAW_NEEDS_ONLY.join(", ");
        format!("domain needs {needed}: the law stands on {enough} alone")
    })
}

fn matches(package: &str, needed: &str) -> bool {
    package.strip_suffix('*').map_or(package == needed, |family| needed.starts_with(family))
}

fn floor(name: &str) -> Option<u8> {
    FLOORS.iter().find(|(known, _)| *known == name).map(|(_, floor)| *floor)
}

fn workspace() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}
