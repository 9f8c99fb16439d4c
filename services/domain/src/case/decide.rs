//! What a command about a case leads to. Here stand the guards that every mechanism shares:
//! role, stage, whose case it is, and independence; then the mechanism decides.

use super::codes::Authority;
use super::command::{Command, Fate, Incident, Opening, Step};
use super::event::Event;
use super::state::{Case, Contested};
use crate::actor::{Actor, Role};
use crate::context::Context;
use crate::ids::{CaseId, PartId, StaffId};
use crate::moment::Moment;
use crate::office::{Origin, tie};
use crate::recourse::{self, Mechanism, definition};
use crate::reference::CaseReference;
use crate::violation::Violation;

type Events = Result<Vec<Event>, Violation>;

/// Decides a command; `id` is the case's own id, from which its reference comes.
pub fn decide(
    id: CaseId,
    case: Option<&Case>,
    command: &Command,
    moment: &Moment,
    ctx: &Context<'_>,
) -> Events {
    match (case, command) {
        (None, Command::Open(opening)) => open(id, opening, moment, ctx),
        (None, _) | (Some(_), Command::Open(_)) => Err(Violation::CaseState),
        (Some(case), Command::Case { step }) => {
            let row = find(super::steps::STEPS, step.key())?;
            guard(case, row, None, moment, ctx)?;
            decide_step(case, step, moment, ctx)
        }
        (Some(case), Command::Recourse { id, step }) => {
            let found = case.recourse(*id).ok_or_else(|| Violation::no_such("recourse"))?;
            let recourse::Command::Inquiry(own) = step;
            let row = find(found.mechanism().steps(), own.key())?;
            guard(case, row, Some(found.stage()), moment, ctx)?;
            let events = recourse::decide(case, found, step, moment, ctx)?;
            if let (true, Some(text)) = (events.is_empty(), step.words()) {
                return Ok(vec![Event::MessageReceived { text }]);
            }
            Ok(events.into_iter().map(|event| Event::Recourse { id: *id, event }).collect())
        }
        (Some(case), Command::RecordNotice { .. }) => Ok(record_notice(case, command)),
    }
}

fn find(
    steps: &'static [definition::Step],
    key: &str,
) -> Result<&'static definition::Step, Violation> {
    steps.iter().find(|s| s.key == key).ok_or_else(|| Violation::no_such("step"))
}

/// Role, whose case it is, stage, independence: in that order, so that an outsider learns
/// nothing of the stage.
pub(super) fn guard(
    case: &Case,
    step: &definition::Step,
    stage: Option<&str>,
    moment: &Moment,
    ctx: &Context<'_>,
) -> Result<(), Violation> {
    let by = &moment.by;
    let theirs = match by {
        Actor::Traveller { subject } | Actor::Representative { subject } => case.is_side(*subject),
        Actor::Staff { .. } | Actor::Client { .. } | Actor::System => true,
    };
    if !theirs || !step.who.iter().any(|role| by.is(*role)) {
        return Err(Violation::NotYourStep { step: step.key.to_owned() });
    }
    if let Some(stage) = stage.filter(|s| !step.from.is_empty() && !step.from.contains(s)) {
        return Err(Violation::WrongStage { step: step.key.to_owned(), stage: stage.to_owned() });
    }
    match by.staff().filter(|_| step.independent) {
        Some(staff) => independent(case, staff, ctx),
        None => Ok(()),
    }
}

/// Whether a member of staff is free of every contested decision of the case.
pub(crate) fn independent(case: &Case, staff: StaffId, ctx: &Context<'_>) -> Result<(), Violation> {
    let ties = case.contested.iter().filter_map(|c| tie_to(case, c, staff, ctx));
    ties.min_by_key(|why| *why as u8).map_or(Ok(()), |why| Err(Violation::NotIndependent { why }))
}

fn tie_to(
    case: &Case,
    contested: &Contested,
    staff: StaffId,
    ctx: &Context<'_>,
) -> Option<crate::violation::Tie> {
    let incident = case.incident(contested.incident)?;
    let origin = Origin {
        port: &incident.place.key,
        unit: contested.unit.as_deref(),
        officer: contested.officer,
        on: incident.on,
    };
    tie(ctx.office, staff, &origin)
}

