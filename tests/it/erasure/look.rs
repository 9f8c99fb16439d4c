//! A look through every byte that an installation wrote, for words in any dress: plain, base64 at any
//! offset, hex, UTF-16, and whatever is packed with gzip.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD_NO_PAD as BASE64;
use flate2::read::GzDecoder;

/// Bytes by which a dress is recognised before it is compared whole.
const MARK: usize = 3;
const GZIP: [u8; MARK] = [0x1f, 0x8b, 8];

/// Words to look for, each in every dress.
pub(super) struct Wanted {
    dresses: HashMap<[u8; MARK], Vec<(Vec<u8>, String)>>,
    /// Which marks there are at all: nearly every byte is passed over by a look at this.
    marks: Vec<bool>,
}

impl Wanted {
    pub(super) fn of(words: &[String]) -> Self {
        let mut dresses: HashMap<[u8; MARK], Vec<(Vec<u8>, String)>> = HashMap::new();
        for word in words {
            for (dress, bytes) in dressed(word) {
                let mark = bytes[..MARK].try_into().unwrap();
                dresses.entry(mark).or_default().push((bytes, format!("{word} ({dress})")));
            }
        }
        let mut marks = vec![false; 1 << (8 * MARK)];
        for mark in dresses.keys().chain([&GZIP]) {
            marks[number(*mark)] = true;
        }
        Self { dresses, marks }
    }

    /// What is found below a folder, and where.
    pub(super) fn below(&self, folder: &Path) -> BTreeMap<String, BTreeSet<PathBuf>> {
        let mut found: BTreeMap<String, BTreeSet<PathBuf>> = BTreeMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap().flatten() {
                let (path, kind) = (entry.path(), entry.file_type().unwrap());
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    for word in self.within(&fs::read(&path).unwrap()) {
                        found.entry(word).or_default().insert(path.clone());
                    }
                }
            }
        }
        found
    }

    /// What is found in some bytes.
    pub(super) fn within(&self, bytes: &[u8]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut last = 0;
        for (end, byte) in bytes.iter().enumerate() {
            last = (last << 8 | usize::from(*byte)) & ((1 << (8 * MARK)) - 1);
            if !self.marks[last] || end + 1 < MARK {
                continue;
            }
            let at = end + 1 - MARK;
            let mark: &[u8; MARK] = bytes[at..=end].try_into().unwrap();
            for (dress, word) in self.dresses.get(mark).into_iter().flatten() {
                if bytes[at..].starts_with(dress) {
                    found.insert(word.clone());
                }
            }
            if *mark == GZIP {
                let mut plain = Vec::new();
                // What unpacks before the packing breaks counts too.
                let _ = GzDecoder::new(&bytes[at..]).take(1 << 24).read_to_end(&mut plain);
                found.extend(self.within(&plain).into_iter().map(|word| format!("{word} in gzip")));
            }
        }
        found
    }
}

fn number(mark: [u8; MARK]) -> usize {
    mark.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

fn dressed(word: &str) -> Vec<(&'static str, Vec<u8>)> {
    let halves = word.bytes().flat_map(|byte| [byte >> 4, byte & 15]);
    let hex: String = halves.map(|half| char::from_digit(half.into(), 16).unwrap()).collect();
    let mut all = vec![
        ("plain", word.as_bytes().to_vec()),
        ("upper case", word.to_uppercase().into_bytes()),
        ("hex", hex.clone().into_bytes()),
        ("upper-case hex", hex.to_uppercase().into_bytes()),
        ("UTF-16LE", word.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16BE", word.encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ];
    // Whatever stands before a word moves it by up to two bytes; only whole groups of four stay.
    for (skip, dress) in [(0, "base64"), (1, "base64, by one"), (2, "base64, by two")] {
        let inner = &word.as_bytes()[(3 - skip) % 3..];
        let whole = &inner[..inner.len() / 3 * 3];
        all.push((dress, BASE64.encode(whole).into_bytes()));
    }
    all
}

#[test]
fn a_word_is_found_in_every_dress_and_only_where_it_is() {
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write as _;

    let word = "qzkvanelmortwub".to_owned();
    let wanted = Wanted::of(std::slice::from_ref(&word));
    assert!(wanted.within(b"nothing of it: qzkvanelmortwu").is_empty());
    for (dress, bytes) in dressed(&word) {
        let found = wanted.within(&[b"before".as_slice(), &bytes, b"behind"].concat());
        assert_eq!(found.len(), 1, "{dress}: {found:?}");
    }
    for before in ["", "a", "ab", "abc"] {
        let coded = BASE64.encode(format!("{before}{word} and more"));
        assert!(!wanted.within(coded.as_bytes()).is_empty(), "behind {before:?}");
    }
    let mut packed = GzEncoder::new(b"before".to_vec(), Compression::default());
    packed.write_all(word.as_bytes()).unwrap();
    assert!(wanted.within(&packed.finish().unwrap()).iter().any(|w| w.ends_with("in gzip")));
}
