//! Master keys in a file. Every seal looks whether the file was replaced, so that a running server
//! takes up a new master key by itself; one that it does not know makes it read again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use aws_lc_rs::hmac;

use super::stored::{self, Stamp, Stored};
use super::{Asked, Held, Holder, KeyringError, Wrapped};
use crate::hex;
use crate::seal::{DataKey, NONCE, Unopenable};

/// Purpose under which master keys wrap data keys.
const WRAP: &str = "subject-key";
/// First byte of a wrapped key whose seal is bound to the master key's name too. Those from before
/// have no such byte, and are shorter by it.
const BOUND: u8 = 2;
/// Length of a wrapped key without that byte.
const UNBOUND_LENGTH: usize = NONCE + 32 + 16;

struct Keys {
    stamp: Option<Stamp>,
    current: String,
    master: BTreeMap<String, [u8; 32]>,
    index: hmac::Key,
}

/// Master keys as they were last read. Locked for the moment of a look or an exchange only.
pub(super) struct KeyFile {
    /// Absent where the keys are nowhere stored.
    path: Option<PathBuf>,
    keys: RwLock<Keys>,
}

impl KeyFile {
    pub(super) fn open_or_create(path: &Path) -> Result<Self, KeyringError> {
        if !path.exists() {
            stored::create(path)?;
        }
        let keys = RwLock::new(read(path)?);
        Ok(Self { path: Some(path.to_owned()), keys })
    }

    pub(super) fn ephemeral() -> Result<Self, KeyringError> {
        let keys = unpack(&Stored::fresh()?, None).map_err(|_| KeyringError::NoChance)?;
        Ok(Self { path: None, keys: RwLock::new(keys) })
    }

    fn look<T>(&self, at: impl FnOnce(&Keys) -> T) -> T {
        at(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the file again where it was replaced. One that cannot be read now leaves what is
    /// known: a server goes on.
    fn refresh(&self) {
        let Some(path) = &self.path else { return };
        let stands = stored::stamp(path).ok();
        if stands.is_none() || stands == self.look(|keys| keys.stamp) {
            return;
        }
        match read(path) {
            Ok(keys) => *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys,
            Err(error) => tracing::warn!(%error, "the keyring is not read again"),
        }
    }

    fn current(&self) -> String {
        self.refresh();
        self.look(|keys| keys.current.clone())
    }

    fn derived(&self, key_id: &str, purpose: &str) -> Result<[u8; 32], Unopenable> {
        let make = |keys: &Keys| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, keys.master.get(key_id)?);
            let mut derived = [0; 32];
            derived.copy_from_slice(hmac::sign(&key, purpose.as_bytes()).as_ref());
            Some(derived)
        };
        let known = self.look(make);
        if known.is_none() {
            self.refresh();
        }
        known.or_else(|| self.look(make)).ok_or(Unopenable("its master key is gone"))
    }

    fn wrap_now(&self, bound_to: &[u8], key: &[u8; 32]) -> Result<Wrapped, KeyringError> {
        let key_id = self.current();
        let wrapping = DataKey::new(&self.derived(&key_id, WRAP)?)?;
        let sealed = wrapping.seal(&bound(bound_to, &key_id), key.to_vec())?;
        let bytes = [[BOUND].as_slice(), &sealed.nonce, &sealed.ciphertext].concat();
        Ok(Wrapped { key_id, bytes })
    }

    fn unwrap_now(&self, id: &str, bound_to: &[u8], wrapped: &[u8]) -> Result<Vec<u8>, Unopenable> {
        let wrapping = DataKey::new(&self.derived(id, WRAP)?)?;
        let (place, sealed) = match wrapped.split_first() {
            Some((&BOUND, rest)) if rest.len() == UNBOUND_LENGTH => (bound(bound_to, id), rest),
            _ => (bound_to.to_vec(), wrapped),
        };
        let parts = sealed.split_at_checked(NONCE);
        let (nonce, ciphertext) = parts.ok_or(Unopenable("its key is too short"))?;
        wrapping.open(&place, nonce, ciphertext.to_vec())
    }

