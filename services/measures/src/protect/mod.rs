//! Small numbers: which counts of a table must be hidden so that nobody can work out a group of
//! one to nine people, neither from the cell itself nor by subtracting what else is published.

mod network;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use table::Table;

/// Counts from one to nine are hidden; a hidden count must be uncertain by at least as much.
pub(crate) const SMALL: u64 = 10;

/// Whether a count is one of those that are never told.
pub(crate) fn is_small(count: u64) -> bool {
    (1..SMALL).contains(&count)
}

/// Hides what must be hidden among the rows from `open` on; earlier rows are published already.
///
/// First the small counts themselves, then, as long as one of them could be worked out, the
/// smallest count that stands in a sum with it.
pub(crate) fn protect(table: &Table, open: usize, hidden: &mut [bool]) {
    hide_small(table, open, hidden);
    loop {
        let mut quiet = true;
        for cell in 0..table.len() {
            if hidden[cell] && table.count(cell) > 0 && !network::is_uncertain(table, hidden, cell)
            {
                quiet &= !hide_another(table, open, hidden, cell);
            }
        }
        if quiet {
            return;
        }
    }
}

fn hide_small(table: &Table, open: usize, hidden: &mut [bool]) {
    for row in open..table.rows() {
        // In a row with so few in all, zeros tell as much as counts.
        let few = table.total(row).is_some_and(is_small);
        for cell in table.cells_of(row) {
            hidden[cell] |= few || is_small(table.count(cell));
        }
    }
}

/// Hides one more count that shares a sum with `cell`; tells whether there was one.
fn hide_another(table: &Table, open: usize, hidden: &mut [bool], cell: usize) -> bool {
    let free = |other: &usize| !hidden[*other] && table.row_of(*other) >= open;
    let partner = (0..table.len())
        .filter(free)
        .filter(|other| table.count(*other) > 0 && table.share_a_sum(cell, *other))
        .min_by_key(|other| (table.is_total(*other), table.count(*other)));
    if let Some(partner) = partner {
        hidden[partner] = true;
        return true;
    }
    let row_mates: Vec<usize> = table.cells_of(table.row_of(cell)).filter(free).collect();
    let rest =
        if row_mates.is_empty() { (0..table.len()).filter(free).collect() } else { row_mates };
    for other in &rest {
        hidden[*other] = true;
    }
    !rest.is_empty()
}
