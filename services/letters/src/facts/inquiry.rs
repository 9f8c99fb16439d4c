//! The facts of an inquiry's letters. Outcomes are told by their public group only; root causes,
//! what told the person apart and sealed findings are never looked at.

use domain::MatterId;
use domain::case::Contested;
use domain::recourse::inquiry::codes::{Crossing, Disclosure};
use domain::recourse::inquiry::status;
use domain::recourse::inquiry::{Event, Inquiry, Proposal, Stage, TARGET};
use jiff::civil::Date;
use serde::Serialize;

use super::{Due, Occasion, Particular};
use crate::dates;
use crate::error::LetterError;

/// What was done last.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Action {
    day: String,
    what: String,
}

/// What comes next and who acts.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Next {
    what: String,
    who: String,
}

/// The answer to a request for speed.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct UrgencyFacts {
    reason: String,
    granted: bool,
}

/// One contested decision and what was decided on it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Point {
    what: String,
    day: String,
    result: String,
}

/// A decision, as far as its disclosure level lets it be told.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Decision {
    points: Vec<Point>,
    reasons: String,
    limited: bool,
    documents: usize,
    asked: Vec<String>,
    corrected: Vec<Action>,
    pending: Vec<String>,
}

/// Sealed matter that the letter after this event quotes.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other events quote nobody")]
pub(super) fn matter_needed(inquiry: &Inquiry, event: &Event) -> Vec<MatterId> {
    match event {
        Event::FoundIncomplete { text, .. }
        | Event::DocumentsRequested { text, .. }
        | Event::UrgencyAnswered { text, .. } => text.iter().copied().collect(),
        Event::Transferred { reference, .. } => reference.iter().copied().collect(),
        Event::Decided { .. } => {
            let proposal = inquiry.proposal.as_ref();
            proposal.into_iter().flat_map(|p| [p.reasons_en, p.reasons_fr]).flatten().collect()
        }
        _ => Vec::new(),
    }
}

pub(super) fn particular(
    on: &Occasion<'_>,
    inquiry: &Inquiry,
    event: &Event,
) -> Result<Particular, LetterError> {
    let labels = on.labels();
    let day = |date: Date| dates::day(date, on.lang);
    let status = status::public(on.case, inquiry);
    let wait = inquiry.wait.as_ref();
    let crossings = Crossing::ALL.iter().map(|c| labels.of("crossing", c.code()));
    let mut facts = Particular {
        received: inquiry.spells.first().map(|spell| day(spell.received)),
        closed: inquiry.closed_on().map(day),
        status: Some(labels.of("status", status.code())),
        status_means: Some(labels.of("status", &format!("{}-means", status.code()))),
        last_action: Some(last_action(on, inquiry)),
        next: Some(next(on, inquiry)),
        items: wait
            .map(|w| w.items.iter().map(|i| labels.of("item", i.code())).collect())
            .unwrap_or_default(),
        answer_by: wait.map(|w| on.due(&w.told)),
        target: target(on, inquiry),
        crossing_answers: crossings.collect(),
        urgency: inquiry.urgency.map(|(reason, granted)| UrgencyFacts {
            reason: labels.of("urgency", reason.code()),
            granted: granted == Some(true),
        }),
        ..Particular::default()
    };
    of_event(on, inquiry, event, &mut facts)?;
    Ok(facts)
}

/// What only the event itself knows.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other events add nothing of their own")]
fn of_event(
    on: &Occasion<'_>,
    inquiry: &Inquiry,
    event: &Event,
    facts: &mut Particular,
) -> Result<(), LetterError> {
    let labels = on.labels();
    match event {
        Event::FoundIncomplete { text, .. }
        | Event::DocumentsRequested { text, .. }
        | Event::UrgencyAnswered { text, .. } => facts.note = on.note(*text),
        Event::Decided { .. } => facts.decision = decision(on, inquiry)?,
        Event::Returned { door, .. } => facts.door = Some(labels.of("door", door.code())),
        Event::Transferred { door, reference, .. } => {
            facts.door = Some(labels.of("door", door.code()));
            let number = reference.and_then(|id| on.text_of(id));
            facts.their_number = number.map(|(text, _)| text.to_owned());
        }
        Event::MarkedDuplicate { lead, .. } => facts.lead = Some(lead.clone()),
        Event::Reopened { reason, on: when, standard } => {
            facts.reopened = Some(dates::day(*when, on.lang));
            facts.reason = Some(labels.of("reopened-for", reason.code()));
            facts.target = standard.as_ref().map(|told| on.due(told));
        }
        _ => {}
    }
    Ok(())
}

fn target(on: &Occasion<'_>, inquiry: &Inquiry) -> Option<Due> {
    let spell = inquiry.spell();
    let standard = on.rules.standard(TARGET).ok()?;
    let due = standard.due(spell.complete?, &spell.pauses, on.today());
    (inquiry.open() && !due.paused).then(|| on.due(&due.told))
}

