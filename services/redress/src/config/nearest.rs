//! The nearest known words to one that is not known: fewest single-character edits.

/// How many are named where one was not found.
const FEW: usize = 3;

/// The nearest of `known`, if it is near enough to be meant.
pub(super) fn nearest(word: &str, known: &[String]) -> Option<String> {
    let scored = known.iter().map(|k| (distance(word, k), k));
    let (edits, best) = scored.min_by_key(|(edits, _)| *edits)?;
    (edits <= best.len() / 2).then(|| best.clone())
}

/// The nearest few of `known`, however far; the nearest first.
pub(crate) fn nearest_few<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut all: Vec<&str> = known.collect();
    all.sort_by_key(|k| (distance(word, k), *k));
    all.truncate(FEW);
    all
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let swap = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = swap.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_what_was_meant_and_noise_finds_nothing() {
        let known = vec!["smtp_url".to_owned(), "bind".to_owned()];
        assert_eq!(nearest("smpt_url", &known).as_deref(), Some("smtp_url"));
        assert_eq!(nearest("zzzzzzzzzzzz", &known), None);
    }

    #[test]
    fn the_nearest_few_are_named_nearest_first() {
        let known = ["redress", "redress-a", "port-0901", "redress-b"];
        let few = nearest_few("redres-b", known.into_iter());
        assert_eq!(few, ["redress-b", "redress", "redress-a"]);
    }
}
