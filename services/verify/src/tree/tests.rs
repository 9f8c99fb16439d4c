//! Roots and proofs over every size up to 200, against a plain reading of the definition.

use std::cell::RefCell;
use std::collections::HashMap;

use super::*;

const SIZES: usize = 200;

fn leaves(size: usize) -> Vec<Hash> {
    (0..size).map(|n| leaf(&n.to_be_bytes())).collect()
}

fn half(size: usize) -> usize {
    size.next_power_of_two() / 2
}

/// Trees over ranges of the same leaves; each is computed once.
#[derive(Default)]
struct Naive {
    leaves: Vec<Hash>,
    known: RefCell<HashMap<(usize, usize), Hash>>,
}

impl Naive {
    fn new() -> Self {
        Self { leaves: leaves(SIZES), ..Self::default() }
    }

    fn root(&self, from: usize, to: usize) -> Hash {
        if let Some(known) = self.known.borrow().get(&(from, to)) {
            return *known;
        }
        let root = match to - from {
            0 => hash(&[]),
            1 => self.leaves[from],
            size => {
                let middle = from + half(size);
                join(self.root(from, middle), self.root(middle, to))
            }
        };
        self.known.borrow_mut().insert((from, to), root);
        root
    }

    /// PATH of the definition.
    fn path(&self, place: usize, from: usize, to: usize) -> Vec<Hash> {
        if to - from <= 1 {
            return Vec::new();
        }
        let middle = from + half(to - from);
        let (mut inner, other) = if place < middle {
            (self.path(place, from, middle), self.root(middle, to))
        } else {
            (self.path(place, middle, to), self.root(from, middle))
        };
        inner.push(other);
        inner
    }

    /// SUBPROOF of the definition; `old` counts from the first leaf of all.
    fn subproof(&self, old: usize, from: usize, to: usize, whole: bool) -> Vec<Hash> {
        if old == to {
            return if whole { Vec::new() } else { vec![self.root(from, to)] };
        }
        let middle = from + half(to - from);
        let (mut inner, other) = if old <= middle {
            (self.subproof(old, from, middle, whole), self.root(middle, to))
        } else {
            (self.subproof(old, middle, to, false), self.root(from, middle))
        };
        inner.push(other);
        inner
    }
}

fn changed(mut proof: Vec<Hash>, at: usize) -> Vec<Hash> {
    proof[at].0[at % 32] ^= 1;
    proof
}

#[test]
fn a_root_grows_leaf_by_leaf() {
    let (naive, mut tree) = (Naive::new(), Growing::default());
    for (size, leaf) in naive.leaves.iter().enumerate() {
        assert_eq!(tree.root(), naive.root(0, size));
        tree.push(*leaf);
    }
}

#[test]
fn a_path_proves_its_leaf_and_nothing_else() {
    let naive = Naive::new();
    for size in 1..=naive.leaves.len() {
        let root = naive.root(0, size);
        for (place, leaf) in naive.leaves[..size].iter().enumerate() {
            let path = naive.path(place, 0, size);
            let holds = |place: usize, path: &[Hash]| {
                includes(root, size as u64, place as u64, *leaf, path)
            };
            assert!(holds(place, &path), "{place} of {size}");
            assert!(!holds(place + 1, &path) && !holds(size, &path));
            for at in 0..path.len() {
                assert!(!holds(place, &changed(path.clone(), at)));
            }
            if let Some((_, shorter)) = path.split_last() {
                assert!(!holds(place, shorter));
            }
        }
    }
}

#[test]
fn a_proof_shows_that_a_tree_grew_and_nothing_else() {
    let naive = Naive::new();
    let end = |size: usize, root: usize| (size as u64, naive.root(0, root));
    for size in 1..=naive.leaves.len() {
        for old in 1..=size {
            let proof = naive.subproof(old, 0, size, true);
            assert!(extends(end(old, old), end(size, size), &proof), "{old} to {size}");
            assert!(!extends(end(old, old - 1), end(size, size), &proof));
            assert!(!extends(end(old, old), end(size, size - 1), &proof));
            for at in 0..proof.len() {
                let proof = changed(proof.clone(), at);
                assert!(!extends(end(old, old), end(size, size), &proof), "{old} to {size}");
            }
        }
    }
    assert!(extends(end(0, 0), end(7, 7), &[]));
    assert!(!extends(end(7, 7), end(3, 3), &[]));
}
