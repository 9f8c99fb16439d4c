//! Heads as they were kept outside: entries one behind the other, each with the proof that the log
//! grew from the one before. They are checked among themselves before a record is held against
//! them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::hash::Hash;
use crate::head::{Head, Key};
use crate::tree::extends;

/// What the writer puts behind an entry that a power cut left unfinished.
const CUT_OFF: &str = "# cut off";

/// Heads from outside, and what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    /// Those that the key signed, in the order of the file.
    pub heads: Vec<Head>,
    /// Entries that a power cut left unfinished and that were marked so.
    pub unfinished: usize,
    /// What is wrong, in the order of the lines.
    pub faults: Vec<HeadFault>,
}

/// Something wrong with a head.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("heads, line {line}: {what}")]
pub struct HeadFault {
    /// Line on which the entry begins, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: HeadWrong,
}

/// What can be wrong with a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadWrong {
    /// It is not a head, or another key signed it, or it was changed.
    #[error("not a head that this key signed")]
    Unsigned,
    /// Nothing shows that its log grew from the one before.
    #[error("nothing shows that its log grew from the head before")]
    NotGrown,
}

impl Heads {
    /// Reads a file of heads, or a single head.
    pub fn read(text: &str, key: &Key) -> Self {
        let mut heads = Self::default();
        let mut last: BTreeMap<i16, Head> = BTreeMap::new();
        for (line, entry) in heads.split(text) {
            let (proof, note) = apart(&entry);
            let Some(head) = Head::read(note, key) else {
                heads.faults.push(HeadFault { line, what: HeadWrong::Unsigned });
                continue;
            };
            if let Some(before) = last.get(&head.shard)
                && !proof.is_some_and(|proof| grew(before, &head, proof))
            {
                heads.faults.push(HeadFault { line, what: HeadWrong::NotGrown });
            }
            last.insert(head.shard, head.clone());
            heads.heads.push(head);
        }
        heads
    }

    /// Adds those of another file.
    pub fn and(&mut self, other: Self) {
        self.heads.extend(other.heads);
        self.faults.extend(other.faults);
        self.unfinished += other.unfinished;
    }

    /// An entry ends with its last line of signatures.
    fn split(&mut self, text: &str) -> Vec<(usize, String)> {
        let (mut entries, mut entry, mut begun, mut signed) = (Vec::new(), String::new(), 1, false);
        for (line, number) in text.split_inclusive('\n').zip(1..) {
            if line.trim_end().ends_with(CUT_OFF) {
                self.unfinished += 1;
                entry.clear();
                signed = false;
                continue;
            }
            let is_signature = line.starts_with("— ");
            if signed && !is_signature {
                entries.push((begun, std::mem::take(&mut entry)));
            }
            if entry.is_empty() {
                begun = number;
            }
            signed = is_signature;
            entry.push_str(line);
        }
        if !entry.trim().is_empty() {
            entries.push((begun, entry));
        }
        entries
    }
}

/// The proof before the note, where there is one, and the note.
fn apart(entry: &str) -> (Option<&str>, &str) {
    let parts = entry.strip_prefix("old ").and_then(|rest| rest.split_once("\n\n"));
    parts.map_or((None, entry), |(proof, note)| (Some(proof), note))
}

/// Whether the proof names the size before and leads from it to the new one.
fn grew(before: &Head, head: &Head, proof: &str) -> bool {
    let mut lines = proof.lines();
    let old = lines.next().and_then(|size| size.parse::<u64>().ok());
    let decode = |line| BASE64.decode(line).ok()?.try_into().ok().map(Hash);
    let hashes: Option<Vec<Hash>> = lines.map(decode).collect();
    let (old_end, new_end) = ((before.size, before.root), (head.size, head.root));
    old == Some(before.size) && hashes.is_some_and(|proof| extends(old_end, new_end, &proof))
}
