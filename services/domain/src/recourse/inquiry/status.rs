//! The public status: plain words derived by rule from the internal stage, never set by hand,
//! and the same whether or not a security list has to do with it.

use super::codes::{Disclosure, Group};
use super::state::{Inquiry, Proposal, Stage, Terminal};
use crate::case::Case;
use crate::purpose::codes;

codes!(
    /// What the traveller is told (\[STEP3\], and finer than there).
    PublicStatus {
        /// Number issued, not yet checked.
        Submitted = "SUBMITTED",
        /// Nothing was received.
        NoPaperwork = "NO_PAPERWORK",
        /// Some items are missing.
        PendingPaperwork = "PENDING_PAPERWORK",
        /// Complete and in work.
        InProcess = "IN_PROCESS",
        /// The traveller is asked for something.
        AwaitingYourResponse = "AWAITING_YOUR_RESPONSE",
        /// Decided.
        Completed = "COMPLETED",
        /// Back in work.
        Reopened = "REOPENED",
        /// With another body.
        Transferred = "TRANSFERRED",
        /// Sent back with the right door named.
        Returned = "RETURNED",
        /// Taken back by the traveller.
        Withdrawn = "WITHDRAWN",
        /// Closed without completion; there is a way back.
        Abandoned = "ABANDONED",
        /// Handled under another number.
        Duplicate = "DUPLICATE",
    }
);

/// The public status of an inquiry.
pub fn public(case: &Case, inquiry: &Inquiry) -> PublicStatus {
    let nothing_came = case.documents.is_empty();
    match inquiry.stage {
        Stage::Submitted if inquiry.wait.is_some() && nothing_came => PublicStatus::NoPaperwork,
        Stage::Submitted => PublicStatus::Submitted,
        Stage::Incomplete if inquiry.wait.is_none() => PublicStatus::Submitted,
        Stage::Incomplete if nothing_came => PublicStatus::NoPaperwork,
        Stage::Incomplete => PublicStatus::PendingPaperwork,
        Stage::AwaitingTraveller => PublicStatus::AwaitingYourResponse,
        Stage::InProcess | Stage::AwaitingSignature | Stage::Correcting => {
            if inquiry.spells.len() > 1 { PublicStatus::Reopened } else { PublicStatus::InProcess }
        }
        Stage::Closed => of_terminal(inquiry.terminal()),
    }
}

const fn of_terminal(terminal: Option<Terminal>) -> PublicStatus {
    match terminal {
        Some(Terminal::Withdrawn) => PublicStatus::Withdrawn,
        Some(Terminal::Abandoned) => PublicStatus::Abandoned,
        Some(Terminal::Returned) => PublicStatus::Returned,
        Some(Terminal::Transferred) => PublicStatus::Transferred,
        Some(Terminal::Duplicate) => PublicStatus::Duplicate,
        Some(Terminal::Decided) | None => PublicStatus::Completed,
    }
}

/// The public groups of the decision in force, one for each contested decision; none where the
/// letter neither confirms nor denies, because then it is the whole answer.
pub fn groups(inquiry: &Inquiry) -> Vec<Group> {
    let told = in_force(inquiry).filter(|_| !says_nothing(inquiry));
    told.map(|p| p.findings.iter().map(|f| f.outcome.group()).collect()).unwrap_or_default()
}

/// Whether the decision in force neither confirms nor denies.
pub fn says_nothing(inquiry: &Inquiry) -> bool {
    in_force(inquiry).is_some_and(|p| p.disclosure == Disclosure::NeitherConfirmNorDeny)
}

fn in_force(inquiry: &Inquiry) -> Option<&Proposal> {
    inquiry.proposal.as_ref().filter(|p| inquiry.decision == Some(p.id))
}
