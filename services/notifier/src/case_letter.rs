//! A letter of a case: what the mail says follows from the case as it stood at the event, to whom
//! it goes from the case as it stands now. That a server took it is noted in its row at once; its
//! fate is an event of the case, written before the row is settled. So a crash repeats at most what
//! was with the server, and never loses a fact.

use std::collections::HashMap;

use domain::case::{CONTACT_CHANGED, Case, Command, Fate as LetterFate};
use domain::matter::Content;
use domain::{Actor, MatterId, Moment};
use jiff::Timestamp;
use letters::{LetterError, LetterFacts, Occasion};
use store::outbox::{self, Leased, Next};
use store::{AsOf, CommandId, StoreError, Submission, SubmitError, faults};

use crate::room::{Fate, Room, addressed, verdict};
use crate::transport::{Mail, Undelivered};

/// The caller under whose name fates are written.
const CALLER: &str = "mail-room";

/// A letter's fate could not be settled now.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unsettled {
    /// The record.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The fate could not be written.
    #[error("write the letter's fate")]
    Submit(#[from] SubmitError),
    /// The case is not there.
    #[error("find the case of the letter")]
    NoCase,
}

pub(crate) async fn send(room: &Room, letter: &Leased, now: Timestamp) -> Result<Fate, Unsettled> {
    let register = &room.register;
    let loaded = register.load(letter.jurisdiction, letter.case).await?;
    let current = loaded.ok_or(Unsettled::NoCase)?.case;
    // It went out before, and the process died before it said so: once is enough.
    let sent = current.notices.iter().any(|n| n.outbox == letter.id && n.failed.is_none());
    let result = match &letter.handed {
        _ if sent => Ok(None),
        Some(wording) => Ok(Some(wording.clone())),
        None => carry(room, letter, &current, now).await?,
    };
    match result {
        Ok(wording) => {
            if let Some(wording) = wording {
                record(room, letter, LetterFate::Sent(wording), now).await?;
                faults::at("mail-recorded");
            }
            outbox::settle_sent(register, letter, &room.worker, now).await?;
            faults::at("mail-settled");
            Ok(Fate::Sent)
        }
        Err(why) => undelivered(room, letter, why, now).await,
    }
}

async fn undelivered(
    room: &Room,
    letter: &Leased,
    why: Undelivered,
    now: Timestamp,
) -> Result<Fate, Unsettled> {
    let tried = (letter.attempts, letter.created_at);
    let (why, next) = verdict(why, tried, now, letter.id);
    let (next, fate) = if let Some(at) = next {
        (Next::RetryAt(at), Fate::Later)
    } else {
        record(room, letter, LetterFate::Failed(why.clone()), now).await?;
        (Next::Never, Fate::Failed)
    };
    tracing::warn!(outbox = %letter.id, why, ?fate, "letter not delivered");
    outbox::settle_failed(&room.register, letter, &room.worker, now, next, &why).await?;
    Ok(fate)
}

/// Version of the wording in which it went out.
async fn carry(
    room: &Room,
    letter: &Leased,
    current: &Case,
    now: Timestamp,
) -> Result<Result<Option<String>, Undelivered>, Unsettled> {
    let mail = match mail(room, letter, current, now).await? {
        Ok(mail) => mail,
        Err(why) => return Ok(Err(why)),
    };
    if let Some(former) = former_address(room, letter, current).await? {
        // Whoever had the mailbox hears of the change first. That it may be gone is why it changed.
        let id = uuid::Uuid::from_u128(letter.id.as_u128() ^ 1);
        let copy = Mail { id, to: former, name: None, ..mail.clone() };
        if let Err(Undelivered::Later { why }) = room.carry(&copy).await {
            return Ok(Err(Undelivered::Later { why }));
        }
    }
    faults::at("mail-written");
    if let Err(why) = room.carry(&mail).await {
        return Ok(Err(why));
    }
    faults::at("mail-taken");
    let wording = mail.content.version;
    outbox::hand_over(&room.register, letter, &wording).await?;
    faults::at("mail-noted");
    Ok(Ok(Some(wording)))
}