fn open(id: CaseId, opening: &Opening, moment: &Moment, ctx: &Context<'_>) -> Events {
    check_opening(opening, moment, ctx)?;
    let mut events = vec![opened(id, opening)];
    for incident in &opening.incidents {
        events.extend(incident_events(incident));
    }
    events.extend(opening.documents.iter().map(|d| Event::DocumentReceived {
        document: d.document,
        file: d.file,
        item: d.item,
        channel: opening.channel,
    }));
    let lodged = match opening.mechanism {
        Mechanism::Inquiry => {
            recourse::Event::Inquiry(recourse::inquiry::lodge(opening, moment, ctx)?)
        }
    };
    events.push(Event::Recourse { id: opening.recourse, event: lodged });
    Ok(events)
}

fn check_opening(opening: &Opening, moment: &Moment, ctx: &Context<'_>) -> Result<(), Violation> {
    let may =
        [Role::Traveller, Role::Representative, Role::Client, Role::Officer, Role::Supervisor];
    if !may.iter().any(|role| moment.by.is(*role)) {
        return Err(Violation::NotYourStep { step: "open".to_owned() });
    }
    let today = moment.today(ctx.zone);
    if opening.incidents.iter().all(|i| i.contests.is_empty()) {
        return Err(Violation::missing("incidents"));
    }
    if opening.received_on.is_some_and(|on| on > today) {
        return Err(Violation::field("received_on", "in-future"));
    }
    for incident in &opening.incidents {
        // The traveller's own day may be ahead of the office's by a time zone.
        if incident.on > crate::deadline::plus_days(today, 1) {
            return Err(Violation::field("incident.on", "in-future"));
        }
        if incident.contests.iter().any(|c| c.told_on.is_some_and(|told| told < incident.on)) {
            return Err(Violation::field("told_on", "before-incident"));
        }
    }
    if opening.household.as_ref().is_some_and(|lead| lead.parse::<CaseReference>().is_err()) {
        return Err(Violation::field("household", "not-a-reference"));
    }
    let guardian = opening.representative.as_ref().map(|r| r.authority);
    if opening.minor && guardian != Some(Authority::Guardian) {
        return Err(Violation::field("representative", "guardian-needed"));
    }
    Ok(())
}

fn opened(id: CaseId, opening: &Opening) -> Event {
    Event::Opened {
        reference: CaseReference::of(id),
        jurisdiction: opening.jurisdiction,
        traveller: opening.traveller,
        person: opening.person,
        language: opening.language,
        channel: opening.channel,
        purpose: opening.purpose,
        standing: opening.standing,
        minor: opening.minor,
        representative: opening.representative.clone(),
        household: opening.household.clone(),
        by_post: opening.by_post,
        synthetic: opening.synthetic,
    }
}

fn incident_events(incident: &Incident) -> Vec<Event> {
    let mut events = vec![Event::IncidentRecorded {
        incident: incident.incident,
        place: incident.place.clone(),
        on: incident.on,
        unsure: incident.unsure,
        details: incident.details,
        narrative: incident.narrative,
    }];
    events.extend(incident.contests.iter().map(|contest| Event::DecisionContested {
        decision: contest.decision,
        incident: incident.incident,
        complaint: contest.complaint,
        paper: contest.paper,
        told_how: contest.told_how,
        told_on: contest.told_on,
    }));
    events
}

