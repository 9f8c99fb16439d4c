//! A table of counts as an outsider sees it: groups inside coarser groups, parts beside each
//! other, and the sums that tie them together.

/// Counts by row and part. Row 0 is the whole; every other row names the row that it is part of.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    parents: Vec<Option<usize>>,
    has_children: Vec<bool>,
    width: usize,
    adds_up: bool,
    counts: Vec<u64>,
}

/// A place where published numbers must add up.
pub(super) type Sum = usize;

/// Where there is no sum to satisfy.
pub(super) const GROUND: Sum = 0;

impl Table {
    /// A table whose parts add up to a total in each row, or (`adds_up` false) stand alone.
    pub(crate) fn new(adds_up: bool) -> Self {
        Table { parents: vec![], has_children: vec![], width: 0, adds_up, counts: vec![] }
    }

    /// Adds a row of parts below `parent`; its total is worked out here.
    pub(crate) fn push(&mut self, parent: Option<usize>, parts: &[u64]) {
        self.width = parts.len() + usize::from(self.adds_up);
        self.parents.push(parent);
        self.has_children.push(false);
        if let Some(parent) = parent {
            self.has_children[parent] = true;
        }
        self.counts.extend(parts);
        if self.adds_up {
            self.counts.push(parts.iter().sum());
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.parents.len()
    }

    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    pub(crate) fn count(&self, cell: usize) -> u64 {
        self.counts[cell]
    }

    /// The cell of a part, or of the total where `column` is the number of parts.
    pub(crate) fn cell(&self, row: usize, column: usize) -> usize {
        row * self.width + column
    }

    pub(crate) fn cells_of(&self, row: usize) -> std::ops::Range<usize> {
        row * self.width..(row + 1) * self.width
    }

    pub(super) fn row_of(&self, cell: usize) -> usize {
        cell / self.width
    }

    pub(super) fn is_total(&self, cell: usize) -> bool {
        self.adds_up && cell % self.width == self.width - 1
    }

    pub(super) fn total(&self, row: usize) -> Option<u64> {
        self.adds_up.then(|| self.counts[self.cell(row, self.width - 1)])
    }

    pub(super) fn sums(&self) -> usize {
        1 + self.rows() + self.len()
    }

    /// The two sums in which a cell stands, in the direction in which its count flows: totals flow
    /// from the whole down to the finest rows, parts flow from there back up to the whole.
    pub(super) fn flow(&self, cell: usize) -> (Sum, Sum) {
        let row = self.row_of(cell);
        let column = cell % self.width;
        let of_column = |row: usize| 1 + self.rows() + self.cell(row, column);
        let below = match (self.has_children[row], self.adds_up) {
            (true, _) => of_column(row),
            (false, true) => 1 + row,
            (false, false) => GROUND,
        };
        let above = self.parents[row].map_or(GROUND, of_column);
        if self.is_total(cell) { (above, below) } else { (below, above) }
    }

    pub(super) fn share_a_sum(&self, one: usize, other: usize) -> bool {
        let (a, b) = self.flow(one);
        let (c, d) = self.flow(other);
        [a, b].into_iter().any(|sum| sum != GROUND && (sum == c || sum == d))
    }

    /// The least that an outsider may assume of a hidden cell: zeros are shown, so it is at least
    /// one, unless the whole row is hidden, zeros and all.
    pub(super) fn floor(&self, hidden: &[bool], cell: usize) -> u64 {
        let mut mates = self.cells_of(self.row_of(cell)).filter(|mate| !self.is_total(*mate));
        u64::from(self.count(cell) > 0 && !mates.all(|mate| hidden[mate]))
    }
}
