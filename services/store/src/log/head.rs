//! A head: what the log was at some size, as the text that is signed. The shape is that of a
//! checkpoint as transparency logs write them, so that their witnesses can sign it too.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::ShardId;
use jiff::Timestamp;

use super::nodes::Hash;
use super::signer::Signer;

/// What the log was at some size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Whose log.
    pub shard: ShardId,
    /// Events that it covers: the position of the last.
    pub size: u64,
    /// Root of the tree.
    pub root: Hash,
    /// When it was signed.
    pub sealed_at: Timestamp,
}

impl Head {
    /// The signed note.
    pub(crate) fn sign(&self, signer: &Signer) -> String {
        let (origin, root) = (origin(signer, self.shard), BASE64.encode(self.root));
        signer.note(&format!("{origin}\n{}\n{root}\nsealed {}\n", self.size, self.sealed_at))
    }

    /// Reads a note back; none where it is not one of ours for this shard.
    pub(crate) fn read(note: &str, signer: &Signer, shard: ShardId) -> Option<Self> {
        let text = signer.text(note)?;
        let own = text.lines().next()? == origin(signer, shard);
        if own { Self::of_text(text, shard) } else { None }
    }

    /// The same without a look at the signature: whoever checks a proof looks at it anyway.
    pub(crate) fn of_text(text: &str, shard: ShardId) -> Option<Self> {
        let mut lines = text.lines().skip(1);
        let size = lines.next()?.parse().ok()?;
        let root = BASE64.decode(lines.next()?).ok()?.try_into().ok()?;
        let sealed_at = lines.next()?.strip_prefix("sealed ")?.parse().ok()?;
        Some(Self { shard, size, root, sealed_at })
    }
}

/// Name of a shard's log.
fn origin(signer: &Signer, shard: ShardId) -> String {
    format!("{}/shard-{}", signer.name(), shard.0)
}

/// What goes outside: the note, and before it what shows that the log grew from the one before. It
/// is the request that a witness of transparency logs takes.
pub(crate) fn entry(old: u64, proof: &[Hash], note: &str) -> String {
    let mut text = format!("old {old}\n");
    for hash in proof {
        text.push_str(&BASE64.encode(hash));
        text.push('\n');
    }
    text + "\n" + note
}

/// The note of such an entry.
pub(crate) fn note_of(entry: &str) -> Option<&str> {
    entry.strip_prefix("old ")?.split_once("\n\n").map(|(_, note)| note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_from_its_entry_and_for_its_shard_only() {
        let signer = Signer::ephemeral().unwrap();
        let sealed_at = "2026-01-05T14:00:00Z".parse().unwrap();
        let head = Head { shard: ShardId(2), size: 7, root: [5; 32], sealed_at };
        let entry = entry(3, &[[1; 32], [2; 32]], &head.sign(&signer));
        let note = note_of(&entry).unwrap();
        assert_eq!(Head::read(note, &signer, ShardId(2)), Some(head));
        assert_eq!(Head::read(note, &signer, ShardId(1)), None);
    }
}
