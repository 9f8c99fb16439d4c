//! What an outsider could work out: the exact range of a hidden count, given every published one.
//!
//! Each cell stands in two sums, so the table is a network and a hidden count can change exactly as
//! far as a flow can travel around it through other hidden counts.

use std::collections::VecDeque;

use super::SMALL;
use super::table::{Sum, Table};

/// More than any count that could matter.
const PLENTY: u64 = u64::MAX / 4;

/// Whether the counts that a hidden cell might be differ by at least `SMALL`.
pub(super) fn is_uncertain(table: &Table, hidden: &[bool], cell: usize) -> bool {
    let (from, to) = table.flow(cell);
    if from == to {
        return true;
    }
    let room = table.count(cell) - table.floor(hidden, cell);
    let up = Residual::new(table, hidden, cell).push(to, from, SMALL);
    let down = Residual::new(table, hidden, cell).push(from, to, SMALL.min(room));
    up + down >= SMALL
}

struct Arc {
    to: Sum,
    room: u64,
}

/// The changes that are still possible; arc `i ^ 1` undoes arc `i`.
struct Residual {
    arcs: Vec<Arc>,
    leaving: Vec<Vec<usize>>,
}

impl Residual {
    fn new(table: &Table, hidden: &[bool], without: usize) -> Self {
        let mut net = Residual { arcs: Vec::new(), leaving: vec![Vec::new(); table.sums()] };
        for cell in (0..table.len()).filter(|cell| hidden[*cell] && *cell != without) {
            let (from, to) = table.flow(cell);
            net.arc(from, to, PLENTY);
            net.arc(to, from, table.count(cell) - table.floor(hidden, cell));
        }
        net
    }

    fn arc(&mut self, from: Sum, to: Sum, room: u64) {
        self.leaving[from].push(self.arcs.len());
        self.arcs.push(Arc { to, room });
    }

    /// Pushes up to `wanted` from one sum to another; answers how much went through.
    fn push(&mut self, from: Sum, to: Sum, wanted: u64) -> u64 {
        let mut pushed = 0;
        while pushed < wanted {
            let Some(path) = self.path(from, to) else {
                break;
            };
            let room = path.iter().map(|arc| self.arcs[*arc].room).min().unwrap_or(0);
            let amount = room.min(wanted - pushed);
            for arc in path {
                self.arcs[arc].room -= amount;
                self.arcs[arc ^ 1].room += amount;
            }
            pushed += amount;
        }
        pushed
    }

    fn path(&self, from: Sum, to: Sum) -> Option<Vec<usize>> {
        let mut reached_by: Vec<Option<usize>> = vec![None; self.leaving.len()];
        let mut queue = VecDeque::from([from]);
        while let Some(here) = queue.pop_front() {
            for &arc in &self.leaving[here] {
                let next = self.arcs[arc].to;
                if self.arcs[arc].room > 0 && next != from && reached_by[next].is_none() {
                    reached_by[next] = Some(arc);
                    queue.push_back(next);
                }
            }
        }
        let mut path = vec![reached_by[to]?];
        while let Some(&last) = path.last() {
            let before = self.arcs[last ^ 1].to;
            if before == from {
                break;
            }
            path.push(reached_by[before]?);
        }
        Some(path)
    }
}
