//! What programs are told of measures: the path, what may be asked, and the shape of a figure.
//! The published description takes it from here, so that a new measure or filter is in it at once.

use measures::Dimension;
use serde_json::{Value, json};

use super::asked::codes;
use super::names::PLACES;

/// Where a measure is asked for, below the interface's base.
pub const PATH: &str = "/measures/{name}";

/// The operation.
pub fn operation() -> Value {
    let problem = json!({ "$ref": "#/components/responses/Problem" });
    json!({
        "operationId": "getMeasure",
        "summary": "One figure of effectiveness, as the analyst's page shows it",
        "parameters": parameters(),
        "responses": {
            "200": {
                "description": "Done.",
                "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Figure" } } },
            },
            "4XX": problem,
            "5XX": problem,
        },
        "x-scope": "measures:read",
    })
}

fn parameters() -> Vec<Value> {
    let names: Vec<&str> = measures::names().collect();
    let ways: Vec<&str> = Dimension::ALL.into_iter().map(Dimension::name).chain(["none"]).collect();
    let asked = |name: &str, text: &str, schema: Value| json!({ "name": name, "in": "query", "required": false, "description": text, "schema": schema });
    let day = || json!({ "type": "string", "format": "date" });
    let mut all = vec![
        json!({ "name": "name", "in": "path", "required": true,
            "schema": { "type": "string", "enum": names } }),
        asked("from", "First day of the period; usually eight quarters ago.", day()),
        asked("to", "First day after the period.", day()),
        asked(
            "by",
            "How the figure is told apart; usually by region.",
            json!({ "type": "string", "enum": ways }),
        ),
    ];
    for dimension in Dimension::ALL {
        let known = codes(dimension, &PLACES);
        // Places and codes of complaint may grow; short lists are closed.
        let is_short = !known.is_empty() && known.len() <= 10;
        let schema = if is_short {
            json!({ "type": "string", "enum": known.iter().chain(&["unknown"]).collect::<Vec<_>>() })
        } else {
            json!({ "type": "string" })
        };
        if !known.is_empty() {
            all.push(asked(dimension.name(), "Only rows with this code.", schema));
        }
    }
    all
}

/// The shape of a figure.
pub fn figure() -> Value {
    let text = json!({ "type": "object", "required": ["en", "fr"],
        "properties": { "en": { "type": "string" }, "fr": { "type": "string" } } });
    let count = json!({ "description": "A number, or \"under 10\" or \"hidden\" where it may not be shown.",
        "oneOf": [{ "type": "integer", "minimum": 0 }, { "type": "string", "enum": ["under 10", "hidden"] }, { "type": "null" }] });
    let number = json!({ "type": ["number", "null"] });
    let string = json!({ "type": "string" });
    json!({
        "type": "object",
        "description": "The answer to one question. A value that cannot be told is null with a reason, never 0.",
        "required": ["name", "definition_version", "title", "unit", "period", "value", "series", "as_of", "query_hash"],
        "properties": {
            "name": string, "definition_version": { "type": "integer" },
            "title": text, "definition": text, "summary": text,
            "notes": { "type": "array", "items": text },
            "unit": string,
            "value_kind": { "type": "string", "enum": ["count", "share", "ratio", "days"] },
            "period": { "type": "object", "properties": {
                "from": { "type": "string", "format": "date" },
                "to": { "type": "string", "format": "date", "description": "The first day after it." } } },
            "basis": { "type": "string", "enum": ["cohort", "period"] },
            "filters": { "type": "object", "additionalProperties": string },
            "group_by": { "type": ["string", "null"] },
            "standard": { "type": ["object", "null"] },
            "rows": count, "numerator": count, "denominator": count,
            "excluded": { "type": "object", "additionalProperties": count },
            "value": number, "reason": { "type": ["string", "null"] },
            "interval": { "type": ["object", "null"], "properties": {
                "low": number, "high": number, "level": { "type": "number" }, "method": string } },
            "series": { "type": "array", "items": { "type": "object", "properties": {
                "line": string, "label": text, "group": string, "within": string,
                "day": { "type": "integer" }, "numerator": count, "denominator": count,
                "value": number, "reason": string } } },
            "suppressed": { "type": "object", "properties": {
                "cells": { "type": "integer" }, "rule": text, "rolled_up_to": { "type": ["string", "null"] } } },
            "revised": { "type": ["object", "null"] },
            "synthetic": { "type": "boolean" },
            "as_of_day": { "type": "string", "format": "date" },
            "as_of": { "type": "array", "items": { "type": "object", "properties": {
                "shard": string, "position": { "type": "integer" } } } },
            "query_hash": string,
        },
    })
}
