//! The description of the interface, made from the table of routes, the step tables and the
//! shapes of bodies and answers. The committed copy is `contracts/openapi.json`; a test fails
//! where the two differ.

use domain::Role;
use domain::case;
use domain::recourse::Mechanism;
use domain::recourse::definition::{Field, FieldKind, PartKind, Step};
use domain::recourse::inquiry::codes::SealedFact;
use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use super::law::DateRequest;
use super::problem::Problem;
use super::types::{
    Case, Caseload, Deadlines, DocumentUpload, History, PersonChange, Receipt, Token, TokenRequest,
};
use super::{BASE, OPERATIONS, Operation};
use crate::insight::described;
use crate::steps::filing::{CODES, Filing};
use crate::steps::{FINDING, TEXT, has_own_form};

#[cfg(test)]
mod tests;

/// The whole description.
pub fn openapi() -> Value {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        put(&mut paths, operation.path, operation.method, described(operation));
    }
    for step in case::steps::STEPS.iter().filter(|s| is_outside(s) && s.key != "add-document") {
        let path = format!("/cases/{{reference}}/steps/{}", step.key);
        put(&mut paths, &path, "POST", step_operation(step, "case"));
    }
    for mechanism in Mechanism::ALL {
        for step in mechanism.steps().iter().filter(|s| is_outside(s)) {
            let path = format!("/cases/{{reference}}/recourses/{{recourse}}/steps/{}", step.key);
            put(&mut paths, &path, "POST", step_operation(step, mechanism.code()));
        }
    }
    put(&mut paths, described::PATH, "GET", described::operation());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Redress",
            "version": "1",
            "description": "Redress of border decisions: cases, their recourses, clocks and history. \
                Errors are problem details with a stable code, in English or French by Accept-Language. \
                Lists of codes may grow.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": BASE }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
            "schemas": schemas(),
            "parameters": parameters(),
            "responses": { "Problem": {
                "description": "A problem, with a stable code.",
                "content": { "application/problem+json": { "schema": reference("Problem") } },
            } },
        },
    })
}

fn is_outside(step: &Step) -> bool {
    step.who != [Role::System]
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn put(paths: &mut Map<String, Value>, path: &str, method: &str, operation: Value) {
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[method.to_lowercase()] = operation;
}

fn described(operation: &Operation) -> Value {
    let mut all = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": path_parameters(operation.path),
        "responses": responses(operation.answer, operation.writes),
    });
    if let Some(parameters) = all["parameters"].as_array_mut() {
        for (name, text) in operation.query {
            parameters.push(json!({ "name": name, "in": "query", "required": false,
                "description": text, "schema": query_schema(name) }));
        }
        if operation.writes {
            parameters.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
        }
    }
    if let Some(body) = operation.body {
        all["requestBody"] = request_body(&reference(body), true);
        if operation.id == "addDocument" {
            all["requestBody"]["content"]["multipart/form-data"] = json!({ "schema": {
                "type": "object", "required": ["item", "file"],
                "properties": { "item": { "type": "string" }, "file": { "type": "string", "format": "binary" } },
            } });
        }
    }
    if operation.scope.is_empty() {
        all["security"] = json!([]);
    } else {
        all["x-scope"] = json!(operation.scope);
    }
    all
}

fn query_schema(name: &str) -> Value {
    match name {
        "limit" => json!({ "type": "integer", "minimum": 1, "maximum": 200 }),
        "open" | "mine" => json!({ "type": "boolean" }),
        _ => json!({ "type": "string" }),
    }
}

fn request_body(schema: &Value, required: bool) -> Value {
    json!({ "required": required, "content": { "application/json": { "schema": schema } } })
}

fn path_parameters(path: &str) -> Value {
    let names = path.split('{').skip(1).filter_map(|piece| piece.split('}').next());
    let one = |name: &str| match name {
        "reference" => json!({ "$ref": "#/components/parameters/Reference" }),
        _ => json!({ "$ref": "#/components/parameters/Recourse" }),
    };
    names.map(one).collect()
}

fn responses((status, schema): (u16, &str), writes: bool) -> Value {
    let problem = json!({ "$ref": "#/components/responses/Problem" });
    let mut all = json!({
        (status.to_string()): {
            "description": "Done.",
            "content": { "application/json": { "schema": reference(schema) } },
        },
        "4XX": problem,
        "5XX": problem,
    });
    if writes {
        all[status.to_string()]["headers"] = json!({
            "ETag": { "description": "Version of the case afterwards.", "schema": { "type": "string" } },
            "Idempotent-Replayed": { "description": "`true` where the key was answered before.", "schema": { "type": "string" } },
        });
    }
    all
}

/// A step of a table: who, from where, on what basis.
fn step_operation(step: &Step, of: &str) -> Value {
    let who: Vec<&str> = step.who.iter().map(|role| role.code()).collect();
    let path = if of == "case" { "{reference}" } else { "{reference}{recourse}" };
    let mut parameters = path_parameters(path);
    if let Some(all) = parameters.as_array_mut() {
        all.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
        let name = if step.decision { "IfMatch" } else { "IfMatchOptional" };
        all.push(json!({ "$ref": format!("#/components/parameters/{name}") }));
    }
    let body = if has_own_form(step) { reference("PersonChange") } else { step_schema(step) };
    let asks_any = has_own_form(step) || step.asks.iter().any(|field| field.required);
    json!({
        "operationId": format!("{of}-{}", step.key),
        "summary": format!("Step {} ({of})", step.key),
        "description": format!("Basis: {}. Followed by: {}.", step.basis, step.follows.join(", ")),
        "x-roles": who,
        "x-from": step.from,
        "x-scope": "cases:file",
        "parameters": parameters,
        "requestBody": request_body(&body, asks_any),
        "responses": responses((200, "Receipt"), true),
    })
}

