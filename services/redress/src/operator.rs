//! Who runs this installation, for the pages and for the letters: one profile, read once.

use anyhow::Context as _;
use domain::rule::Bilingual;
use web::{Both, Profile};

use crate::config::Config;

/// The operator of the settings; without one, the demonstration's, which says that it is none.
pub(crate) fn of(config: &Config) -> anyhow::Result<Profile> {
    let Some(path) = &config.operator else { return Ok(Profile::demonstration()) };
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("read the operator's profile {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("understand {}", path.display()))
}

/// The same operator as letters name it.
pub(crate) fn of_letters(profile: &Profile, url: &str, zone: &str) -> letters::Profile {
    let both = |text: &Both| Bilingual { en: text.en.clone(), fr: text.fr.clone() };
    letters::Profile {
        name: both(&profile.name),
        decides: both(&profile.decides),
        files_with_decider: profile.kind.files_with_decider(),
        sender: Bilingual { en: "Case service".to_owned(), fr: "Service des dossiers".to_owned() },
        email: profile.email.clone(),
        phone: profile.phone.clone(),
        address: profile.address.clone(),
        site: url.to_owned(),
        zone: zone_name(zone),
    }
}

/// What people call the office's time of day.
fn zone_name(zone: &str) -> Bilingual {
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    match zone {
        "America/Toronto" | "America/New_York" => Bilingual {
            en: "Eastern time (Toronto, New York)".to_owned(),
            fr: "heure de l’Est (Toronto, New York)".to_owned(),
        },
        _ => Bilingual { en: format!("{city} time"), fr: format!("heure de {city}") },
    }
}
