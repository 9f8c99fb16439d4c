//! A Merkle tree as RFC 9162 shapes it, of which only some nodes are at hand: enough for a root, a
//! proof that a leaf is in it, or a proof that it grew from a smaller one. Nothing here reads.

use std::collections::HashMap;

use crate::seal::sha256;

/// A hash of the tree.
pub(crate) type Hash = [u8; 32];

/// Hash of a leaf.
pub(crate) fn leaf(entry: &[u8]) -> Hash {
    sha256(&[&[0], entry])
}

fn join(left: &Hash, right: &Hash) -> Hash {
    sha256(&[&[1], left, right])
}

/// Roots of perfect subtrees, by level (0: leaves) and place in the level.
#[derive(Debug, Default)]
pub(crate) struct Nodes(HashMap<(u32, u64), Hash>);

impl Nodes {
    /// Adds a node, and with it every node above that is complete now: nodes of a level are added
    /// from left to right.
    pub(crate) fn put(&mut self, level: u32, place: u64, hash: Hash) {
        let (mut level, mut place, mut hash) = (level, place, hash);
        self.0.insert((level, place), hash);
        while place % 2 == 1 {
            let Some(left) = self.0.get(&(level, place - 1)) else {
                return;
            };
            hash = join(left, &hash);
            (level, place) = (level + 1, place / 2);
            self.0.insert((level, place), hash);
        }
    }

    /// A node, where it is at hand.
    pub(crate) fn get(&self, level: u32, place: u64) -> Option<&Hash> {
        self.0.get(&(level, place))
    }

    /// Root of the tree of so many leaves; none where a node is not at hand.
    pub(crate) fn root(&self, size: u64) -> Option<Hash> {
        if size == 0 { Some(sha256(&[])) } else { self.range(0, size) }
    }

    /// What joins a leaf to the root.
    pub(crate) fn inclusion(&self, leaf: u64, size: u64) -> Option<Vec<Hash>> {
        let (mut low, mut high, mut path) = (0, size, Vec::new());
        while high - low > 1 {
            let middle = low + split(high - low);
            if leaf < middle {
                path.push(self.range(middle, high)?);
                high = middle;
            } else {
                path.push(self.range(low, middle)?);
                low = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// What shows that the tree of `old` leaves is the beginning of the one of `size` leaves.
    pub(crate) fn consistency(&self, old: u64, size: u64) -> Option<Vec<Hash>> {
        if old == 0 || old >= size {
            return Some(Vec::new());
        }
        let (mut low, mut high, mut path) = (0, size, Vec::new());
        while high != old {
            let middle = low + split(high - low);
            if old <= middle {
                path.push(self.range(middle, high)?);
                high = middle;
            } else {
                path.push(self.range(low, middle)?);
                low = middle;
            }
        }
        if low > 0 {
            path.push(self.range(low, high)?);
        }
        path.reverse();
        Some(path)
    }

    fn range(&self, low: u64, high: u64) -> Option<Hash> {
        let size = high - low;
        if size.is_power_of_two() {
            return self.get(size.trailing_zeros(), low / size).copied();
        }
        let middle = low + split(size);
        Some(join(&self.range(low, middle)?, &self.range(middle, high)?))
    }
}

/// The largest power of two below a size of two or more.
fn split(size: u64) -> u64 {
    size.next_power_of_two() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naive(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => sha256(&[]),
            [one] => *one,
            more => {
                let mut middle = 1;
                while middle * 2 < more.len() {
                    middle *= 2;
                }
                join(&naive(&more[..middle]), &naive(&more[middle..]))
            }
        }
    }

    fn leaves(size: u64) -> Vec<Hash> {
        (0..size).map(|n| leaf(&n.to_be_bytes())).collect()
    }

    fn tree(size: u64) -> Nodes {
        let mut nodes = Nodes::default();
        for (place, hash) in (0..).zip(leaves(size)) {
            nodes.put(0, place, hash);
        }
        nodes
    }

    #[test]
    fn a_root_is_what_a_plain_reading_of_the_definition_gives() {
        let nodes = tree(200);
        for size in 0..=200 {
            assert_eq!(nodes.root(size), Some(naive(&leaves(size))), "{size}");
        }
    }

    #[test]
    fn a_path_climbs_to_the_root() {
        let nodes = tree(200);
        for size in 1..=200 {
            let root = naive(&leaves(size));
            for leaf in 0..size {
                let path = nodes.inclusion(leaf, size).unwrap();
                assert_eq!(climb(leaf, 0, size, &path), root, "{leaf} of {size}");
            }
        }
    }

    /// Read off the definition: from the top down, the other half is the last hash of the path.
    fn climb(leaf: u64, low: u64, size: u64, path: &[Hash]) -> Hash {
        let Some((other, path)) = path.split_last() else {
            assert_eq!(size, 1);
            return super::leaf(&leaf.to_be_bytes());
        };
        let half = split(size);
        if leaf - low < half {
            join(&climb(leaf, low, half, path), other)
        } else {
            join(other, &climb(leaf, low + half, size - half, path))
        }
    }

    type Known = HashMap<(usize, usize), Hash>;

    /// Root of a range of leaves by the definition; each is computed once.
    fn known(leaves: &[Hash], known: &mut Known, from: usize, to: usize) -> Hash {
        if let Some(hash) = known.get(&(from, to)) {
            return *hash;
        }
        let hash = if to - from == 1 {
            leaves[from]
        } else {
            let middle = from + half(to - from);
            join(&self::known(leaves, known, from, middle), &self::known(leaves, known, middle, to))
        };
        known.insert((from, to), hash);
        hash
    }

    fn half(size: usize) -> usize {
        (0..).map(|n| 1 << n).take_while(|n| *n < size).last().unwrap()
    }

    #[test]
    fn a_proof_of_growth_is_what_the_definition_gives() {
        let (nodes, leaves, mut memory) = (tree(200), leaves(200), Known::new());
        for size in 1..=leaves.len() {
            for old in 1..=size {
                let (mut low, mut high, mut proof) = (0, size, Vec::new());
                while high != old {
                    let middle = low + half(high - low);
                    let (from, to) = if old <= middle { (middle, high) } else { (low, middle) };
                    proof.push(known(&leaves, &mut memory, from, to));
                    (low, high) = if old <= middle { (low, middle) } else { (middle, high) };
                }
                if low > 0 {
                    proof.push(known(&leaves, &mut memory, low, high));
                }
                proof.reverse();
                let given = nodes.consistency(old as u64, size as u64).unwrap();
                assert_eq!(given, proof, "{old} to {size}");
            }
        }
    }

    #[test]
    fn what_is_not_at_hand_is_not_made_up() {
        let mut nodes = Nodes::default();
        nodes.put(0, 0, leaf(b"a"));
        assert_eq!(nodes.root(2), None);
        assert_eq!(nodes.inclusion(0, 2), None);
    }
}