fn step_schema(step: &Step) -> Value {
    let properties: Map<String, Value> =
        step.asks.iter().map(|field| (field.key.to_owned(), field_schema(field))).collect();
    let required: Vec<&str> = step.asks.iter().filter(|f| f.required).map(|f| f.key).collect();
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn field_schema(field: &Field) -> Value {
    match field.kind {
        FieldKind::Text => json!({ "type": "string", "maxLength": 200 }),
        FieldKind::Sealed => json!({ "type": "string", "maxLength": TEXT,
            "description": "Sealed under the person's key; never in an event." }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::Choice(codes) => json!({ "type": "string", "enum": codes }),
        FieldKind::Choices(codes) => {
            json!({ "type": "array", "items": { "type": "string", "enum": codes } })
        }
        FieldKind::YesNo => json!({ "type": "boolean" }),
        FieldKind::Part(kind) => {
            json!({ "type": "string", "format": "uuid", "description": part(kind) })
        }
        FieldKind::Findings => findings_schema(),
    }
}

const fn part(kind: PartKind) -> &'static str {
    match kind {
        PartKind::OpenTask => "An unanswered task of an office.",
        PartKind::OpenCorrection => "A correction that was not yet seen to work.",
        PartKind::Contested => "A contested decision.",
        PartKind::Staff => "A member of the office's staff.",
        PartKind::Document => "A document that was handed in.",
    }
}

fn findings_schema() -> Value {
    let mut properties = Map::new();
    properties.insert("decision".to_owned(), json!({ "type": "string", "format": "uuid" }));
    for (name, codes) in FINDING {
        properties.insert(name.to_owned(), json!({ "type": "string", "enum": codes }));
    }
    properties.insert(
        "sealed".to_owned(),
        json!({ "type": "string", "enum": SealedFact::CODES,
        "description": "Sealed always; reaches no letter, status or figure." }),
    );
    let required = ["decision", "outcome", "root_cause", "cleared_by"];
    json!({ "type": "array", "description": "One for each contested decision.",
        "items": { "type": "object", "required": required, "properties": properties } })
}

fn parameters() -> Value {
    json!({
        "Reference": { "name": "reference", "in": "path", "required": true,
            "description": "Case reference; it has a check character.",
            "schema": { "type": "string", "examples": ["RDR-7K3MQ-2XVCB"] } },
        "Recourse": { "name": "recourse", "in": "path", "required": true,
            "schema": { "type": "string", "format": "uuid" } },
        "IdempotencyKey": { "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "Makes a repeat safe: the same key with the same body gets the first receipt, byte for byte; with another body 422.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 200 } },
        "IfMatch": { "name": "If-Match", "in": "header", "required": true,
            "description": "Version that was seen, such as `\"v17\"`. 428 without, 412 when stale.",
            "schema": { "type": "string" } },
        "IfMatchOptional": { "name": "If-Match", "in": "header", "required": false,
            "description": "Version that was seen, where that matters to the caller.",
            "schema": { "type": "string" } },
    })
}

/// The shapes of bodies and answers, with the codes that their texts may have.
fn schemas() -> Value {
    let mut all = Map::new();
    add::<TokenRequest>(&mut all);
    add::<Token>(&mut all);
    add::<Receipt>(&mut all);
    add::<Filing>(&mut all);
    add::<Case>(&mut all);
    add::<History>(&mut all);
    add::<Deadlines>(&mut all);
    add::<Caseload>(&mut all);
    add::<DocumentUpload>(&mut all);
    add::<PersonChange>(&mut all);
    add::<DateRequest>(&mut all);
    add::<Problem>(&mut all);
    for (schema, property, codes) in CODES {
        all[*schema]["properties"][*property]["enum"] = json!(codes);
    }
    let mechanisms: Vec<&str> = Mechanism::ALL.iter().map(|m| m.code()).collect();
    all["Filing"]["properties"]["mechanism"]["enum"] = json!(mechanisms);
    all.insert("Another".to_owned(), json!({ "type": "object", "additionalProperties": false,
        "required": ["mechanism"], "properties": { "mechanism": { "type": "string", "enum": mechanisms } } }));
    all.insert("LawDate".to_owned(), json!({ "type": "object",
        "description": "The last day of a rule. Where `confirmed` is false it is never to be shown as a bare date.",
        "properties": { "rule": { "type": "string" }, "version": { "type": "integer" },
            "title": { "type": "string" }, "confidence": { "type": "string" },
            "confirmed": { "type": "boolean" }, "due": { "type": "string", "format": "date" },
            "derivation": { "type": "array", "items": { "type": "object" } },
            "sources": { "type": "array", "items": { "type": "string" } } } }));
    all.insert("Figure".to_owned(), described::figure());
    Value::Object(all)
}

fn add<T: ToSchema + PartialSchema>(into: &mut Map<String, Value>) {
    let mut found = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut found);
    for (name, schema) in found {
        into.insert(name, serde_json::to_value(schema).unwrap_or_default());
    }
}
