//! Where heads go: out of the reach of whoever can write to the database. A folder for now; a
//! witness that signs what it has seen takes the same entries.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use domain::ShardId;

/// A place outside the database. What is kept there is only ever added to.
pub trait Outside: Send + Sync {
    /// The last entry of a shard, if there is one.
    fn last(&self, shard: ShardId) -> Result<Option<String>, Error>;

    /// Adds an entry. Once this answers, a power cut cannot take it away.
    fn keep(&self, shard: ShardId, entry: &str) -> Result<(), Error>;
}

/// What is written behind an entry that a power cut left unfinished: readers set it aside.
const CUT_OFF: &str = "# cut off";

/// A folder with one file a shard, which is only appended to.
pub struct Folder {
    path: PathBuf,
    /// What was last seen of each file, so that it is read again only where somebody wrote.
    seen: Mutex<HashMap<i16, Seen>>,
}

#[derive(Clone, Default)]
struct Seen {
    length: u64,
    last: Option<String>,
    torn: bool,
}

impl Folder {
    /// Opens the folder, or makes it, and writes the public key down in it. That copy is for
    /// convenience: whoever checks takes the key from a place that they trust.
    pub fn open(path: &Path, public: &str) -> Result<Self, Error> {
        std::fs::create_dir_all(path)?;
        let name = public.split('+').next().unwrap_or_default();
        let key = path.join(format!("{name}.pub"));
        match OpenOptions::new().write(true).create_new(true).open(&key) {
            Ok(mut file) => {
                file.write_all(format!("{public}\n").as_bytes())?;
                file.sync_all()?;
                sync_folder(&key)?;
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        Ok(Self { path: path.to_owned(), seen: Mutex::default() })
    }

    fn file(&self, shard: ShardId) -> PathBuf {
        self.path.join(format!("shard-{}.heads", shard.0))
    }

    fn look(&self, shard: ShardId) -> Result<Seen, Error> {
        let path = self.file(shard);
        let length = match std::fs::metadata(&path) {
            Ok(there) => there.len(),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Seen::default()),
            Err(error) => return Err(error),
        };
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = seen.get(&shard.0).filter(|known| known.length == length) {
            return Ok(known.clone());
        }
        let fresh = read(&std::fs::read_to_string(&path)?);
        seen.insert(shard.0, fresh.clone());
        Ok(fresh)
    }
}

impl Outside for Folder {
    fn last(&self, shard: ShardId) -> Result<Option<String>, Error> {
        Ok(self.look(shard)?.last)
    }

    fn keep(&self, shard: ShardId, entry: &str) -> Result<(), Error> {
        let (path, seen) = (self.file(shard), self.look(shard)?);
        let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
        let text = if seen.torn { format!("{CUT_OFF}\n{entry}") } else { entry.to_owned() };
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        if seen.length == 0 { sync_folder(&path) } else { Ok(()) }
    }
}

/// Finds the last whole entry: it begins with `old` and ends with a line of a signature.
fn read(text: &str) -> Seen {
    let mut seen = Seen { length: text.len() as u64, ..Seen::default() };
    let (mut at, mut begun) = (0, None);
    for line in text.split_inclusive('\n') {
        let (from, to) = (at, at + line.len());
        at = to;
        let whole = line.ends_with('\n');
        if line.trim_end().ends_with(CUT_OFF) {
            begun = None;
        } else if whole && line.starts_with("— ") {
            seen.last = begun.take().map(|from: usize| text[from..to].to_owned()).or(seen.last);
        } else {
            begun.get_or_insert(from);
        }
    }
    seen.torn = begun.is_some();
    seen
}

pub(super) fn sync_folder(path: &Path) -> Result<(), Error> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "old 0\n\na/shard-2\n1\nroot\n\n— a sig\n";
    const TWO: &str = "old 1\nproof\n\na/shard-2\n2\nroot\n\n— a sig\n";

    #[test]
    fn only_ever_grows_and_remembers_the_last() {
        let folder = tempfile::tempdir().unwrap();
        let place = Folder::open(folder.path(), "a+1+key").unwrap();
        assert_eq!(place.last(ShardId(2)).unwrap(), None);
        place.keep(ShardId(2), ONE).unwrap();
        place.keep(ShardId(2), TWO).unwrap();
        assert_eq!(place.last(ShardId(2)).unwrap().as_deref(), Some(TWO));
        assert_eq!(place.last(ShardId(1)).unwrap(), None);
        let text = std::fs::read_to_string(folder.path().join("shard-2.heads")).unwrap();
        assert_eq!(text, format!("{ONE}{TWO}"));
        assert_eq!(std::fs::read_to_string(folder.path().join("a.pub")).unwrap(), "a+1+key\n");
    }

    #[test]
    fn what_a_power_cut_left_is_set_aside() {
        for cut in 1..TWO.len() - 1 {
            let Some(half) = TWO.get(..cut) else { continue };
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("shard-2.heads"), format!("{ONE}{half}")).unwrap();
            let place = Folder::open(folder.path(), "a+1+key").unwrap();
            assert_eq!(place.last(ShardId(2)).unwrap().as_deref(), Some(ONE), "{half:?}");
            place.keep(ShardId(2), TWO).unwrap();
            assert_eq!(place.last(ShardId(2)).unwrap().as_deref(), Some(TWO), "{half:?}");
        }
    }
}
