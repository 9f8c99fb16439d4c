//! A head: what a log was at some size, signed. Its text is a signed note, its first lines those of
//! a checkpoint of transparency logs, so that tools made for those can read it too.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::hash::{Hash, hash};

/// Kind of signature, as signed notes number them.
const ED25519_NOTE: u8 = 1;

/// The public key of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    name: String,
    id: [u8; 4],
    public: Vec<u8>,
}

/// What a log was at some size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Whose log.
    pub shard: i16,
    /// Events that it covers.
    pub size: u64,
    /// When it was signed, as its signer says.
    pub sealed: String,
    pub(crate) root: Hash,
}

impl Key {
    /// Reads a key as signed notes write it: name, key id and key. None where it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '+');
        let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
        let bytes = BASE64.decode(key).ok()?;
        let digest = hash(&[name.as_bytes(), b"\n", &bytes]);
        let own = [digest.0[0], digest.0[1], digest.0[2], digest.0[3]];
        let public = bytes.strip_prefix(&[ED25519_NOTE]).filter(|key| key.len() == 32)?.to_vec();
        let right = !name.is_empty() && format!("{:08x}", u32::from_be_bytes(own)) == id;
        right.then(|| Self { name: name.to_owned(), id: own, public })
    }

    /// The text of a note that this key signed; none where it did not.
    fn text<'a>(&self, note: &'a str) -> Option<&'a str> {
        let (text, signatures) = note.split_once("\n\n")?;
        let text = note.get(..=text.len())?;
        let signatures = signatures.lines().map(|line| line.strip_prefix("— "));
        let signatures: Vec<&str> = signatures.collect::<Option<_>>()?;
        let own = signatures.into_iter().filter_map(|line| {
            let (name, signature) = line.split_once(' ')?;
            let signature = BASE64.decode(signature).ok().filter(|_| name == self.name)?;
            signature.strip_prefix(&self.id).map(<[u8]>::to_vec)
        });
        let key = UnparsedPublicKey::new(&ED25519, &self.public);
        let mut own = own.peekable();
        own.peek()?;
        own.all(|signature| key.verify(text.as_bytes(), &signature).is_ok()).then_some(text)
    }
}

impl Head {
    /// Reads a signed note; none where the key did not sign it or it is not a head.
    pub(crate) fn read(note: &str, key: &Key) -> Option<Self> {
        let mut lines = key.text(note)?.lines();
        let origin = lines.next()?.strip_prefix(&key.name)?;
        let shard = origin.strip_prefix("/shard-")?.parse().ok()?;
        let size = lines.next()?.parse().ok()?;
        let root = Hash(BASE64.decode(lines.next()?).ok()?.try_into().ok()?);
        let sealed = lines.next()?.strip_prefix("sealed ")?.to_owned();
        lines.next().is_none().then_some(Self { shard, size, sealed, root })
    }
}
