//! Nobody judges their own unit's act. The guard answers which tie, if any, bars a member of
//! staff from a contested decision; while the officer is unknown the whole port is barred.

use jiff::civil::Date;

use super::{Office, Unit};
use crate::ids::StaffId;
use crate::violation::Tie;

/// Key of the place where the person could not say which it was.
const SOMEWHERE: &str = "unknown";

/// What is known of where a contested decision came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin<'a> {
    /// Place key of the port.
    pub port: &'a str,
    /// The unit, once learned.
    pub unit: Option<&'a str>,
    /// The officer, once learned.
    pub officer: Option<StaffId>,
    /// Day of the decision.
    pub on: Date,
}

/// The tie that bars a member of staff, if there is one.
pub fn tie(office: &Office, staff: StaffId, origin: &Origin<'_>) -> Option<Tie> {
    let member = office.staff.get(&staff)?;
    if origin.officer == Some(staff) {
        return Some(Tie::Originator);
    }
    let served: Vec<&str> = member.posts.iter().map(|p| p.unit.as_str()).collect();
    if origin.unit.is_some_and(|unit| served.contains(&unit)) {
        return Some(Tie::SameUnit);
    }
    if above(office, staff, &served, origin) {
        return Some(Tie::ChainOfCommand);
    }
    let at_port =
        |unit: &&str| office.units.get(*unit).is_some_and(|unit| is_at(unit, origin.port));
    (origin.officer.is_none() && served.iter().any(at_port)).then_some(Tie::SamePort)
}

/// Whether a unit serves at a port; while nobody knows which port it was, at any.
fn is_at(unit: &Unit, port: &str) -> bool {
    unit.port.as_deref().is_some_and(|own| own == port || port == SOMEWHERE)
}

/// Whether the person stands above the decision: in a unit over the originating unit or port,
/// or in the reporting line over the officer.
fn above(office: &Office, staff: StaffId, served: &[&str], origin: &Origin<'_>) -> bool {
    let units: Vec<&str> = match origin.unit {
        Some(unit) => vec![unit],
        None => office
            .units
            .iter()
            .filter(|(_, unit)| is_at(unit, origin.port))
            .map(|(code, _)| code.as_str())
            .collect(),
    };
    units.into_iter().any(|unit| ancestors(office, unit).iter().any(|a| served.contains(a)))
        || origin.officer.is_some_and(|officer| superiors(office, officer).contains(&staff))
}

fn ancestors<'a>(office: &'a Office, unit: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut next = office.units.get(unit).and_then(|u| u.parent.as_deref());
    while let Some(code) = next {
        if found.contains(&code) {
            break;
        }
        found.push(code);
        next = office.units.get(code).and_then(|u| u.parent.as_deref());
    }
    found
}

fn superiors(office: &Office, officer: StaffId) -> Vec<StaffId> {
    let mut found = Vec::new();
    let mut open = vec![officer];
    while let Some(next) = open.pop() {
        for (above, _) in office.staff.get(&next).into_iter().flat_map(|m| &m.reports_to) {
            if !found.contains(above) {
                found.push(*above);
                open.push(*above);
            }
        }
    }
    found
}
