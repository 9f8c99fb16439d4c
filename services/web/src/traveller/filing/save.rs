//! Saving after every page, without an account: the browser holds the name of a session, the
//! session names the draft, and both are sealed in the store.

use domain::{Jurisdiction, SubjectId};
use jiff::{Timestamp, ToSpan};
use store::drafts::{self, Draft, Saved};
use store::sessions;
use uuid::Uuid;

use super::begun::Begun;
use crate::error::WebError;
use crate::token::hex;
use crate::visit::Visit;

/// Days after the last save in which a draft is kept.
pub const DAYS: i64 = 30;
/// Whose record takes the inquiries that are filed here.
pub const JURISDICTION: Jurisdiction = Jurisdiction::Us;
/// Cookie that names the session of a draft.
pub const COOKIE: &str = "draft";

/// Tries before another tab is too busy to be waited for.
const ATTEMPTS: usize = 3;

/// A draft with what it holds.
pub struct Opened {
    /// As the store has it.
    pub draft: Draft,
    /// What it holds.
    pub begun: Begun,
}

fn written(begun: &Begun) -> Result<Vec<u8>, WebError> {
    serde_json::to_vec(begun)
        .map_err(|source| WebError::Inside { doing: "write a draft", source: Box::new(source) })
}

/// When a draft that is saved now is dropped.
fn expiry(now: Timestamp) -> Timestamp {
    now.saturating_add((DAYS * 24).hours()).unwrap_or(now)
}

/// Begins a filing and gives the browser its session.
pub async fn begin(visit: &Visit) -> Result<Begun, WebError> {
    let counter = &visit.counter;
    let begun = Begun::new(counter.ids.next(), SubjectId(counter.ids.next()));
    let (id, now) = (counter.ids.next(), counter.time.now());
    let (register, body) = (&counter.register, written(&begun)?);
    drafts::create(register, JURISDICTION, id, &body, now, expiry(now)).await?;
    open_session(visit, id).await?;
    Ok(begun)
}

/// Gives the browser a session on a draft.
pub async fn open_session(visit: &Visit, draft: Uuid) -> Result<(), WebError> {
    let counter = &visit.counter;
    let (cookie, now) = (hex(&counter.chance.bytes()), counter.time.now());
    let holder = draft.to_string();
    sessions::create(
        &counter.register,
        JURISDICTION,
        &cookie,
        &holder,
        holder.as_bytes(),
        now,
        expiry(now),
    )
    .await?;
    visit.keep(COOKIE, &cookie);
    Ok(())
}

/// The draft of this browser.
pub async fn load(visit: &Visit) -> Result<Option<Opened>, WebError> {
    let counter = &visit.counter;
    let Some(cookie) = visit.kept(COOKIE) else {
        return Ok(None);
    };
    let now = counter.time.now();
    let session = sessions::load(&counter.register, JURISDICTION, &cookie, now).await?;
    let id = session.and_then(|session| session.holder.parse::<Uuid>().ok());
    let Some(id) = id else { return Ok(None) };
    let draft = drafts::load(&counter.register, JURISDICTION, id, now).await?;
    let Some(draft) = draft else { return Ok(None) };
    let begun = serde_json::from_slice(&draft.body)
        .map_err(|source| WebError::Inside { doing: "read a draft", source: Box::new(source) })?;
    Ok(Some(Opened { draft, begun }))
}

/// Changes the draft of this browser. Another tab may save at the same time: the change is then
/// made again on what that one wrote, since each page has answers of its own.
pub async fn change(visit: &Visit, change: impl Fn(&mut Begun)) -> Result<Option<Begun>, WebError> {
    for _ in 0..ATTEMPTS {
        let Some(Opened { draft, mut begun }) = load(visit).await? else {
            return Ok(None);
        };
        change(&mut begun);
        let (now, body) = (visit.counter.time.now(), written(&begun)?);
        let register = &visit.counter.register;
        let saved = drafts::save(register, JURISDICTION, &draft, &body, now, expiry(now)).await?;
        match saved {
            Saved::Saved(_) => return Ok(Some(begun)),
            Saved::Stale(_) => {}
            Saved::Gone => return Ok(None),
        }
    }
    Err(WebError::Conflict)
}

/// Drops the draft of this browser and its sessions.
pub async fn drop_draft(visit: &Visit, id: Uuid) -> Result<(), WebError> {
    let register = &visit.counter.register;
    drafts::remove(register, JURISDICTION, id).await?;
    sessions::remove_all(register, JURISDICTION, &id.to_string()).await?;
    visit.forget(COOKIE);
    Ok(())
}
