//! What a step of the inquiry leads to. Role, stage and independence are checked before
//! (`case::decide`, from the step table); here stand the conditions that the table cannot hold.

use jiff::civil::Date;

use super::codes::{
    Component, Crossing, Disclosure, Downstream, Item, OtherDoor, Outcome, ReopenedFor,
};
use super::command::Command;
use super::event::{Event, Finding, Ordered, SecondSignature};
use super::state::{Inquiry, Stage, Terminal};
use super::timers::{self, COMPONENT, DOCUMENTS, REOPEN, SAMPLE, TARGET, TimerKind};
use crate::actor::Role;
use crate::case::Case;
use crate::case::decide::independent;
use crate::context::Context;
use crate::deadline::{days, plus_days};
use crate::ids::{MatterId, PartId};
use crate::moment::Moment;
use crate::violation::Violation;

/// Kinds of part numbered within an inquiry ([`PartId::within`]).
mod kind {
    pub(super) const TASK: u16 = 1;
    pub(super) const REQUEST: u16 = 2;
    pub(super) const PROPOSAL: u16 = 3;
    pub(super) const CORRECTION: u16 = 4;
}

type Events = Result<Vec<Event>, Violation>;

/// One step at one moment.
struct Turn<'a> {
    case: &'a Case,
    inquiry: &'a Inquiry,
    moment: &'a Moment,
    ctx: &'a Context<'a>,
    today: Date,
}

/// Decides a step.
pub fn decide(
    case: &Case,
    inquiry: &Inquiry,
    command: &Command,
    moment: &Moment,
    ctx: &Context<'_>,
) -> Events {
    let today = moment.today(ctx.zone);
    let turn = Turn { case, inquiry, moment, ctx, today };
    match command {
        Command::CheckFile { missing, text } => turn.check_file(missing, *text),
        Command::AskComponents { components } => turn.ask_components(components),
        Command::RecordAnswer { task, answer, comment } => {
            turn.open_task(*task)?;
            Ok(vec![Event::ComponentAnswered { task: *task, answer: *answer, comment: *comment }])
        }
        Command::RequestDocuments { items, text } => turn.request_documents(items, *text),
        Command::AnswerRequest { text } => Ok(turn.answer_request(*text)),
        Command::CloseRequest => turn.close_request(),
        Command::ProposeDecision { findings, disclosure, reasons_en, reasons_fr, corrections } => {
            let reasons = (*reasons_en, *reasons_fr);
            turn.propose(findings, *disclosure, reasons, corrections)
        }
        Command::Sign => {
            let proposal = turn.second_hand()?;
            turn.untied_draft()?;
            Ok(vec![Event::Signed { proposal }])
        }
        Command::SendBack { reason } => {
            let proposal = turn.second_hand()?;
            Ok(vec![Event::SentBack { proposal, reason: *reason }])
        }
        Command::ConfirmCorrection { correction, proof, effective_on } => {
            turn.confirm(*correction, *proof, *effective_on)
        }
        Command::IssueDecision => turn.issue(),
        Command::ReturnOutOfScope { door } => Ok(vec![Event::Returned { door: *door, on: today }]),
        Command::TransferOut { door, reference } => Ok(turn.transfer(*door, *reference)),
        Command::MarkDuplicate { lead, .. } => turn.duplicate(lead),
        Command::Withdraw => Ok(vec![Event::Withdrawn { on: today }]),
        Command::CloseIncomplete => turn.close_incomplete(),
        Command::ComeBack => turn.come_back(),
        Command::Reopen { reason } => turn.reopen(*reason).map(|event| vec![event]),
        Command::ReportRecurrence { happened_on, text } => turn.recurrence(*happened_on, *text),
        Command::ReportCrossing { result, crossed_on } => turn.crossing(*result, *crossed_on),
        Command::AskUrgency { reason, text } => {
            Ok(vec![Event::UrgencyAsked { reason: *reason, text: *text }])
        }
        Command::AnswerUrgency { granted, text } => turn.answer_urgency(*granted, *text),
        Command::RecordControlNumber { number } => {
            Ok(vec![Event::ControlNumberRecorded { number: *number }])
        }
        Command::Elapse { timer, due } => turn.elapse(*timer, *due),
    }
}