fn decide_step(case: &Case, step: &Step, moment: &Moment, ctx: &Context<'_>) -> Events {
    Ok(vec![match step {
        Step::AddNote { text } => Event::NoteAdded { text: *text },
        Step::SendMessage { text } => Event::MessageReceived { text: *text },
        Step::ReplyToTraveller { text } => Event::MessageSent { text: *text },
        Step::Assign { staff, reason } => {
            if *staff == case.assigned {
                return Ok(vec![]);
            }
            if let Some(staff) = staff {
                works(*staff, ctx)?;
                independent(case, *staff, ctx)?;
            }
            Event::Assigned { staff: *staff, reason: *reason }
        }
        Step::AddDocument { document, file, item, channel } => Event::DocumentReceived {
            document: *document,
            file: *file,
            item: *item,
            channel: *channel,
        },
        Step::CheckDocument { document, result } => {
            if !case.documents.iter().any(|d| d.id == *document) {
                return Err(Violation::no_such("document"));
            }
            Event::DocumentChecked { document: *document, result: *result }
        }
        Step::IdentifyOriginator { decision, unit, officer } => {
            return originator(case, *decision, unit, *officer, ctx);
        }
        Step::ChangePerson { subject, person } => {
            if !case.is_side(*subject) {
                return Err(Violation::no_such("person"));
            }
            let office = moment.by.is(Role::Officer) || moment.by.is(Role::Supervisor);
            let own = matches!(&moment.by, Actor::Traveller { subject: s } | Actor::Representative { subject: s } if s == subject);
            if !office && !own {
                return Err(Violation::NotYourStep { step: "change-person".to_owned() });
            }
            Event::PersonChanged { subject: *subject, person: *person }
        }
    }])
}

/// Whether a case can be given to somebody: an officer or supervisor who is still here.
fn works(staff: StaffId, ctx: &Context<'_>) -> Result<(), Violation> {
    let member = ctx.office.staff.get(&staff).filter(|member| member.left.is_none());
    let fits = member.is_some_and(|m| {
        m.roles.iter().any(|role| matches!(role, Role::Officer | Role::Supervisor))
    });
    fits.then_some(()).ok_or_else(|| Violation::field("staff", "unknown-code"))
}

/// Whether the originator can be true. A made-up one would lift the bar from the whole port.
fn served(unit: &str, officer: Option<StaffId>, ctx: &Context<'_>) -> Result<(), Violation> {
    if !ctx.office.units.contains_key(unit) {
        return Err(Violation::field("unit", "unknown-code"));
    }
    let Some(officer) = officer else {
        return Ok(());
    };
    let member = ctx.office.staff.get(&officer);
    let there = member.is_some_and(|m| m.posts.iter().any(|post| post.unit == unit));
    there.then_some(()).ok_or_else(|| Violation::field("officer", "unknown-code"))
}

/// When the originator is learned, whatever was already done is looked at again and flagged.
fn originator(
    case: &Case,
    decision: PartId,
    unit: &str,
    officer: Option<StaffId>,
    ctx: &Context<'_>,
) -> Events {
    let known = case.contested(decision).ok_or_else(|| Violation::no_such("contested-decision"))?;
    served(unit, officer, ctx)?;
    let learned = Contested { unit: Some(unit.to_owned()), officer, ..known.clone() };
    let mut events = vec![Event::OriginatorIdentified { decision, unit: unit.to_owned(), officer }];
    let mut flagged: Vec<StaffId> = Vec::new();
    for act in case.acts.iter().filter(|a| !a.flagged) {
        let tied = tie_to(case, &learned, act.staff, ctx).is_some();
        if tied && !flagged.contains(&act.staff) {
            flagged.push(act.staff);
            events.push(Event::IndependenceFlagged { staff: act.staff, decision });
        }
    }
    Ok(events)
}

/// A letter's fate is written once for each outcome of its row.
fn record_notice(case: &Case, command: &Command) -> Vec<Event> {
    let Command::RecordNotice { letter, outbox, subject, by_post, fate } = command else {
        return vec![];
    };
    let why = match fate {
        Fate::Sent(_) => None,
        Fate::Failed(why) => Some(why),
    };
    let known = case.notices.iter().any(|n| n.outbox == *outbox && n.failed.as_ref() == why);
    if known {
        return vec![];
    }
    let (letter, outbox, subject) = (letter.clone(), *outbox, *subject);
    vec![match fate.clone() {
        Fate::Sent(wording) => {
            Event::NoticeSent { letter, outbox, subject, by_post: *by_post, wording }
        }
        Fate::Failed(why) => Event::NoticeFailed { letter, outbox, subject, why },
    }]
}
