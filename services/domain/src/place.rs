//! Where something happened. Ports carry their official code where a source gives one; where
//! none was found the name stands alone and the code is absent, never invented.

use serde::{Deserialize, Serialize};

use crate::purpose::codes;

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
