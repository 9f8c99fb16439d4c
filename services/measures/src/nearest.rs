//! The known name that is nearest to one that is not known.

/// The candidate with the fewest letters to change; the first of equals.
pub fn nearest<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> &'a str {
    among.into_iter().min_by_key(|candidate| changes(name, candidate)).unwrap_or_default()
}

/// Letters to add, drop or replace to get from one name to the other.
fn changes(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.chars().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != *other);
            let best = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            current.push(best);
        }
        above = current;
    }
    above[to.len()]
}
