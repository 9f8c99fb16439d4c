//! The unit that somebody joins: one that is there, or a new one with the facts that independence
//! rests on. A slip never opens a unit.

use anyhow::{Context as _, bail};
use domain::office::{Event, Office, Unit};
use jiff::civil::Date;

use crate::cli::staff::Opening;
use crate::config::nearest_few;

/// What stands for no place and no unit.
const NONE: &str = "none";

/// The event that opens a unit; nothing where it is there.
pub(super) fn opened(
    office: &Office,
    code: &str,
    since: Date,
    opening: &Opening,
) -> anyhow::Result<Option<Event>> {
    let known = office.units.get(code);
    if !opening.new_unit {
        return match known {
            Some(_) => Ok(None),
            None => bail!(
                "find the unit {code}: {}; to open it, say --new-unit with --unit-port, --unit-above and --unit-since",
                units_like(office, code)
            ),
        };
    }
    let facts = facts(office, code, opening)?;
    let from = opening.unit_since.context("open a unit: say since when, with --unit-since")?;
    match known {
        Some(unit) if *unit == facts => Ok(None),
        Some(unit) => bail!(
            "open the unit {code}: it is there already, serves {} and stands under {}; leave --new-unit out",
            unit.port.as_deref().unwrap_or("no place"),
            unit.parent.as_deref().unwrap_or("no unit"),
        ),
        None if from > since => {
            bail!("open the unit {code} on {from}: somebody serves in it since {since} already")
        }
        None => Ok(Some(Event::UnitOpened {
            unit: code.to_owned(),
            port: facts.port,
            parent: facts.parent,
            from,
        })),
    }
}

fn facts(office: &Office, code: &str, opening: &Opening) -> anyhow::Result<Unit> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if code.is_empty() || code == NONE || !code.chars().all(plain) {
        bail!("open the unit {code}: a code has small letters, digits and dashes only");
    }
    let given = |fact: &Option<String>| fact.clone().filter(|fact| fact != NONE);
    let (port, parent) = (given(&opening.unit_port), given(&opening.unit_above));
    if let Some(port) = port.as_deref().filter(|p| *p == "unknown" || !web::places::is_known(p)) {
        let known = web::places::all().iter().map(|place| place.key.as_str());
        let few = nearest_few(port, known.filter(|key| *key != "unknown")).join(", ");
        bail!(
            "find the place {port}: near it are {few}; say `none` where the unit serves no place"
        );
    }
    if let Some(above) = parent.as_deref().filter(|above| !office.units.contains_key(*above)) {
        let few = units_like(office, above);
        bail!("find the unit {above} above {code}: {few}; say `none` where there is none");
    }
    Ok(Unit { port, parent })
}

fn units_like(office: &Office, code: &str) -> String {
    let few = nearest_few(code, office.units.keys().map(String::as_str));
    if few.is_empty() {
        "there is no unit yet".to_owned()
    } else {
        format!("near it are {}", few.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Date = jiff::civil::date(2026, 3, 2);

    fn office() -> Office {
        let unit = |code: &str, port: Option<&str>, parent: Option<&str>| Event::UnitOpened {
            unit: code.to_owned(),
            port: port.map(ToOwned::to_owned),
            parent: parent.map(ToOwned::to_owned),
            from: DAY,
        };
        let events =
            [unit("redress", None, None), unit("port-0901", Some("us-0901"), Some("redress"))];
        events.iter().fold(Office::default(), Office::evolve)
    }

    fn opening(new_unit: bool, port: &str, above: &str) -> Opening {
        let said = |text: &str| Some(text.to_owned());
        Opening { new_unit, unit_port: said(port), unit_above: said(above), unit_since: Some(DAY) }
    }

    fn told(code: &str, since: Date, opening: &Opening) -> String {
        opened(&office(), code, since, opening).unwrap_err().to_string()
    }

    #[test]
    fn a_slip_is_told_what_is_near_and_opens_nothing() {
        let slip = told("redres", DAY, &opening(false, "none", "none"));
        assert!(slip.contains("near it are redress") && slip.contains("--new-unit"), "{slip}");
        assert!(told("x", DAY, &opening(true, "us-9091", "none")).contains("us-0901"));
        assert!(told("x", DAY, &opening(true, "unknown", "none")).contains("find the place"));
        assert!(told("x", DAY, &opening(true, "none", "redres")).contains("redress"));
        assert!(told("Port One", DAY, &opening(true, "none", "none")).contains("small letters"));
        let before = DAY.yesterday().unwrap();
        assert!(told("x", before, &opening(true, "none", "none")).contains("already"));
    }

    #[test]
    fn a_unit_is_opened_once_and_only_with_its_own_facts() {
        let again = opened(&office(), "port-0901", DAY, &opening(true, "us-0901", "redress"));
        assert_eq!(again.unwrap(), None);
        let other = told("port-0901", DAY, &opening(true, "none", "redress"));
        assert!(other.contains("serves us-0901 and stands under redress"), "{other}");
        let fresh = opened(&office(), "redress-a", DAY, &opening(true, "none", "redress")).unwrap();
        let Some(Event::UnitOpened { unit, port, parent, from }) = fresh else {
            panic!("nothing was opened");
        };
        assert_eq!((unit.as_str(), port, parent.as_deref()), ("redress-a", None, Some("redress")));
        assert_eq!(from, DAY);
    }
}
