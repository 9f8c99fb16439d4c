//! The one function through which page, file and programming interface get their numbers. So they
//! cannot differ, and what one may not tell the others do not tell.

use measures::{Figure, Frozen, Prepared, Question};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::asked::{Asked, BadQuestion};
use super::reading::Ground;
use crate::token::hex;

/// Answers a question with one of the measures.
pub fn answer(name: &str, asked: &Asked, ground: &Ground) -> Result<Figure, BadQuestion> {
    let prepared = prepare(asked, ground);
    answer_from(&prepared, name, asked, ground)
}

/// Makes the rows ready once for all questions about the same period.
pub fn prepare<'a>(asked: &Asked, ground: &'a Ground) -> Prepared<'a> {
    let mut question = Question::new(asked.from, asked.to, ground.today);
    question.synthetic = ground.synthetic;
    Prepared::new(&ground.reading.rows, &question)
}

/// The same answer from rows that are ready.
pub fn answer_from(
    prepared: &Prepared<'_>,
    name: &str,
    asked: &Asked,
    ground: &Ground,
) -> Result<Figure, BadQuestion> {
    let mut question = Question::new(asked.from, asked.to, ground.today);
    question.filters.clone_from(&asked.filters);
    question.group_by = asked.by;
    question.synthetic = ground.synthetic;
    question.standard.clone_from(&ground.standard);
    question.frozen = Frozen {
        as_of: ground.reading.as_of.clone(),
        query_hash: query_hash(name, &question, ground),
    };
    Ok(prepared.measure(name, &question)?)
}

/// A digest of everything that the numbers depend on: the question and the position.
fn query_hash(name: &str, question: &Question, ground: &Ground) -> String {
    // An array, not an object: its order is part of the digest.
    let canonical = json!([
        name,
        question.from,
        question.to,
        question.as_of,
        question.filters,
        question.group_by.map(measures::Dimension::name),
        question.exact,
        question.synthetic,
        question.standard,
        ground.reading.as_of,
    ]);
    format!("sha256:{}", hex(&Sha256::digest(canonical.to_string().as_bytes())))
}

/// Several questions at once, on as many threads as there are halves of the work.
pub fn answers(asks: &[(&str, Asked)], ground: &Ground) -> Result<Vec<Figure>, BadQuestion> {
    let Some((_, first)) = asks.first() else { return Ok(Vec::new()) };
    let prepared = prepare(first, ground);
    let some = |asks: &[(&str, Asked)]| -> Vec<Result<Figure, BadQuestion>> {
        asks.iter().map(|(name, asked)| answer_from(&prepared, name, asked, ground)).collect()
    };
    let (one, other) = asks.split_at(asks.len() / 2);
    let (mut figures, others) = std::thread::scope(|scope| {
        let beside = scope.spawn(|| some(other));
        (some(one), beside.join())
    });
    // A panic of the other thread is a panic here.
    figures.extend(others.unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
    figures.into_iter().collect()
}
