//! Filing: the number is issued before any review, and what the filing must be accompanied by
//! follows from the kind of complaint.

use super::codes::{Complaint, Item};
use super::event::Event;
use super::timers::DOCUMENTS;
use crate::case::Opening;
use crate::case::codes::Authority;
use crate::context::Context;
use crate::moment::Moment;
use crate::violation::Violation;

/// What a filing needs, by complaint and by who files (\[STEP2\]; since 2013 the
/// documents asked depend on the kind of complaint \[PIA002a\]; which ones is this office's own
/// reading and marked so on the screen).
pub fn needs(complaints: &[Complaint], minor: bool, authority: Option<Authority>) -> Vec<Item> {
    let identity = if minor { Item::MinorIdentity } else { Item::IdentityDocument };
    let mut items = vec![identity];
    if authority == Some(Authority::Form590) {
        items.push(Item::Authorisation);
    }
    for complaint in complaints {
        let item = of_complaint(*complaint);
        items.extend(item.filter(|item| !items.contains(item)));
    }
    items
}

const fn of_complaint(complaint: Complaint) -> Option<Item> {
    match complaint {
        Complaint::OverstayI94 => Some(Item::DepartureProof),
        Complaint::TtpDenied | Complaint::TtpRevoked => Some(Item::MembershipLetter),
        Complaint::EntryRefused | Complaint::TnRefused | Complaint::L1Refused => {
            Some(Item::BorderNotice)
        }
        Complaint::BpPrint
        | Complaint::BoardDenied
        | Complaint::BoardDelayed
        | Complaint::AgentCall => Some(Item::TravelDetails),
        Complaint::FpQuality
        | Complaint::PhotoMismatch
        | Complaint::DataInaccurate
        | Complaint::ToldNofly
        | Complaint::BiometricRemove
        | Complaint::UnfairDetention
        | Complaint::RecordWrong
        | Complaint::Discrimination
        | Complaint::DataMisuse
        | Complaint::RepeatSecondary
        | Complaint::VisaRefused
        | Complaint::OfficerConduct
        | Complaint::AssociationMark => None,
    }
}

/// The event of filing; what came along is not asked for again.
pub fn lodge(opening: &Opening, moment: &Moment, ctx: &Context<'_>) -> Result<Event, Violation> {
    let mut complaints: Vec<Complaint> = Vec::new();
    for contest in opening.incidents.iter().flat_map(|i| &i.contests) {
        if !complaints.contains(&contest.complaint) {
            complaints.push(contest.complaint);
        }
    }
    let authority = opening.representative.as_ref().map(|r| r.authority);
    let mut needs = needs(&complaints, opening.minor, authority);
    needs.retain(|item| !opening.documents.iter().any(|d| d.item == *item));
    let received_on = opening.received_on.unwrap_or_else(|| moment.today(ctx.zone));
    let documents_due = ctx.rules.limit(DOCUMENTS)?.due(received_on).told;
    Ok(Event::Lodged { complaints, received_on, documents_due, needs })
}
