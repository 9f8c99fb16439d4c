//! Where something happened. Ports carry their official code where a source gives one; where
//! none was found the name stands alone and the code is absent, never invented.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::Jurisdiction;
use crate::purpose::codes;
use crate::rule::Bilingual;

codes!(
    /// How the person was crossing.
    Mode {
        /// By road, rail bridge or on foot.
        Land = "land",
        /// At a preclearance airport.
        Preclearance = "preclearance",
        /// At another airport, or refused boarding.
        Air = "air",
        /// By ferry, boat or train.
        FerryRail = "ferry_rail",
    }
);

/// A place of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Key in the list of places (`contracts/rules/places.toml`), such as `us-0901` or `air-YYZ`;
    /// `unknown` where the person could not say.
    pub key: String,
    /// Mode of travel.
    pub mode: Mode,
}

/// A place that a person may name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Stable key.
    pub key: String,
    /// Official code, where a source gives one.
    #[serde(default)]
    pub code: Option<String>,
    /// Name in both languages.
    pub name: Bilingual,
    /// Whose officers decide there.
    pub country: Jurisdiction,
    /// Region of our own roll-up.
    pub region: String,
    /// Modes of travel that meet there.
    pub modes: Vec<Mode>,
}

/// The list of places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Regions by key.
    pub regions: BTreeMap<String, Bilingual>,
    /// Places in the order in which they are offered.
    pub place: Vec<Known>,
}

impl Places {
    /// A place by key.
    pub fn find(&self, key: &str) -> Option<&Known> {
        self.place.iter().find(|p| p.key == key)
    }

    /// The region of a place; `not-known` for a key that is not in the list.
    pub fn region(&self, key: &str) -> &str {
        self.find(key).map_or("not-known", |p| p.region.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_a_region_and_a_key_of_its_own() {
        let list: Places =
            toml::from_str(include_str!("../../../contracts/rules/places.toml")).unwrap();
        let mut keys: Vec<&str> = list.place.iter().map(|p| p.key.as_str()).collect();
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        assert_eq!(count, keys.len());
        assert!(list.place.iter().all(|p| list.regions.contains_key(&p.region)));
        assert_eq!(list.find("us-0901").and_then(|p| p.code.as_deref()), Some("0901"));
    }
}
