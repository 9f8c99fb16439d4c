//! The rule book as it stands in `contracts/rules`: dated, cited data. This module reads the
//! files; what a rule means is `domain::rule`, and the engine that counts is `domain::deadline`.

use domain::rule::{Rule, RuleBook, Source};

use crate::json;
use crate::{hex, seal};

/// The rule files that this program was built with.
const FILES: &[(&str, &str)] =
    &[("us-inquiry.toml", include_str!("../../../contracts/rules/us-inquiry.toml"))];

/// A rule file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RuleBookError {
    /// It is not TOML of the right shape.
    #[error("understand rule file {file}: {why}")]
    Unreadable {
        /// The file.
        file: String,
        /// Where and what.
        why: String,
    },
    /// A rule contradicts itself or another.
    #[error("accept rule {id}: {why}")]
    Rule {
        /// The rule.
        id: String,
        /// What is wrong with it.
        why: &'static str,
    },
}

/// The rule book that this program was built with.
pub fn built_in() -> Result<RuleBook, RuleBookError> {
    let mut book = RuleBook::default();
    for (file, text) in FILES {
        read(&mut book, file, text)?;
    }
    Ok(book)
}

/// Adds the rules of one file to a book.
pub fn read(book: &mut RuleBook, file: &str, text: &str) -> Result<(), RuleBookError> {
    let unreadable = |e: toml::de::Error| RuleBookError::Unreadable {
        file: file.to_owned(),
        why: e.to_string(),
    };
    let table: toml::Table = toml::from_str(text).map_err(unreadable)?;
    let more: RuleBook = plain(toml::Value::Table(table)).try_into().map_err(unreadable)?;
    for (key, rule) in rules(&more) {
        check(book, key, rule)?;
    }
    for (key, policy) in &more.policies {
        let taken = book.policies.contains_key(key);
        stands(key, &policy.id, policy.version, &policy.sources, taken)?;
    }
    book.limits.extend(more.limits);
    book.standards.extend(more.standards);
    book.policies.extend(more.policies);
    Ok(())
}

/// TOML's own dates as text, which is how the rule's types read them.
fn plain(value: toml::Value) -> toml::Value {
    match value {
        toml::Value::Datetime(date) => toml::Value::String(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(plain).collect::<Vec<_>>().into(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(k, v)| (k, plain(v))).collect::<toml::Table>().into()
        }
        toml::Value::String(_)
        | toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_) => value,
    }
}

fn rules(book: &RuleBook) -> impl Iterator<Item = (&String, &Rule)> {
    let limits = book.limits.iter().map(|(key, limit)| (key, &limit.0));
    limits.chain(book.standards.iter().map(|(key, standard)| (key, &standard.0)))
}

fn check(book: &RuleBook, key: &str, rule: &Rule) -> Result<(), RuleBookError> {
    stands(key, &rule.id, rule.version, &rule.sources, book.rule(key).is_some())?;
    let problem = if rule.length == 0 {
        Some("its length is nothing")
    } else if rule.to.is_some_and(|to| to <= rule.from) {
        Some("it ends before it begins")
    } else {
        None
    };
    problem.map_or(Ok(()), |why| Err(RuleBookError::Rule { id: key.to_owned(), why }))
}

fn stands(
    key: &str,
    id: &str,
    version: u32,
    sources: &[Source],
    taken: bool,
) -> Result<(), RuleBookError> {
    let problem = if key != id {
        Some("its id differs from its heading")
    } else if taken {
        Some("its id is used twice")
    } else if version == 0 {
        Some("versions start at 1")
    } else if sources.is_empty() {
        Some("it cites nothing")
    } else {
        None
    };
    problem.map_or(Ok(()), |why| Err(RuleBookError::Rule { id: key.to_owned(), why }))
}

/// Short digest that says which rule book was in force; stored with every event.
pub fn version(book: &RuleBook) -> String {
    let bytes = json::canonical(book).unwrap_or_default();
    hex::encode(&seal::sha256(&[&bytes])[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_book_reads_and_has_a_version() {
        let book = built_in().unwrap();
        assert_eq!(book.limit("US-D01").unwrap().0.length, 30);
        assert_eq!(book.standard("US-D04").unwrap().0.length, 42);
        assert_eq!(version(&book).len(), 16);
        assert_ne!(version(&book), version(&RuleBook::default()));
    }

    #[test]
    fn a_rule_stands_once_and_cites_something() {
        let mut book = built_in().unwrap();
        let (file, text) = FILES[0];
        assert!(matches!(read(&mut book, file, text), Err(RuleBookError::Rule { .. })));
        let unknown = read(&mut RuleBook::default(), "x", "[limits.A]\nidd = \"a\"");
        assert!(matches!(unknown, Err(RuleBookError::Unreadable { .. })));
    }
}
