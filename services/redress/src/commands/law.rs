//! `redress law`: the rule book as a list, and a date with its derivation. Answered by the same
//! engine as every screen.

use anyhow::{Context as _, bail};
use domain::deadline::Derivation;
use domain::rule::{Confidence, Rule, RuleBook};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cli::Law;
use crate::say;

/// Answers `redress law`.
pub(crate) fn run(what: &Law, json: bool) -> anyhow::Result<()> {
    let book = store::rulebook::built_in()?;
    match what {
        Law::List => list(&book, json),
        Law::Date { rule, trigger } => date(&book, rule, *trigger, json)?,
    }
    Ok(())
}

/// Lists every rule.
fn list(book: &RuleBook, json: bool) {
    let rules = book.limits.values().map(|l| (&l.0, "time limit"));
    let all: Vec<(&Rule, &str)> =
        rules.chain(book.standards.values().map(|s| (&s.0, "service standard"))).collect();
    let value: Vec<Value> = all
        .iter()
        .map(|(rule, kind)| {
            json!({
                "id": rule.id, "version": rule.version, "kind": kind, "title": rule.title,
                "length": rule.length, "unit": rule.unit, "confidence": rule.confidence,
                "from": rule.from, "to": rule.to, "sources": rule.sources,
            })
        })
        .collect();
    say::answer(json, &Value::Array(value), || {
        let lines = all.iter().map(|(rule, kind)| {
            let sure = word(rule.confidence);
            let (id, length, title) = (&rule.id, rule.length, &rule.title.en);
            format!("{id:<12} {length:>4} {:<6} {kind:<17} {sure:<12} {title}", unit(rule))
        });
        lines.collect::<Vec<_>>().join("\n")
    });
}

/// Works out a date.
fn date(book: &RuleBook, id: &str, trigger: Date, json: bool) -> anyhow::Result<()> {
    let derivation = derive(book, id, trigger)?;
    let rule = book.rule(id).context("read the rule")?;
    let value = json!({
        "rule": rule.id, "version": rule.version, "trigger": trigger,
        "safe": derivation.told.due, "due": derivation.told.due,
        "possible": derivation.told.due, "earliest": null,
        "derivation": derivation.lines, "sources": rule.sources, "confidence": rule.confidence,
    });
    say::answer(json, &value, || {
        let mut text = format!("{}: {}", rule.title.en, derivation.told.due);
        if rule.confidence == Confidence::Unconfirmed {
            text.push_str("\nThis length could not be confirmed in law.");
        }
        for source in &rule.sources {
            text.push_str("\n  ");
            text.push_str(&source.cite);
        }
        text
    });
    Ok(())
}

fn derive(book: &RuleBook, id: &str, trigger: Date) -> anyhow::Result<Derivation> {
    if let Ok(limit) = book.limit(id) {
        return Ok(limit.due(trigger));
    }
    match book.standard(id) {
        Ok(standard) => Ok(standard.due(trigger, &[], trigger)),
        Err(_) => bail!("find the rule {id}: `redress law list` names them all"),
    }
}

fn unit(rule: &Rule) -> &'static str {
    match rule.unit {
        domain::rule::Unit::Days => "days",
        domain::rule::Unit::Months => "months",
        domain::rule::Unit::Years => "years",
    }
}

const fn word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Official => "official",
        Confidence::Secondary => "secondary",
        Confidence::Unconfirmed => "unconfirmed",
    }
}
