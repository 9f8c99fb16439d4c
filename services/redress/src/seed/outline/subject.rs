//! What a matter is about. The first complaint and each further one are drawn so that every
//! code has its own share of all matters; purpose and mode of travel follow the complaints where
//! they must, and have their shares over all matters too.

use std::collections::BTreeMap;

use domain::purpose::Purpose;
use domain::recourse::inquiry::codes::Complaint;

use super::super::chance::Chance;
use super::super::lists::Shares;

/// Shares worked out once.
#[derive(Debug)]
pub(crate) struct Mixture {
    first: BTreeMap<Complaint, f64>,
    further: BTreeMap<Complaint, f64>,
    purpose: BTreeMap<Purpose, f64>,
    /// How often a complaint's own purpose is the purpose of the trip.
    implied: Vec<(Purpose, f64)>,
    /// Share of matters with a complaint about boarding.
    pub(crate) boarding: f64,
}

/// Whether a complaint arises before or at boarding.
pub(crate) const fn boarding(complaint: Complaint) -> bool {
    matches!(
        complaint,
        Complaint::BpPrint
            | Complaint::BoardDenied
            | Complaint::BoardDelayed
            | Complaint::AgentCall
            | Complaint::ToldNofly
    )
}

/// The purpose that a complaint implies.
const fn implied(complaint: Complaint) -> Option<Purpose> {
    if matches!(complaint, Complaint::TnRefused) {
        Some(Purpose::Professional)
    } else if matches!(complaint, Complaint::L1Refused) {
        Some(Purpose::IntraCompany)
    } else if matches!(complaint, Complaint::TtpRevoked | Complaint::TtpDenied) {
        Some(Purpose::TrustedTraveller)
    } else {
        None
    }
}

impl Mixture {
    /// Works the shares out.
    pub(crate) fn of(shares: &Shares) -> Self {
        let total: f64 = shares.complaint.values().sum();
        let first: BTreeMap<_, f64> =
            shares.complaint.iter().map(|(c, s)| (*c, s / total)).collect();
        // first + (1 - first) x further = share, for every code.
        let further: BTreeMap<_, f64> = shares
            .complaint
            .iter()
            .map(|(c, share)| (*c, (share / 100.0 - first[c]) / (1.0 - first[c])))
            .collect();
        let without = |of: &dyn Fn(Complaint) -> bool| {
            let begins: f64 = first.iter().filter(|(c, _)| !of(**c)).map(|(_, p)| p).sum();
            let adds: f64 = further.iter().filter(|(c, _)| of(**c)).map(|(_, q)| 1.0 - q).product();
            begins * adds
        };
        let boarding = 1.0 - without(&boarding);
        let mut purpose = shares.purpose.clone();
        // What the complaints bring is taken off; the rest is drawn freely.
        let (mut before, mut implied_by) = (1.0, Vec::new());
        for kind in [Purpose::Professional, Purpose::IntraCompany, Purpose::TrustedTraveller] {
            let brought = before * (1.0 - without(&|c| implied(c) == Some(kind)));
            let share = purpose.get(&kind).copied().unwrap_or(0.0) / 100.0;
            let taken = brought.min(share);
            before -= taken;
            implied_by.push((kind, taken / brought));
            purpose.insert(kind, 100.0 * (share - taken));
        }
        Self { first, further, purpose, implied: implied_by, boarding }
    }

    pub(super) fn complaints(&self, chance: &mut Chance) -> Vec<Complaint> {
        let mut all = vec![chance.of_table(&self.first)];
        for (complaint, share) in &self.further {
            if chance.percent(100.0 * share) && !all.contains(complaint) {
                all.push(*complaint);
            }
        }
        all
    }

    pub(super) fn purpose(&self, complaints: &[Complaint], chance: &mut Chance) -> Purpose {
        let drawn = chance.of_table(&self.purpose);
        let mut brings = |(kind, share): &&(Purpose, f64)| {
            complaints.iter().any(|c| implied(*c) == Some(*kind)) && chance.percent(100.0 * share)
        };
        let found = self.implied.iter().find(|one| brings(one));
        found.map_or(drawn, |(kind, _)| *kind)
    }
}

/// Whether a purpose is business.
pub(crate) const fn business(purpose: Purpose) -> bool {
    !matches!(purpose, Purpose::NotBusiness | Purpose::TrustedTraveller | Purpose::Unknown)
}