fn next(on: &Occasion<'_>, inquiry: &Inquiry) -> Next {
    let waits = match inquiry.stage {
        Stage::Submitted | Stage::Incomplete | Stage::AwaitingTraveller => inquiry.wait.is_some(),
        Stage::InProcess | Stage::AwaitingSignature | Stage::Correcting | Stage::Closed => false,
    };
    let asked = inquiry.tasks.iter().any(|task| task.answered.is_none());
    let who = match (waits, asked) {
        (true, _) => "traveller",
        (false, true) => "component",
        (false, false) => "office",
    };
    Next { what: on.labels().of("next", inquiry.stage.code()), who: on.labels().of("who", who) }
}

/// The last dated fact that the traveller may know. Corrections are left out: before the answer
/// goes, they would give it away.
fn last_action(on: &Occasion<'_>, inquiry: &Inquiry) -> Action {
    let spell = inquiry.spell();
    let begun = if inquiry.spells.len() > 1 { "reopened" } else { "lodged" };
    let mut facts = vec![(spell.received, begun)];
    facts.extend(spell.complete.map(|day| (day, "found_complete")));
    for task in &inquiry.tasks {
        facts.push((task.asked, "component_asked"));
        facts.extend(task.answered.map(|(day, _)| (day, "component_answered")));
    }
    facts.extend(spell.pauses.iter().filter_map(|p| Some((p.to?, "request_answered"))));
    if let Some(wait) = inquiry.wait.as_ref().filter(|_| inquiry.stage != Stage::Submitted) {
        let asked = if wait.request.is_some() { "documents_requested" } else { "found_incomplete" };
        facts.push((wait.told.trigger, asked));
    }
    if let Some(proposal) = &inquiry.proposal {
        facts.push((proposal.on, "proposed"));
        facts.extend(proposal.signed.map(|(day, _)| (day, "signed")));
    }
    let (day, name) =
        facts.into_iter().max_by_key(|(day, _)| *day).unwrap_or((spell.received, begun));
    let what = on.labels().event(&format!("inquiry.{name}"), false).unwrap_or_default();
    Action { day: dates::day(day, on.lang), what }
}

/// The decision in force; none where nothing may be confirmed or denied.
fn decision(on: &Occasion<'_>, inquiry: &Inquiry) -> Result<Option<Decision>, LetterError> {
    let Some(proposal) = &inquiry.proposal else {
        return Err(LetterError::Missing { what: "the decision" });
    };
    let limited = match proposal.disclosure {
        Disclosure::NeitherConfirmNorDeny => return Ok(None),
        Disclosure::Limited => true,
        Disclosure::Full => false,
    };
    let reasons = match on.lang {
        domain::purpose::Language::En => proposal.reasons_en,
        domain::purpose::Language::Fr => proposal.reasons_fr,
    };
    let reasons = reasons.and_then(|id| on.text_of(id));
    let (reasons, _) = reasons.ok_or(LetterError::Missing { what: "the reasons" })?;
    let (corrected, pending) = corrections(on, inquiry, limited);
    Ok(Some(Decision {
        points: on.case.contested.iter().filter_map(|c| point(on, proposal, c)).collect(),
        reasons: reasons.trim().to_owned(),
        limited,
        documents: on.case.documents.len(),
        asked: if limited { Vec::new() } else { asked(on, inquiry) },
        corrected,
        pending,
    }))
}

fn point(on: &Occasion<'_>, proposal: &Proposal, contested: &Contested) -> Option<Point> {
    let finding = proposal.findings.iter().find(|f| f.decision == contested.id)?;
    let incident = on.case.incident(contested.incident)?;
    let group = finding.outcome.group().code();
    let labels = on.labels();
    Some(Point {
        what: labels.of("complaint", contested.complaint.code()),
        day: dates::day(incident.on, on.lang),
        result: format!(
            "{}. {}",
            labels.of("group", group),
            labels.of("group", &format!("{group}-means"))
        ),
    })
}

fn asked(on: &Occasion<'_>, inquiry: &Inquiry) -> Vec<String> {
    let mut codes: Vec<&str> = Vec::new();
    for task in inquiry.tasks.iter().filter(|task| task.answered.is_some()) {
        if !codes.contains(&task.component.code()) {
            codes.push(task.component.code());
        }
    }
    codes.into_iter().map(|code| on.labels().of("component", code)).collect()
}

fn corrections(on: &Occasion<'_>, inquiry: &Inquiry, limited: bool) -> (Vec<Action>, Vec<String>) {
    let name = |code| on.labels().of("downstream", if limited { "limited" } else { code });
    let mut corrected = Vec::new();
    let mut pending = Vec::new();
    for correction in &inquiry.corrections {
        let what = name(correction.system.code());
        match correction.effective {
            Some((day, _)) => corrected.push(Action { day: dates::day(day, on.lang), what }),
            None => pending.push(what),
        }
    }
    (corrected, pending)
}
