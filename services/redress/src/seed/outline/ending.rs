//! How it will end, with the planted truths about what ends well.

use domain::recourse::inquiry::codes::{Complaint, OtherDoor, Outcome};

use super::super::chance::days;
use super::{Drawing, Ending, Lack, Link, Outline, Papers};

/// Outcomes in the person's favour, as shares of what is drawn.
const fn favourable(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Distinguished | Outcome::CorrectedVerified)
}

impl Drawing<'_> {
    pub(super) fn papers(&self, number: u32) -> Papers {
        let shares = &self.lists.shares.papers;
        let mut chance = self.chance("papers", number);
        let complete = chance.percent(shares.complete);
        let never = chance.percent(shares.never);
        let parts = [shares.nothing, shares.some, shares.unreadable];
        let lack = [Lack::Everything, Lack::One, Lack::Legible][chance.weighted(parts.into_iter())];
        let later = days(chance.spread(&shares.later)).max(1);
        match (complete, never) {
            (true, _) => Papers::Complete,
            (false, true) => Papers::Never(lack),
            (false, false) => Papers::Later(lack, later),
        }
    }

    pub(super) fn ending(&self, outline: &Outline) -> Ending {
        let shares = &self.lists.shares;
        let mut chance = self.chance("ending", outline.number);
        if let Link::Duplicate(_) = outline.link {
            return Ending::Duplicate;
        }
        if let Papers::Never(_) = outline.papers {
            return Ending::Abandoned;
        }
        let (odds, wrong_door) = (self.odds(outline), self.wrong_door(outline));
        let weight = |(outcome, share): (&Outcome, &f64)| {
            let referred = if *outcome == Outcome::Referred { wrong_door } else { 1.0 };
            share * referred * if favourable(*outcome) { odds } else { 1.0 }
        };
        let weights = shares.outcome.iter().map(weight).chain([shares.ending.withdrawn]);
        let drawn = chance.weighted(weights);
        let Some(outcome) = shares.outcome.keys().nth(drawn).copied() else {
            return Ending::Withdrawn(u8::try_from(chance.whole(5, 95)).unwrap_or(50));
        };
        if outcome != Outcome::Referred {
            return Ending::Decided(outcome);
        }
        let (door, wrong) = (door(outline.complaints[0]), wrong_door > 1.0);
        let sent_back = if wrong { shares.ending.wrong_sent_back } else { shares.ending.sent_back };
        let rest = 100.0 - sent_back - shares.ending.handed_over;
        match chance.weighted([sent_back, shares.ending.handed_over, rest.max(0.0)].into_iter()) {
            0 => Ending::SentBack(door),
            1 => Ending::HandedOver(door),
            _ => Ending::Decided(Outcome::Referred),
        }
    }

    /// Refused professionals and transferees come to the wrong door more often; over all
    /// matters the share stays what it is.
    fn wrong_door(&self, outline: &Outline) -> f64 {
        let ending = &self.lists.shares.ending;
        let factor = ending.wrong_door_factor;
        let share: f64 =
            ending.wrong_door.iter().map(|c| self.lists.shares.complaint[c] / 100.0).sum();
        if outline.complaints.iter().any(|c| ending.wrong_door.contains(c)) {
            factor
        } else {
            (1.0 - share * factor) / (1.0 - share)
        }
    }

    fn odds(&self, outline: &Outline) -> f64 {
        if !self.planted {
            return 1.0;
        }
        let planted = &self.lists.planted;
        let place = planted.odds.get(&outline.place.key).copied().unwrap_or(1.0);
        let mix =
            if planted.mix.purposes.contains(&outline.purpose) { planted.mix.odds } else { 1.0 };
        let guidance = &planted.guidance;
        let reached = guidance.reached.contains(&outline.place.key)
            && outline.complaints.contains(&guidance.complaint)
            && self.span.month(outline.incident) >= guidance.month;
        place * mix * if reached { self.odds_of_share(guidance.share) } else { 1.0 }
    }

    /// The odds that leave a given share of the favourable outcomes.
    fn odds_of_share(&self, share: f64) -> f64 {
        let outcome = &self.lists.shares.outcome;
        let all: f64 = outcome.values().sum::<f64>() + self.lists.shares.ending.withdrawn;
        let good: f64 = outcome.iter().filter(|(o, _)| favourable(**o)).map(|(_, s)| s).sum();
        let before = good / all;
        share * (1.0 - before) / (1.0 - share * before)
    }
}

/// The door that a complaint belongs to.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "everything else goes to the information centre"
)]
const fn door(complaint: Complaint) -> OtherDoor {
    match complaint {
        Complaint::TnRefused | Complaint::EntryRefused => OtherDoor::Reapply,
        Complaint::L1Refused => OtherDoor::UscisMotion,
        Complaint::TtpDenied | Complaint::TtpRevoked => OtherDoor::TtpReconsideration,
        Complaint::OverstayI94 => OtherDoor::DeferredInspection,
        Complaint::Discrimination | Complaint::OfficerConduct | Complaint::UnfairDetention => {
            OtherDoor::CrclComplaint
        }
        Complaint::VisaRefused => OtherDoor::Consulate,
        Complaint::BpPrint | Complaint::BoardDelayed | Complaint::AgentCall => OtherDoor::Carrier,
        _ => OtherDoor::CbpInfoCenter,
    }
}
