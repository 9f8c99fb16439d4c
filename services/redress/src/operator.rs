//! Who runs this installation, for the pages and for the letters: one profile, read once.

use std::path::Path;

use anyhow::Context as _;
use domain::rule::Bilingual;
use web::{Both, Profile};

use crate::config::Config;

/// The operator of the settings; without one, the demonstration's, which says that it is none.
/// Where the profile does not say what the office's time is called, the zone of the settings does.
pub(crate) fn of(config: &Config) -> anyhow::Result<Profile> {
    let (mut profile, named) = match &config.operator {
        None => (Profile::demonstration(), false),
        Some(path) => read(path)?,
    };
    if !named {
        profile.zone = zone_name(&config.zone);
    }
    Ok(profile)
}

/// A profile, and whether it names the office's time.
fn read(path: &Path) -> anyhow::Result<(Profile, bool)> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("read the operator's profile {}", path.display()))?;
    let understand = || format!("understand {}", path.display());
    let profile = toml::from_str(&text).with_context(understand)?;
    let all: toml::Table = toml::from_str(&text).with_context(understand)?;
    Ok((profile, all.contains_key("zone")))
}

/// The same operator as letters name it.
pub(crate) fn of_letters(profile: &Profile, url: &str) -> letters::Profile {
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
        zone: both(&profile.zone),
    }
}

/// What people call the office's time of day.
fn zone_name(zone: &str) -> Both {
    let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
    match zone {
        "America/Toronto" | "America/New_York" => {
            Both::new("Eastern time (Toronto, New York)", "heure de l’Est (Toronto, New York)")
        }
        _ => Both::new(&format!("{city} time"), &format!("heure de {city}")),
    }
}