fn number(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

impl Turn<'_> {
    fn not_in_future(&self, field: &str, on: Date) -> Result<(), Violation> {
        if on > self.today { Err(Violation::field(field, "in-future")) } else { Ok(()) }
    }

    fn open_task(&self, id: PartId) -> Result<(), Violation> {
        let open = self.inquiry.tasks.iter().any(|t| t.id == id && t.answered.is_none());
        open.then_some(()).ok_or_else(|| Violation::no_such("open-task"))
    }

    /// Nobody is asked for what the office has and found good.
    fn not_held(&self, field: &str, items: &[Item]) -> Result<(), Violation> {
        let held = items.iter().any(|item| self.case.holds(*item));
        if held { Err(Violation::field(field, "already-held")) } else { Ok(()) }
    }

    /// The clock starts on the first day on which nothing was missing, not on the day on which
    /// an officer got round to looking.
    fn check_file(&self, missing: &[Item], text: Option<MatterId>) -> Events {
        self.not_held("missing", missing)?;
        if !missing.is_empty() {
            let due = self.ctx.rules.limit(DOCUMENTS)?.due(self.today).told;
            return Ok(vec![Event::FoundIncomplete { missing: missing.to_vec(), due, text }]);
        }
        let received = self.inquiry.spell().received;
        let last = self.case.documents.iter().map(|d| d.on).max().unwrap_or(received);
        let complete_on = last.max(received).min(self.today);
        let standard = self.ctx.rules.standard(TARGET)?.due(complete_on, &[], self.today).told;
        Ok(vec![Event::FoundComplete { complete_on, standard }])
    }

    fn ask_components(&self, components: &[Component]) -> Events {
        if components.is_empty() {
            return Err(Violation::missing("components"));
        }
        let allowed = i32::try_from(self.ctx.rules.policy(COMPONENT)?).unwrap_or(i32::MAX);
        let due = plus_days(self.today, allowed);
        let open = |c: &Component| {
            self.inquiry.tasks.iter().any(|t| t.component == *c && t.answered.is_none())
        };
        let new = components.iter().filter(|c| !open(c));
        Ok(new
            .enumerate()
            .map(|(n, component)| Event::ComponentAsked {
                task: PartId::within(
                    self.inquiry.id,
                    kind::TASK,
                    number(self.inquiry.tasks.len() + n),
                ),
                component: *component,
                due,
            })
            .collect())
    }

    /// Pauses are the obvious game: one open request at a time, a supervisor from the third.
    fn request_documents(&self, items: &[Item], text: Option<MatterId>) -> Events {
        if items.is_empty() {
            return Err(Violation::missing("items"));
        }
        self.not_held("items", items)?;
        if self.inquiry.wait.is_some() {
            return Err(Violation::RequestOpen);
        }
        if self.inquiry.requests >= 2 && !self.moment.by.is(Role::Supervisor) {
            return Err(Violation::NeedsSupervisor);
        }
        let request = PartId::within(self.inquiry.id, kind::REQUEST, number(self.inquiry.requests));
        let due = self.ctx.rules.limit(DOCUMENTS)?.due(self.today).told;
        Ok(vec![Event::DocumentsRequested { request, items: items.to_vec(), text, due }])
    }

    /// An answer while the filing itself is incomplete changes nothing by itself: an officer
    /// checks the file again. Saying it twice is already so.
    fn answer_request(&self, text: Option<MatterId>) -> Vec<Event> {
        let request = self.inquiry.wait.as_ref().and_then(|wait| wait.request);
        request
            .map(|request| Event::RequestAnswered { request, text, on: self.today })
            .into_iter()
            .collect()
    }

    fn close_request(&self) -> Events {
        let request = self.inquiry.wait.as_ref().and_then(|wait| wait.request);
        let request = request.ok_or_else(|| Violation::no_such("open-request"))?;
        Ok(vec![Event::RequestClosed { request, on: self.today }])
    }

    fn propose(
        &self,
        findings: &[Finding],
        disclosure: Disclosure,
        (reasons_en, reasons_fr): (Option<MatterId>, Option<MatterId>),
        corrections: &[Downstream],
    ) -> Events {
        self.findings_cover(findings)?;
        let open = self.inquiry.tasks.iter().filter(|t| t.answered.is_none()).count();
        if open > 0 {
            return Err(Violation::TasksOpen { open });
        }
        let said = disclosure == Disclosure::NeitherConfirmNorDeny
            || reasons_en.is_some() && reasons_fr.is_some();
        if !said {
            let field = if reasons_en.is_none() { "reasons_en" } else { "reasons_fr" };
            return Err(Violation::missing(field));
        }
        if corrections.is_empty() && findings.iter().any(|f| f.outcome.needs_confirmation()) {
            return Err(Violation::missing("corrections"));
        }
        let drafts = self.inquiry.sent_back + self.inquiry.spells.len() - 1;
        let first = self.inquiry.corrections.len();
        let ordered = corrections.iter().enumerate().map(|(n, system)| Ordered {
            correction: PartId::within(
                self.inquiry.id,
                kind::CORRECTION,
                number(first + n + drafts * 32),
            ),
            system: *system,
        });
        Ok(vec![Event::Proposed {
            proposal: PartId::within(self.inquiry.id, kind::PROPOSAL, number(drafts)),
            findings: findings.to_vec(),
            disclosure,
            reasons_en,
            reasons_fr,
            corrections: ordered.collect(),
            second_signature: self.second_signature(findings, disclosure)?,
        }])
    }

    fn findings_cover(&self, findings: &[Finding]) -> Result<(), Violation> {
        let contested = &self.case.contested;
        let once = |id: PartId| findings.iter().filter(|f| f.decision == id).count() == 1;
        if findings.len() != contested.len() || !contested.iter().all(|c| once(c.id)) {
            return Err(Violation::field("findings", "one-for-each-contested-decision"));
        }
        Ok(())
    }

    /// Adverse drafts always, and those that say nothing, so that the time they take says nothing
    /// either; of the others one in so many, drawn by the recourse's own id, so
    /// that nobody can choose which.
    fn second_signature(
        &self,
        findings: &[Finding],
        disclosure: Disclosure,
    ) -> Result<SecondSignature, Violation> {
        let silent = disclosure == Disclosure::NeitherConfirmNorDeny;
        if silent || findings.iter().any(|f| f.outcome.adverse() || f.outcome == Outcome::Referred)
        {
            return Ok(SecondSignature::Adverse);
        }
        let one_in = u128::from(self.ctx.rules.policy(SAMPLE)?.max(1));
        let drawn = self.inquiry.id.0.as_u128().is_multiple_of(one_in);
        Ok(if drawn { SecondSignature::Sampled } else { SecondSignature::NotNeeded })
    }

    fn second_hand(&self) -> Result<PartId, Violation> {
        let proposal =
            self.inquiry.proposal.as_ref().ok_or_else(|| Violation::no_such("proposal"))?;
        if proposal.by.is_some() && proposal.by == self.moment.by.staff() {
            return Err(Violation::SameHand);
        }
        Ok(proposal.id)
    }

    /// Nothing goes out that somebody tied to the decision wrote or signed, however late the tie was learned.
    fn untied_draft(&self) -> Result<(), Violation> {
        let proposal = self.inquiry.proposal.as_ref();
        let author = proposal.and_then(|proposal| proposal.by);
        let signer = proposal.and_then(|proposal| proposal.signed).and_then(|(_, by)| by);
        let free = |staff| independent(self.case, staff, self.ctx).is_ok();
        let all_free = author.into_iter().chain(signer).all(free);
        all_free.then_some(()).ok_or(Violation::DraftTied)
    }

    fn confirm(
        &self,
        correction: PartId,
        proof: super::codes::Proof,
        effective_on: Date,
    ) -> Events {
        self.not_in_future("effective_on", effective_on)?;
        let found = self.inquiry.corrections.iter().find(|c| c.id == correction);
        let found = found.ok_or_else(|| Violation::no_such("correction"))?;
        if found.effective.is_some() {
            return Ok(vec![]);
        }
        if effective_on < self.inquiry.spells[0].received {
            return Err(Violation::field("effective_on", "before-filing"));
        }
        Ok(vec![Event::CorrectionConfirmed { correction, proof, effective_on }])
    }

    fn issue(&self) -> Events {
        let proposal =
            self.inquiry.proposal.as_ref().ok_or_else(|| Violation::no_such("proposal"))?;
        self.untied_draft()?;
        let open = self.inquiry.corrections_open();
        if open > 0 && proposal.findings.iter().any(|f| f.outcome.needs_confirmation()) {
            return Err(Violation::CorrectionsOpen { open });
        }
        Ok(vec![Event::Decided { proposal: proposal.id, on: self.today }])
    }

    fn transfer(&self, door: OtherDoor, reference: Option<MatterId>) -> Vec<Event> {
        vec![Event::Transferred { door, reference, on: self.today }]
    }

    fn duplicate(&self, lead: &str) -> Events {
        let lead: crate::CaseReference =
            lead.parse().map_err(|_| Violation::field("lead", "not-a-reference"))?;
        if lead == self.case.reference {
            return Err(Violation::field("lead", "itself"));
        }
        Ok(vec![Event::MarkedDuplicate { lead: lead.to_string(), on: self.today }])
    }

    fn close_incomplete(&self) -> Events {
        let wait = self.inquiry.wait.as_ref();
        let passed = wait.is_some_and(|wait| self.today > wait.told.due);
        if !passed {
            return Err(Violation::NotInTime { step: "close-incomplete".to_owned() });
        }
        Ok(vec![Event::Abandoned { on: self.today }])
    }

    fn come_back(&self) -> Events {
        if self.inquiry.terminal() != Some(Terminal::Abandoned) {
            return Err(Violation::WrongStage {
                step: "come-back".to_owned(),
                stage: Stage::Closed.code().to_owned(),
            });
        }
        self.reopen(ReopenedFor::WayBack).map(|event| vec![event])
    }

    fn reopen(&self, reason: ReopenedFor) -> Result<Event, Violation> {
        let complete = self.inquiry.spell().complete.is_some();
        let standard = self.ctx.rules.standard(TARGET)?.due(self.today, &[], self.today).told;
        Ok(Event::Reopened { reason, on: self.today, standard: complete.then_some(standard) })
    }

    fn recurrence(&self, happened_on: Date, text: Option<MatterId>) -> Events {
        self.not_in_future("happened_on", happened_on)?;
        let mut events = vec![Event::RecurrenceReported { happened_on, text }];
        let within = i32::try_from(self.ctx.rules.policy(REOPEN)?).unwrap_or(i32::MAX);
        let closed = self.inquiry.closed_on();
        let decided = self.inquiry.terminal() == Some(Terminal::Decided);
        if decided && closed.is_some_and(|closed| days(closed, self.today) <= within) {
            events.push(self.reopen(ReopenedFor::Recurrence)?);
        }
        Ok(events)
    }

    /// The same answer for the same day is already so.
    fn crossing(&self, result: Crossing, crossed_on: Date) -> Events {
        self.not_in_future("crossed_on", crossed_on)?;
        if self.inquiry.crossings.contains(&(result, crossed_on)) {
            return Ok(vec![]);
        }
        Ok(vec![Event::CrossingReported { result, crossed_on }])
    }

    fn answer_urgency(&self, granted: bool, text: Option<MatterId>) -> Events {
        if self.inquiry.urgency.is_none() {
            return Err(Violation::no_such("urgency-request"));
        }
        Ok(vec![Event::UrgencyAnswered { granted, text }])
    }

    /// A row of the scheduler's may be stale; only what is due by the state now is written.
    fn elapse(&self, timer: TimerKind, due: Date) -> Events {
        let live = timers::timers(self.inquiry, self.ctx.rules, self.today)?;
        let now = live.iter().any(|t| t.kind == timer && t.due == due && t.due <= self.today);
        Ok(if now { vec![Event::Elapsed { timer, due }] } else { vec![] })
    }
}
