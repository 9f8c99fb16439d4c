//! The decision: drafted, signed by a second hand where it must be, corrections seen to work,
//! and issued.

use domain::ids::PartId;
use domain::matter::{Content, Matter};
use domain::purpose::Language;
use domain::recourse::inquiry::codes::{
    ClearedBy, Complaint, Disclosure, Downstream, Outcome, Proof, RootCause, SealedFact,
};
use domain::recourse::inquiry::{self, Finding};
use jiff::civil::Date;

use super::super::calendar;
use super::super::chance::{Chance, after};
use super::super::office::Member;
use super::super::outline::Ending;
use super::super::words;
use super::Script;

/// Kind of part that the decider gives to corrections.
const CORRECTION: u16 = 4;
/// One favourable draft in so many is signed too: the policy of the rule book.
const SAMPLE: u128 = 10;

/// What a draft says.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    outcomes: Vec<Outcome>,
    disclosure: Disclosure,
    corrections: Vec<Downstream>,
}

impl Script<'_> {
    pub(super) fn decide(&mut self) {
        let outcome = match self.o.ending {
            Ending::Decided(outcome) => outcome,
            // Never reached: a taken-back matter stops before.
            Ending::Withdrawn(_)
            | Ending::Abandoned
            | Ending::SentBack(_)
            | Ending::HandedOver(_)
            | Ending::Duplicate => Outcome::NoChange,
        };
        let draft = self.draft(outcome);
        self.carry_out(&draft);
    }

    /// Drafts, signs, confirms and issues.
    pub(super) fn carry_out(&mut self, draft: &Draft) {
        let drafting = self.w.lists.shares.step.drafting;
        let day = self.later(&drafting, self.today());
        self.propose(day, draft);
        if self.signed(draft) {
            self.sign(draft);
        }
        let confirmed = self.confirm(draft);
        self.drafts += 1;
        self.corrected += confirmed;
        let today = self.today();
        self.office(today, self.handler, inquiry::Command::IssueDecision, vec![]);
    }

    pub(super) fn draft(&mut self, outcome: Outcome) -> Draft {
        let shares = &self.w.lists.shares.decision;
        let good = matches!(outcome, Outcome::CorrectedVerified | Outcome::Distinguished);
        let mut outcomes = vec![outcome; self.decisions.len()];
        if outcome == Outcome::Partly {
            outcomes[1..].fill(Outcome::NoChange);
        } else if good && outcomes.len() > 1 && self.chance.percent(shares.mixed) {
            let last = outcomes.len() - 1;
            outcomes[last] = Outcome::NoRecordFound;
        }
        let disclosure = if self.chance.percent(shares.neither) {
            Disclosure::NeitherConfirmNorDeny
        } else if self.chance.percent(shares.limited) {
            Disclosure::Limited
        } else {
            Disclosure::Full
        };
        let mut corrections = self.systems();
        corrections.truncate(if outcome == Outcome::CorrectedVerified {
            2
        } else {
            usize::from(outcome == Outcome::Partly)
        });
        Draft { outcomes, disclosure, corrections }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the border's own record is the rule")]
    fn systems(&mut self) -> Vec<Downstream> {
        let first = match self.o.complaints[0] {
            Complaint::OverstayI94 => Downstream::ArrivalDeparture,
            Complaint::TtpDenied | Complaint::TtpRevoked => Downstream::TrustedTraveller,
            Complaint::BpPrint
            | Complaint::BoardDelayed
            | Complaint::BoardDenied
            | Complaint::AgentCall => Downstream::TsaCleared,
            _ => Downstream::CbpOverride,
        };
        let second = *self.chance.one(&[Downstream::ConsularLookout, Downstream::Carrier]);
        let two = self.chance.percent(25.0);
        [first].into_iter().chain(two.then_some(second)).collect()
    }

    fn propose(&mut self, day: Date, draft: &Draft) {
        let mut matter = Vec::new();
        let findings =
            (0..draft.outcomes.len()).map(|n| self.finding(n, draft, &mut matter)).collect();
        let mut reasons = |script: &mut Self, language| {
            let told = draft.disclosure != Disclosure::NeitherConfirmNorDeny;
            told.then(|| {
                let text =
                    words::reasons(&script.w.lists.texts, draft.outcomes[0].code(), language);
                let sealed = script.seal(text);
                let id = sealed.id;
                matter.push(sealed);
                id
            })
        };
        let (reasons_en, reasons_fr) = (reasons(self, Language::En), reasons(self, Language::Fr));
        let step = inquiry::Command::ProposeDecision {
            findings,
            disclosure: draft.disclosure,
            reasons_en,
            reasons_fr,
            corrections: draft.corrections.clone(),
        };
        self.office(day, self.handler, step, matter);
    }

    fn finding(&mut self, n: usize, draft: &Draft, matter: &mut Vec<Matter>) -> Finding {
        let outcome = draft.outcomes[n];
        let fact = self.sealed_fact();
        let fields = [("sealed_fact".to_owned(), fact.code().to_owned())].into();
        let sealed = self.seal(Content::Details { fields });
        let finding = Finding {
            decision: self.decisions[n],
            outcome,
            root_cause: self.root_cause(outcome),
            cleared_by: self.cleared_by(outcome),
            sealed: Some(sealed.id),
        };
        matter.push(sealed);
        finding
    }

    /// Drawn from a stream of its own: nothing that is published depends on it.
    fn sealed_fact(&self) -> SealedFact {
        let mut chance = Chance::of(self.w.seed, "sealed", u64::from(self.o.number));
        if !chance.percent(self.w.lists.shares.sealed.listed) {
            return SealedFact::NotListed;
        }
        *chance.one(&[
            SealedFact::ListingKept,
            SealedFact::ListingRemoved,
            SealedFact::TrueMatchToldApart,
        ])
    }

    fn root_cause(&mut self, outcome: Outcome) -> RootCause {
        let shares = &self.w.lists.shares;
        let good = matches!(
            outcome,
            Outcome::CorrectedVerified | Outcome::Distinguished | Outcome::Partly
        );
        let hidden = self.chance.percent(shares.decision.cannot_disclose);
        let stubborn = &self.w.lists.planted.stubborn;
        let again = self.w.planted
            && self.o.place.key == stubborn.place
            && self.chance.percent(stubborn.share);
        match (hidden, good) {
            (true, _) => RootCause::CannotDisclose,
            (false, true) if again => stubborn.root_cause,
            (false, true) => self.chance.of_table(&shares.root_cause),
            (false, false) if outcome == Outcome::NoChange => {
                self.chance.of_table(&shares.root_cause_otherwise)
            }
            (false, false) => RootCause::NoErrorFound,
        }
    }

    fn cleared_by(&mut self, outcome: Outcome) -> ClearedBy {
        let means = [
            ClearedBy::DateOfBirth,
            ClearedBy::DateOfBirth,
            ClearedBy::Passport,
            ClearedBy::Birthplace,
            ClearedBy::Biometric,
        ];
        if outcome == Outcome::Distinguished {
            *self.chance.one(&means)
        } else {
            ClearedBy::NotApplicable
        }
    }

    /// Whether the decider will ask for a second hand.
    fn signed(&self, draft: &Draft) -> bool {
        let against = |o: &Outcome| o.adverse() || *o == Outcome::Referred;
        let silent = draft.disclosure == Disclosure::NeitherConfirmNorDeny;
        silent
            || draft.outcomes.iter().any(against)
            || self.recourse.0.as_u128().is_multiple_of(SAMPLE)
    }

    fn second(&mut self) -> &'_ Member {
        let place = self.chance.index(self.others.len());
        self.others[place]
    }

    fn sign(&mut self, draft: &Draft) {
        let spread = self.w.lists.shares.step.signature;
        if self.chance.percent(self.w.lists.shares.decision.sent_back) {
            let day = self.later(&spread, self.today());
            let texts = &self.w.lists.texts;
            let text = words::said(texts, &texts.back, Language::En, &mut self.words);
            let text = self.seal(text);
            let by = self.second().clone();
            self.office(day, &by, inquiry::Command::SendBack { reason: text.id }, vec![text]);
            self.drafts += 1;
            let again = calendar::next_open(self.today(), 1);
            self.propose(again, draft);
        }
        let day = self.later(&spread, self.today());
        let by = self.second().clone();
        self.office(day, &by, inquiry::Command::Sign, vec![]);
    }

    /// Each correction is seen to work before the letter says so; answers how many.
    fn confirm(&mut self, draft: &Draft) -> u16 {
        let (ordered, from) = (self.today(), self.cursor);
        let mut last = from;
        for (n, _) in (0u16..).zip(&draft.corrections) {
            self.cursor = from;
            let spread = self.w.lists.shares.step.correction;
            let day = self.later(&spread, ordered);
            let earlier = i64::try_from(self.chance.whole(0, 3)).unwrap_or(0);
            let number = self.corrected + n + self.drafts * 32;
            let step = inquiry::Command::ConfirmCorrection {
                correction: PartId::within(self.recourse, CORRECTION, number),
                proof: *self.chance.one(&[
                    Proof::TestQuery,
                    Proof::Confirmation,
                    Proof::NextCrossing,
                ]),
                effective_on: after(day, -earlier).max(ordered),
            };
            self.office(day, self.handler, step, vec![]);
            last = last.max(self.cursor);
        }
        self.cursor = last;
        u16::try_from(draft.corrections.len()).unwrap_or(0)
    }
}
