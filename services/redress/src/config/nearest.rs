//! The nearest known word to one that is not known: fewest single-character edits.

/// The nearest of `known`, if it is near enough to be meant.
pub(super) fn nearest(word: &str, known: &[String]) -> Option<String> {
    let scored = known.iter().map(|k| (distance(word, k), k));
    let (edits, best) = scored.min_by_key(|(edits, _)| *edits)?;
    (edits <= best.len() / 2).then(|| best.clone())
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
}
