//! The places of incidents, from `contracts/rules/places.toml`: keys as stored, names as read.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::lang::Lang;
use crate::profile::Both;

const TEXT: &str = include_str!("../../../contracts/rules/places.toml");

#[derive(Deserialize)]
struct Book {
    place: Vec<Listed>,
}

/// A place.
#[derive(Debug, Deserialize)]
pub struct Listed {
    /// Key as stored.
    pub key: String,
    /// Name as read.
    pub name: Both,
    /// Region that it belongs to.
    pub region: String,
    /// Whose officers serve there.
    pub country: String,
    /// Modes of travel that pass there.
    pub modes: Vec<String>,
}

static BOOK: LazyLock<Vec<Listed>> = LazyLock::new(|| {
    let book: Book = toml::from_str(TEXT).expect("the list of places is read by a test");
    book.place
});

/// Every place, in the order of the list.
pub fn all() -> &'static [Listed] {
    &BOOK
}

/// Whether a key is in the list.
pub fn is_known(key: &str) -> bool {
    BOOK.iter().any(|place| place.key == key)
}

/// The name of a place; its key where it is not in the list any more.
pub fn name(key: &str, lang: Lang) -> &str {
    let place = BOOK.iter().find(|place| place.key == key);
    // A key outlives the list: it is then better than nothing.
    place.map_or("?", |place| place.name.get(lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_name_and_a_known_mode() {
        assert!(is_known("unknown"));
        for place in all() {
            assert!(!place.name.en.is_empty() && !place.name.fr.is_empty(), "{}", place.key);
            for mode in &place.modes {
                assert!(domain::place::Mode::parse(mode).is_some(), "{}", place.key);
            }
        }
    }
}
