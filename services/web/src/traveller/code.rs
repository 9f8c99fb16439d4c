//! One-time codes by mail: who may ask for one and how often, and to which visit it belongs. A
//! stranger who knows a number or an address can neither flood its mailbox, nor use up the code
//! that its owner asked for, nor learn from either whether there is anything behind it.

use jiff::ToSpan;
use letters::CodePurpose;
use sha2::{Digest, Sha256};
use store::codes::{self, Tried};
use store::tally::{self, Counted, Ladder, Tally};

use super::filing::save::JURISDICTION;
use crate::counter::{CodeMail, Counter};
use crate::error::WebError;
use crate::lang::Lang;
use crate::token::hex;
use crate::visit::Visit;

/// Minutes in which a code works.
pub const MINUTES: u32 = 30;
/// Seconds before the same visitor is sent another one.
const PAUSE: i32 = 60;
const HOUR: i32 = 60 * 60;
const DAY: i32 = 24 * HOUR;

/// Waits of as many rungs as may be asked for; after the last, until all are forgotten.
const fn rungs<const N: usize>(pause: i32, last: i32) -> [i32; N] {
    let mut waits = [pause; N];
    waits[N - 1] = last;
    waits
}

/// One visitor about one address or number: so that nobody uses up what all may ask for.
const BY_ONE: Ladder<'_> = Ladder { waits: &rungs::<8>(PAUSE, DAY), window: DAY };
/// All visitors about one address or number.
const BY_ALL: Ladder<'_> = Ladder { waits: &rungs::<24>(0, DAY), window: DAY };
/// The same, where whoever asks is told to wait.
const BY_ALL_SLOWLY: Ladder<'_> = Ladder { waits: &rungs::<24>(PAUSE, DAY), window: DAY };
/// One visitor about whatever it may be. Many people may share a network address.
const BY_PEER: Ladder<'_> = Ladder { waits: &rungs::<60>(0, HOUR), window: HOUR };

/// Whether a code may be asked for now; counts it if so. `about` is the address or the number.
pub async fn may_ask(
    counter: &Counter,
    purpose: CodePurpose,
    about: &str,
    peer: &str,
) -> Result<bool, WebError> {
    let (by_one, by_all) = (format!("{about} {peer}"), about.to_lowercase());
    let kind = |whose: &str| format!("code {} {whose}", purpose.code());
    let all = match purpose {
        CodePurpose::ProveAddress | CodePurpose::ProveTraveller => BY_ALL_SLOWLY,
        CodePurpose::Resume | CodePurpose::Track => BY_ALL,
    };
    let tallies = [
        (kind("by one"), by_one.to_lowercase(), BY_ONE),
        ("code by peer".to_owned(), peer.to_owned(), BY_PEER),
        (kind("by all"), by_all, all),
    ];
    for (kind, holder, ladder) in &tallies {
        let tally = Tally { jurisdiction: JURISDICTION, kind, holder };
        let tried = tally::count(&counter.register, tally, *ladder, counter.time.now()).await?;
        if let Counted::Wait(_) = tried {
            tracing::info!(kind, "a code is not sent: too many were asked for");
            return Ok(false);
        }
    }
    Ok(true)
}

/// The holder of a code that only the visit that asked for it can try.
pub fn of_visit(visit: &Visit, about: &str) -> String {
    format!("{about} {}", hex(&Sha256::digest(visit.tokens().visit())[..16]))
}

/// Draws and keeps a code; the one before it works no more.
pub async fn issue(
    counter: &Counter,
    purpose: CodePurpose,
    holder: &str,
) -> Result<String, WebError> {
    let (code, now) = (counter.draw_code(), counter.time.now());
    let until = now.saturating_add(i64::from(MINUTES).minutes()).unwrap_or(now);
    let register = &counter.register;
    codes::issue(register, JURISDICTION, purpose.code(), holder, &code, now, until).await?;
    Ok(code)
}

/// Hands a code to the mail system.
pub async fn mail(
    counter: &Counter,
    purpose: CodePurpose,
    code: String,
    to: &str,
    lang: Lang,
) -> Result<(), WebError> {
    let mail = CodeMail { to: to.to_owned(), lang, code, purpose, minutes: MINUTES };
    counter.post.send_code(mail).await.map_err(WebError::inside("hand over a mail"))
}

/// Tries a code.
pub async fn attempt(
    counter: &Counter,
    purpose: CodePurpose,
    holder: &str,
    typed: &str,
) -> Result<Tried, WebError> {
    let (register, now) = (&counter.register, counter.time.now());
    Ok(codes::attempt(register, JURISDICTION, purpose.code(), holder, typed, now).await?)
}
