//! The next steps, read off the step tables: who may, from where, and, where somebody may not
//! for a reason of their own, why. Nothing is offered that the law would not take, and nothing
//! is hidden that an officer would look for.

use domain::case::Case;
use domain::office::{Office, Origin, tie};
use domain::recourse::Recourse;
use domain::recourse::definition::{FieldKind, PartKind, Step};
use domain::recourse::inquiry::Terminal;
use domain::violation::Tie;
use domain::{Actor, Role, StaffId};

use crate::steps::Target;

/// A step that somebody in these roles could take at this stage.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// On what.
    pub target: Target,
    /// The step.
    pub step: &'static Step,
    /// What stands in this person's way.
    pub bar: Option<Bar>,
}

/// What stands in one person's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bar {
    /// A tie to the contested decision.
    Tie(Tie),
    /// The draft is their own.
    SameHand,
}

impl Bar {
    /// Key of its words.
    pub fn key(self) -> String {
        match self {
            Self::Tie(tie) => {
                let code = serde_json::to_value(tie).unwrap_or_default();
                format!("tie-{}", code.as_str().unwrap_or("originator"))
            }
            Self::SameHand => "violation-same-hand".to_owned(),
        }
    }
}

/// The strongest tie of a member of staff to what is contested.
pub fn tie_of(case: &Case, office: &Office, staff: StaffId) -> Option<Tie> {
    let ties = case.contested.iter().filter_map(|contested| {
        let incident = case.incident(contested.incident)?;
        let origin = Origin {
            port: &incident.place.key,
            unit: contested.unit.as_deref(),
            officer: contested.officer,
            on: incident.on,
        };
        tie(office, staff, &origin)
    });
    ties.min_by_key(|tie| *tie as u8)
}

/// Every step that the roles and the stage allow, in the order of the tables: recourses first.
pub fn offers(case: &Case, office: &Office, actor: &Actor) -> Vec<Offer> {
    let tie = actor.staff().and_then(|staff| tie_of(case, office, staff));
    let mut all = Vec::new();
    for recourse in &case.recourses {
        let target = Target::Recourse(recourse.id(), recourse.mechanism());
        for step in open_steps(target, Some(recourse.stage()), actor) {
            if !has_parts(case, recourse, step) {
                continue;
            }
            let own = is_own_draft(recourse, step, actor);
            let bar = tie.filter(|_| step.independent).map(Bar::Tie);
            all.push(Offer { target, step, bar: bar.or(own.then_some(Bar::SameHand)) });
        }
    }
    let of_case = open_steps(Target::Case, None, actor);
    all.extend(of_case.map(|step| Offer {
        target: Target::Case,
        step,
        bar: tie.filter(|_| step.independent).map(Bar::Tie),
    }));
    all
}

fn open_steps<'a>(
    target: Target,
    stage: Option<&'a str>,
    actor: &'a Actor,
) -> impl Iterator<Item = &'static Step> + 'a {
    target.steps().iter().filter(move |step| {
        let role = step.who.iter().any(|role| actor.is(*role) && *role != Role::System);
        let here = step.from.is_empty() || stage.is_some_and(|stage| step.from.contains(&stage));
        role && here
    })
}

/// Whether what a step must choose from is there at all.
fn has_parts(case: &Case, recourse: &Recourse, step: &Step) -> bool {
    let Recourse::Inquiry(inquiry) = recourse;
    if step.key == "answer-urgency" {
        return inquiry.urgency.is_some();
    }
    if step.key == "come-back" {
        return inquiry.terminal() == Some(Terminal::Abandoned);
    }
    step.asks.iter().filter(|field| field.required).all(|field| match field.kind {
        FieldKind::Part(PartKind::OpenTask) => inquiry.tasks.iter().any(|t| t.answered.is_none()),
        FieldKind::Part(PartKind::OpenCorrection) => inquiry.corrections_open() > 0,
        FieldKind::Part(PartKind::Document) => !case.documents.is_empty(),
        FieldKind::Part(PartKind::Contested | PartKind::Staff)
        | FieldKind::Text
        | FieldKind::Sealed
        | FieldKind::Date
        | FieldKind::Choice(_)
        | FieldKind::Choices(_)
        | FieldKind::YesNo
        | FieldKind::Findings => true,
    })
}

fn is_own_draft(recourse: &Recourse, step: &Step, actor: &Actor) -> bool {
    let Recourse::Inquiry(inquiry) = recourse;
    let drafter = inquiry.proposal.as_ref().and_then(|proposal| proposal.by);
    matches!(step.key, "sign" | "send-back") && drafter.is_some() && drafter == actor.staff()
}

/// The office's own steps stand first, because they move the matter on; what it may do in the
/// traveller's place, or at any time, stands behind.
pub fn moves_on(offer: &Offer) -> bool {
    let theirs = offer.step.who.contains(&Role::Traveller);
    matches!(offer.target, Target::Recourse(..)) && !theirs && !offer.step.from.is_empty()
}