    /// Changes the file, or what stands in for one, and takes up what it now says.
    fn change(
        &self,
        change: impl FnOnce(&mut Stored) -> Result<(), KeyringError>,
    ) -> Result<(), KeyringError> {
        if let Some(path) = &self.path {
            stored::change(path, change)?;
            self.refresh();
            return Ok(());
        }
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let packed = keys.master.iter().map(|(id, key)| (id.clone(), hex::encode(key))).collect();
        let (current, index) = (keys.current.clone(), stored::drawn()?);
        let mut stored = Stored { current, master: packed, index };
        change(&mut stored)?;
        let made = unpack(&stored, None).map_err(|_| KeyringError::NoChance)?;
        (keys.current, keys.master) = (made.current, made.master);
        Ok(())
    }
}

/// The wrapping is bound to the name of the key that made it: AES-GCM alone does not say which key
/// a ciphertext is of.
fn bound(bound_to: &[u8], key_id: &str) -> Vec<u8> {
    [bound_to, key_id.as_bytes()].concat()
}

fn read(path: &Path) -> Result<Keys, KeyringError> {
    let (stored, stamp) = stored::read(path)?;
    unpack(&stored, Some(stamp))
        .map_err(|why| KeyringError::Unreadable { path: path.to_owned(), why })
}

fn unpack(stored: &Stored, stamp: Option<Stamp>) -> Result<Keys, String> {
    let mut master = BTreeMap::new();
    for (id, text) in &stored.master {
        let key = hex::decode(text).and_then(|bytes| bytes.try_into().ok());
        master.insert(id.clone(), key.ok_or_else(|| format!("key {id} is not 32 bytes of hex"))?);
    }
    if !master.contains_key(&stored.current) {
        return Err(format!("current key {} is not in it", stored.current));
    }
    let index = hex::decode(&stored.index).ok_or("index key is not hex")?;
    let index = hmac::Key::new(hmac::HMAC_SHA256, &index);
    Ok(Keys { stamp, current: stored.current.clone(), master, index })
}

impl Holder for KeyFile {
    fn held(&self) -> Asked<'_, Held> {
        let current = self.current();
        let all = self.look(|keys| keys.master.keys().cloned().collect());
        Box::pin(std::future::ready(Ok(Held { current, all })))
    }

    fn wrap<'a>(&'a self, bound_to: &'a [u8], key: &'a [u8; 32]) -> Asked<'a, Wrapped> {
        Box::pin(std::future::ready(self.wrap_now(bound_to, key)))
    }

    fn unwrap<'a>(
        &'a self,
        key_id: &'a str,
        bound_to: &'a [u8],
        wrapped: &'a [u8],
    ) -> Asked<'a, Vec<u8>> {
        let key = self.unwrap_now(key_id, bound_to, wrapped);
        Box::pin(std::future::ready(key.map_err(Into::into)))
    }

    fn derive<'a>(&'a self, key_id: &'a str, purpose: &'a str) -> Asked<'a, [u8; 32]> {
        Box::pin(std::future::ready(self.derived(key_id, purpose).map_err(Into::into)))
    }

    fn digest(&self, purpose: &str, text: &[u8]) -> [u8; 32] {
        let mut context = self.look(|keys| hmac::Context::with_key(&keys.index));
        context.update(purpose.as_bytes());
        context.update(&[0]);
        context.update(text);
        let mut digest = [0; 32];
        digest.copy_from_slice(context.sign().as_ref());
        digest
    }

    fn draw(&self) -> Asked<'_, String> {
        let drawn = self.change(Stored::draw).map(|()| self.current());
        Box::pin(std::future::ready(drawn))
    }

    fn destroy<'a>(&'a self, key_id: &'a str) -> Asked<'a, ()> {
        let destroyed = self.change(|stored| {
            if stored.current == key_id {
                return Err(KeyringError::InUse { key_id: key_id.to_owned() });
            }
            stored.master.remove(key_id);
            Ok(())
        });
        Box::pin(std::future::ready(destroyed))
    }
}
