//! Mail to an address: one-time codes and the supervisors' figures. It is dropped once it is
//! useless: a code that died is not sent late.

use domain::Jurisdiction;
use jiff::Timestamp;
use letters::{CodePurpose, LetterError, Rendered};
use store::direct_mail::{self, Brings, Direct, Leased};
use store::faults;

use crate::case_letter::Unsettled;
use crate::room::{Fate, Room, addressed, verdict};
use crate::transport::Undelivered;

pub(crate) async fn send(room: &Room, mail: &Leased, now: Timestamp) -> Result<Fate, Unsettled> {
    let register = &room.register;
    let Err(why) = carry(room, mail, now).await else {
        faults::at("code-mail-taken");
        direct_mail::settle_sent(register, mail, now).await?;
        return Ok(Fate::Sent);
    };
    let (why, next) = verdict(why, (mail.attempts, mail.created_at), now, mail.id);
    tracing::warn!(id = %mail.id, why, "direct mail not delivered");
    if let Some(next) = next.filter(|next| *next < mail.expires_at) {
        direct_mail::put_back(register, mail, next, &why).await?;
        return Ok(Fate::Later);
    }
    direct_mail::settle_failed(register, mail, now, &why).await?;
    Ok(Fate::Failed)
}

async fn carry(room: &Room, mail: &Leased, now: Timestamp) -> Result<(), Undelivered> {
    if now >= mail.expires_at {
        return Err(Undelivered::never("expired"));
    }
    let jurisdiction = Jurisdiction::of(mail.shard).ok_or(Undelivered::never("no-shard"))?;
    let content = content(room, &mail.mail).map_err(|error| {
        tracing::error!(id = %mail.id, ?error, "direct mail cannot be written");
        Undelivered::never("no-wording")
    })?;
    let to = (mail.mail.to.as_str(), mail.mail.lang);
    let mail = addressed(room, (mail.id, jurisdiction), to, content, now);
    room.carry(&mail).await
}

fn content(room: &Room, mail: &Direct) -> Result<Rendered, LetterError> {
    let how = (mail.lang, mail.synthetic);
    match &mail.brings {
        Brings::Code { code, purpose, minutes } => {
            let purpose = CodePurpose::parse(purpose).ok_or_else(|| LetterError::NoWording {
                letter: "code".to_owned(),
                lang: mail.lang.code(),
            })?;
            letters::code(code, purpose, *minutes, how, &room.profile)
        }
        Brings::Digest { day, counts } => letters::digest(*day, counts, how, &room.profile),
    }
}
