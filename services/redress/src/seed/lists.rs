//! The lists from which the history is drawn, as committed data: weights of places, shares and
//! spreads, names, towns, stories, and the truths that are planted.

use std::collections::BTreeMap;

use anyhow::Context as _;
use domain::case::codes::Standing;
use domain::place::{Mode, Places};
use domain::purpose::{Channel, Purpose};
use domain::recourse::inquiry::codes::{Complaint, Component, Outcome, RootCause};
use domain::rule::Bilingual;
use serde::Deserialize;

use super::chance::Spread;

/// Everything that the planner reads.
#[derive(Debug)]
pub(crate) struct Lists {
    pub(crate) places: Places,
    pub(crate) weights: Weights,
    pub(crate) shares: Shares,
    pub(crate) names: Vec<Group>,
    pub(crate) towns: Towns,
    pub(crate) texts: Texts,
    pub(crate) planted: Planted,
}

/// The committed lists, with the places of the rule book.
pub(crate) fn committed_lists() -> anyhow::Result<Lists> {
    Lists::committed()
}

impl Lists {
    fn committed() -> anyhow::Result<Self> {
        let names: Names = read("names", include_str!("../../data/names.toml"))?;
        Ok(Self {
            places: read("places", include_str!("../../../../contracts/rules/places.toml"))?,
            weights: read("weights", include_str!("../../data/weights.toml"))?,
            shares: read("shares", include_str!("../../data/shares.toml"))?,
            names: names.group,
            towns: read("towns", include_str!("../../data/towns.toml"))?,
            texts: read("texts", include_str!("../../data/texts.toml"))?,
            planted: read("planted", include_str!("../../data/planted.toml"))?,
        })
    }
}

pub(crate) fn read<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> anyhow::Result<T> {
    toml::from_str(text).with_context(|| format!("read the seed's list of {what}"))
}

macro_rules! lists {
    ($($name:ident { $($field:ident : $type:ty),+ $(,)? })+) => {
        $(#[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $(pub(crate) $field: $type),+ })+
    };
}

lists! {
    Weights { port: Vec<Port>, airport: Vec<Airport> }
    Port { key: String, people: f64, trucks: f64, quarters: [f64; 4] }
    Airport { key: String, weight: f64 }
    Shares {
        complaint: BTreeMap<Complaint, f64>,
        purpose: BTreeMap<Purpose, f64>,
        standing: BTreeMap<Standing, f64>,
        mode: BTreeMap<Mode, f64>,
        channel: BTreeMap<Channel, f64>,
        french: French,
        month: Months,
        weekday: Weekdays,
        filing: Filing,
        level: Level,
        place: PlaceShares,
        who: Who,
        agent: BTreeMap<AgentKind, f64>,
        papers: Papers,
        component: BTreeMap<Component, ComponentShare>,
        step: Steps,
        request: Requests,
        office: OfficeShares,
        outcome: BTreeMap<Outcome, f64>,
        ending: Endings,
        root_cause: BTreeMap<RootCause, f64>,
        root_cause_otherwise: BTreeMap<RootCause, f64>,
        decision: Decisions,
        sealed: SealedShares,
        after: After,
        other: Other,
        mail: Mail,
    }
    French { places: Vec<String>, there: f64, elsewhere: f64, both: f64 }
    Months { visitors: [f64; 12], business: [f64; 12], terms: Vec<i8> }
    Weekdays { business: [f64; 7], other: [f64; 7] }
    Filing {
        at_once: f64, soon: Shared, late: Shared, old: Shared,
        weekend: f64, last_hour: f64, hours: [f64; 24],
    }
    Shared { share: f64, median: f64, sigma: f64 }
    Level { dispersion: f64, step_month: i32, step_months: i32, step: f64, return_months: i32 }
    PlaceShares {
        refused_business: f64, truck_share: f64, designated: Vec<String>, designated_factor: f64,
    }
    Who {
        represented_business: f64, represented_other: f64, minor: f64,
        household: f64, again: f64, duplicate: f64,
    }
    Papers {
        complete: f64, never: f64, later: Spread, nothing: f64, some: f64, unreadable: f64,
        evidence: Spread, photo: f64,
    }
    ComponentShare { share: f64, median: f64, sigma: f64 }
    Steps { intake: Spread, drafting: Spread, signature: Spread, correction: Spread, answer: Spread }
    Requests { share: f64, twice: f64 }
    OfficeShares {
        leave_capacity: f64, slow_month: i32, slow_component: Component, slow_factor: f64,
    }
    Endings {
        withdrawn: f64, sent_back: f64, handed_over: f64, wrong_sent_back: f64,
        wrong_door: Vec<Complaint>, wrong_door_factor: f64,
    }
    Decisions { cannot_disclose: f64, neither: f64, limited: f64, sent_back: f64, mixed: f64 }
    SealedShares { listed: f64 }
    After {
        reopened: f64, new_fact: f64, our_error: f64, again_corrected: f64,
        again_distinguished: f64,
        crossing: f64, crossing_days: Spread, smooth_favourable: f64, smooth_otherwise: f64,
    }
    Other {
        urgent: f64, urgent_granted: f64, message: f64, late_recorded: f64,
        originator_learned: f64, control_number: f64, unsure_day: f64,
    }
    Mail { breaks: f64, mended: f64 }
    Names { group: Vec<Group> }
    Towns { towns: Vec<String>, streets: Vec<String> }
    Texts {
        mark: Bilingual, story: BTreeMap<Complaint, Said>, reasons: BTreeMap<String, Bilingual>,
        close: Said, message: Said, reply: Said, request: Said, answer: Said, urgent: Said,
        urgent_answer: Said, back: Said, again: Said, component: Said,
    }
    Said { en: Vec<String>, fr: Vec<String> }
    Mix { place: String, purposes: Vec<Purpose>, more: f64, odds: f64 }
    Translator { factor: f64, until_month: i32 }
    Form { month: i32, lift: f64 }
    Guidance {
        month: i32, complaint: Complaint, reached: Vec<String>, share: f64,
    }
    Bunching { team: String, share: f64, from_day: i64, to_day: i64 }
    Stubborn { place: String, root_cause: RootCause, share: f64 }
}

/// The planted truths, less what only tests are told.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Planted {
    pub(crate) odds: BTreeMap<String, f64>,
    pub(crate) mix: Mix,
    pub(crate) translator: Translator,
    pub(crate) form: Form,
    pub(crate) guidance: Guidance,
    pub(crate) bunching: Bunching,
    pub(crate) stubborn: Stubborn,
}

/// People whose names go together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) origin: String,
    pub(crate) citizenship: Vec<String>,
    pub(crate) standings: Vec<Standing>,
    pub(crate) weight: f64,
    #[serde(default)]
    pub(crate) given: Vec<String>,
    #[serde(default)]
    pub(crate) family: Vec<String>,
    #[serde(default)]
    pub(crate) whole: Vec<String>,
    #[serde(default)]
    pub(crate) original: Vec<String>,
}

/// Who acts for a traveller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AgentKind {
    Lawyer,
    Consultant,
    Family,
    Employer,
}