/// Where somebody was reached before the change that a letter tells of; nothing where the mailbox
/// stayed the same, and for every other letter.
async fn former_address(
    room: &Room,
    letter: &Leased,
    current: &Case,
) -> Result<Option<String>, Unsettled> {
    let changed = letter.body.letter == CONTACT_CHANGED;
    let before = current.before_change(letter.body.subject).filter(|_| changed);
    let Some(((before, _), now)) = before.zip(person_of(current, letter)) else {
        return Ok(None);
    };
    let matter = room.register.matter(letter.jurisdiction, &[before, now]).await?;
    let former = address(&matter, before).filter(|old| address(&matter, now) != Some(*old));
    Ok(former.map(ToOwned::to_owned))
}

/// The mail, or why there can be none.
async fn mail(
    room: &Room,
    letter: &Leased,
    current: &Case,
    now: Timestamp,
) -> Result<Result<Mail, Undelivered>, Unsettled> {
    let register = &room.register;
    let then = AsOf::Version(letter.body.version);
    let then = register.load_as_of(letter.jurisdiction, letter.case, then).await?;
    let then = then.ok_or(Unsettled::NoCase)?;
    let Some(entry) = then.entries.last() else {
        return Err(Unsettled::NoCase);
    };
    let Some(person) = person_of(current, letter) else {
        return Ok(Err(Undelivered::never("not-a-party")));
    };
    let mut needed = letters::matter_needed(&then.case, entry);
    needed.push(person);
    let matter = register.matter(letter.jurisdiction, &needed).await?;
    let Some(to) = address(&matter, person) else {
        return Ok(Err(Undelivered::never("no-address")));
    };
    let occasion = Occasion {
        case: &then.case,
        entry,
        recipient: letter.body.subject,
        lang: letter.body.language,
        matter: &matter,
        rules: register.rules(),
        zone: register.zone(),
    };
    let content = LetterFacts::of(&occasion)
        .and_then(|facts| letters::mail(&letter.body.letter, &facts, &room.profile));
    let ids = (letter.id, letter.jurisdiction);
    Ok(match content {
        Ok(content) => {
            let mail = addressed(room, ids, (to, letter.body.language), content, now);
            Ok(Mail { name: name(&matter, person), ..mail })
        }
        Err(error) => Err(unwritable(letter, &error)),
    })
}

/// The recipient was bound when the event was written; only that person's own address, as it
/// stands now, will do.
fn person_of(case: &Case, letter: &Leased) -> Option<MatterId> {
    let subject = letter.body.subject;
    if case.traveller == subject {
        return Some(case.person);
    }
    let helper = case.representative.as_ref().filter(|helper| helper.subject == subject);
    helper.map(|helper| helper.person)
}

fn address(matter: &HashMap<MatterId, Content>, person: MatterId) -> Option<&str> {
    match matter.get(&person)? {
        Content::Person(person) => Some(person.email.trim()).filter(|email| !email.is_empty()),
        Content::Text { .. } | Content::File(_) | Content::Details { .. } => None,
    }
}

fn name(matter: &HashMap<MatterId, Content>, person: MatterId) -> Option<String> {
    match matter.get(&person)? {
        Content::Person(person) => Some(person.name.clone()).filter(|name| !name.is_empty()),
        Content::Text { .. } | Content::File(_) | Content::Details { .. } => None,
    }
}

/// A wording that cannot be filled in is ours to mend, and nobody waits three days to hear it.
fn unwritable(letter: &Leased, error: &LetterError) -> Undelivered {
    tracing::error!(outbox = %letter.id, letter = letter.body.letter, ?error, "letter cannot be written");
    match error {
        LetterError::Missing { .. } => Undelivered::never("nothing-to-say"),
        LetterError::NoWording { .. } | LetterError::Template { .. } => {
            Undelivered::never("no-wording")
        }
    }
}

async fn record(
    room: &Room,
    letter: &Leased,
    fate: LetterFate,
    now: Timestamp,
) -> Result<(), Unsettled> {
    let kind = match &fate {
        LetterFate::Sent(_) => "sent",
        LetterFate::Failed(_) => "failed",
    };
    let submission = Submission {
        command_id: CommandId::of(format!("notice-{kind}-{}", letter.id)),
        caller: CALLER.to_owned(),
        // The key says it all: the same row has one fate of a kind, whatever its code was.
        digest: [0; 32],
        expected: None,
        command: Command::RecordNotice {
            letter: letter.body.letter.clone(),
            outbox: letter.id,
            subject: letter.body.subject,
            by_post: false,
            fate,
        },
        matter: Vec::new(),
    };
    let moment = Moment::new(now, Actor::System);
    room.register.submit(letter.case, letter.jurisdiction, submission, moment).await?;
    Ok(())
}
