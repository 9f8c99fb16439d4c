//! The Merkle tree of RFC 9162, as a verifier needs it: the root of leaves that come one by one,
//! and the two kinds of proof.

use crate::hash::{Hash, hash};

/// Hash of a leaf.
pub(crate) fn leaf(entry: &[u8]) -> Hash {
    hash(&[&[0], entry])
}

fn join(left: Hash, right: Hash) -> Hash {
    hash(&[&[1], &left.0, &right.0])
}

/// The tree so far: the roots of its perfect subtrees, the largest first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Growing {
    size: u64,
    roots: Vec<Hash>,
}

impl Growing {
    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.roots.pop() {
                hash = join(left, hash);
            }
        }
        self.roots.push(hash);
        self.size += 1;
    }

    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    pub(crate) fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev().copied();
        let last = roots.next();
        last.map_or_else(|| hash(&[]), |last| roots.fold(last, |right, left| join(left, right)))
    }
}

/// Whether the path joins the leaf at a place to the root of a tree of so many leaves.
pub(crate) fn includes(root: Hash, size: u64, place: u64, leaf: Hash, path: &[Hash]) -> bool {
    if place >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (place, size - 1, leaf);
    for other in path {
        if last == 0 {
            return false;
        }
        if place % 2 == 1 || place == last {
            hash = join(*other, hash);
            while place.is_multiple_of(2) && place != 0 {
                (place, last) = (place / 2, last / 2);
            }
        } else {
            hash = join(hash, *other);
        }
        (place, last) = (place / 2, last / 2);
    }
    last == 0 && hash == root
}

/// Whether the proof shows that the tree of `old` leaves is the beginning of the one of `new`.
pub(crate) fn extends(old: (u64, Hash), new: (u64, Hash), proof: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size == 0 || old_size >= new_size {
        let same = old_size == 0 || (old_size == new_size && old_root == new_root);
        return same && proof.is_empty();
    }
    let whole = if old_size.is_power_of_two() { Some(old_root) } else { None };
    let mut path = whole.into_iter().chain(proof.iter().copied());
    let Some(first) = path.next() else {
        return false;
    };
    let (mut place, mut last) = (old_size - 1, new_size - 1);
    while place % 2 == 1 {
        (place, last) = (place / 2, last / 2);
    }
    let (mut old_hash, mut new_hash) = (first, first);
    for other in path {
        if last == 0 {
            return false;
        }
        if place % 2 == 1 || place == last {
            (old_hash, new_hash) = (join(other, old_hash), join(other, new_hash));
            while place.is_multiple_of(2) && place != 0 {
                (place, last) = (place / 2, last / 2);
            }
        } else {
            new_hash = join(new_hash, other);
        }
        (place, last) = (place / 2, last / 2);
    }
    last == 0 && old_hash == old_root && new_hash == new_root
}

#[cfg(test)]
mod tests;
