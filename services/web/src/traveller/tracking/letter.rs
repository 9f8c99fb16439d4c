//! A letter, read on the site in the reader's own language: made anew from the case as it stood
//! when the letter was called for, so that it reads as it was sent.

use askama::Template;
use domain::case::{Case, Entry, letters_for};
use letters::{LetterFacts, Occasion};

use super::{lost, session};
use crate::error::WebError;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/tracking/letter.html")]
struct Letter {
    f: Frame,
    html: String,
    at: String,
}

/// Shows one.
pub async fn show(visit: Visit) -> Reply {
    let Some(opened) = session::load(&visit).await? else {
        return lost::way_in(&visit);
    };
    let register = &visit.counter.register;
    let version: i32 = visit.part("n").parse().map_err(|_| WebError::NotFound)?;
    let found = as_of(&opened.loaded.entries, version, register.zone());
    let (case, entry) = found.ok_or(WebError::NotFound)?;
    let all = letters_for(entry, &case);
    let mine = all.iter().find(|letter| letter.subject == opened.subject);
    let mine = mine.ok_or(WebError::NotFound)?;
    let ids = matter_ids(&case);
    let matter = register.matter(opened.jurisdiction, &ids).await?;
    let facts = LetterFacts::of(&Occasion {
        case: &case,
        entry,
        recipient: mine.subject,
        lang: mine.language,
        matter: &matter,
        rules: register.rules(),
        zone: register.zone(),
    });
    let profile = visit.counter.letters_profile();
    let rendered = facts.and_then(|facts| letters::render(mine.letter, &facts, &profile));
    let rendered = rendered
        .map_err(|source| WebError::Inside { doing: "write a letter", source: Box::new(source) })?;
    let f = visit.frame(rendered.subject);
    let at = visit.w.instant(&entry.recorded_at, register.zone());
    visit.show(&Letter { f, html: rendered.html, at })
}

/// The case right after one of its entries.
fn as_of<'a>(
    entries: &'a [Entry],
    version: i32,
    zone: &jiff::tz::TimeZone,
) -> Option<(Case, &'a Entry)> {
    let mut case = None;
    for entry in entries {
        case = domain::case::evolve(case, entry, zone);
        if entry.version == version {
            return Some((case?, entry));
        }
    }
    None
}

/// Everything sealed that a letter may need.
fn matter_ids(case: &Case) -> Vec<domain::MatterId> {
    let mut ids = vec![case.person];
    ids.extend(case.representative.iter().map(|r| r.person));
    ids.extend(case.messages.iter().map(|m| m.text));
    for recourse in &case.recourses {
        let domain::recourse::Recourse::Inquiry(inquiry) = recourse;
        ids.extend(inquiry.wait.iter().filter_map(|wait| wait.text));
        let reasons = inquiry.proposal.iter().flat_map(|p| [p.reasons_en, p.reasons_fr]);
        ids.extend(reasons.flatten());
        ids.extend(inquiry.control_number);
    }
    ids
}
