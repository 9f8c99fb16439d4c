//! Where it happened: real ports and airports, by their true weights and not flattened.

use domain::place::{Mode, Place};
use domain::purpose::{Language, Purpose};
use domain::recourse::inquiry::codes::Complaint;

use super::super::chance::Chance;
use super::super::lists::Port;
use super::Drawing;
use super::subject::{boarding, business};

impl Drawing<'_> {
    pub(super) fn place(
        &self,
        complaints: &[Complaint],
        purpose: Purpose,
        chance: &mut Chance,
    ) -> Place {
        let mode = self.mode(complaints, purpose, chance);
        let weights = &self.lists.weights;
        let key = match mode {
            Mode::Land => {
                let weight = |port: &Port| self.port_weight(port, purpose);
                let place = chance.weighted(weights.port.iter().map(weight));
                weights.port[place].key.clone()
            }
            Mode::Preclearance => {
                let place = chance.weighted(weights.airport.iter().map(|a| a.weight));
                weights.airport[place].key.clone()
            }
            Mode::Air => "air-other".to_owned(),
            Mode::FerryRail => "ferry-rail".to_owned(),
        };
        Place { key, mode }
    }

    /// Trouble at boarding happens at airports, and business is refused where officers of the
    /// border sit; the rest is set so that every mode has its share of all matters.
    fn mode(&self, complaints: &[Complaint], purpose: Purpose, chance: &mut Chance) -> Mode {
        let share = |mode: Mode| self.lists.shares.mode.get(&mode).copied().unwrap_or(0.0);
        let flying = (share(Mode::Air) + share(Mode::Preclearance)) / 100.0;
        let among = self.mixture.boarding;
        let at_boarding = complaints.iter().any(|c| boarding(*c));
        let refused = complaints.iter().any(|c| {
            matches!(c, Complaint::TnRefused | Complaint::L1Refused | Complaint::EntryRefused)
        });
        let by_air = if at_boarding {
            (flying / among).min(1.0)
        } else {
            ((flying - among) / (1.0 - among)).max(0.0)
        };
        let choice = if chance.percent(100.0 * by_air) {
            if refused && business(purpose) {
                return Mode::Preclearance;
            }
            [Mode::Air, Mode::Preclearance]
        } else {
            [Mode::Land, Mode::FerryRail]
        };
        let taken = |mode| match mode {
            Mode::Preclearance => self.lists.shares.place.refused_business,
            Mode::Land | Mode::Air | Mode::FerryRail => 0.0,
        };
        choice[chance.weighted(choice.map(|mode| share(mode) - taken(mode)).into_iter())]
    }

    fn port_weight(&self, port: &Port, purpose: Purpose) -> f64 {
        let shares = &self.lists.shares.place;
        let designated = shares.designated.contains(&port.key);
        let mix = &self.lists.planted.mix;
        match purpose {
            Purpose::SpecialisedRepair | Purpose::AfterSales | Purpose::AfterLease => {
                let trucks = shares.truck_share / 100.0;
                let more = if self.planted && port.key == mix.place { mix.more } else { 1.0 };
                more * ((1.0 - trucks) * port.people + trucks * port.trucks)
            }
            Purpose::Professional | Purpose::IntraCompany if designated => {
                shares.designated_factor * port.people
            }
            Purpose::Professional
            | Purpose::IntraCompany
            | Purpose::NotBusiness
            | Purpose::BusinessVisitor
            | Purpose::TraderInvestor
            | Purpose::TrustedTraveller
            | Purpose::Unknown => port.people,
        }
    }

    pub(super) fn language(&self, place: &Place, chance: &mut Chance) -> Language {
        let french = &self.lists.shares.french;
        let there = french.places.contains(&place.key);
        let share = if there { french.there } else { french.elsewhere };
        if chance.percent(share) { Language::Fr } else { Language::En }
    }
}
