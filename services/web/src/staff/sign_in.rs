//! The door of the staff: address and password, then a one-time code. Between the two nothing
//! is stored: a signed note, good for five minutes, says whose password was right.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use actix_web::{HttpResponse, web};
use askama::Template;
use aws_lc_rs::hmac;
use domain::{Jurisdiction, StaffId};
use jiff::Timestamp;
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

use super::proof::{self, Doubt, Known};
use super::record::{self, Record};
use super::{SignedIn, escape, frame, policy, session};
use crate::error::WebError;
use crate::forms::{Field, Kind};
use crate::lang::Lang;
use crate::peer;
use crate::posted::Posted;
use crate::token::hex;
use crate::visit::{Frame, Reply, Visit};

/// Cookie of the note between password and code.
const NOTE: &str = "staff-note";
/// Seconds for which the note is good.
const NOTE_HOLDS: i64 = 300;
/// What a page may come back to.
const OURS: [&str; 3] = ["/desk", "/insight", "/admin"];

#[derive(Template)]
#[template(path = "staff/sign_in.html")]
struct Page {
    f: Frame,
    fields: Vec<Field>,
    action: String,
    trouble: Option<String>,
    is_code: bool,
}

/// Where to go on afterwards.
#[derive(Debug, Deserialize)]
pub struct To {
    #[serde(default)]
    to: String,
}

impl To {
    /// Only a page of ours: never another site, nor the way out.
    fn ours(&self) -> Option<&str> {
        let is_ours = |start: &&str| {
            let rest = self.to.strip_prefix(*start);
            rest.is_some_and(|r| r.is_empty() || r.starts_with('/') || r.starts_with('?'))
        };
        let plain = is_plain(&self.to) && !self.to.contains("sign-");
        (plain && OURS.iter().any(is_ours)).then_some(self.to.as_str())
    }
}

/// Whether a text can be an address on this site, and nothing else in a header.
fn is_plain(to: &str) -> bool {
    to.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') && !to.contains("//")
}

/// The address of the door.
pub fn address(to: &str) -> String {
    format!("/desk/sign-in?to={}", escape(to))
}

fn page(visit: &Visit, fields: Vec<Field>, action: String, trouble: Option<String>) -> Page {
    let is_code = fields.iter().any(|field| field.kind == Kind::Code);
    let title = visit.w.t(if is_code { "staff-code-title" } else { "staff-title" });
    let mut f = frame(visit, title);
    f.failed = trouble.is_some();
    Page { f, fields, action, trouble, is_code }
}

fn first(visit: &Visit, email: &str) -> Vec<Field> {
    let mut address = Field::new("email", Kind::Email, visit.w.t("staff-email")).holding(email);
    address.autocomplete = "username";
    let mut secret = Field::new("password", Kind::Password, visit.w.t("staff-password"));
    secret.autocomplete = "current-password";
    vec![address, secret]
}

fn second(visit: &Visit) -> Vec<Field> {
    let code = Field::new("code", Kind::Code, visit.w.t("staff-code"));
    vec![code.explained(visit.w.t("staff-code-hint"))]
}

/// Asks for address and password.
pub async fn ask(visit: Visit, to: web::Query<To>) -> Reply {
    let action = address(to.ours().unwrap_or(""));
    visit.show(&page(&visit, first(&visit, ""), action, None))
}

/// Takes address and password.
pub async fn password(visit: Visit, to: web::Query<To>, posted: Posted) -> Reply {
    let record = record::of(visit.request());
    let at = visit.counter.time.now();
    let email = posted.get("email").to_owned();
    let action = address(to.ours().unwrap_or(""));
    let peer = peer::of(visit.request());
    if let Err(wait) = record.tries.allow(&peer, at) {
        return doubtful(&visit, first(&visit, &email), action, Doubt::Wait(wait));
    }
    let typed = posted.get("password").to_owned();
    match proof::password(&record.register, &email, typed, at).await {
        Ok(known) => {
            visit.keep(NOTE, &note(&visit, known, at));
            visit.go(&format!("/desk/sign-in/code?to={}", escape(to.ours().unwrap_or(""))))
        }
        Err(doubt) => {
            record.tries.failed(&peer, at);
            doubtful(&visit, first(&visit, &email), action, doubt)
        }
    }
}

/// Asks for the code.
pub async fn ask_code(visit: Visit, to: web::Query<To>) -> Reply {
    let at = visit.counter.time.now();
    if noted(&visit, at).is_none() {
        return visit.go(&address(to.ours().unwrap_or("")));
    }
    visit.show(&page(&visit, second(&visit), code_action(&to), None))
}

fn code_action(to: &To) -> String {
    format!("/desk/sign-in/code?to={}", escape(to.ours().unwrap_or("")))
}

/// Takes the code and begins a session.
pub async fn code(visit: Visit, to: web::Query<To>, posted: Posted) -> Reply {
    let record = record::of(visit.request());
    let at = visit.counter.time.now();
    let Some(known) = noted(&visit, at) else {
        return visit.go(&address(to.ours().unwrap_or("")));
    };
    let peer = peer::of(visit.request());
    if let Err(wait) = record.tries.allow(&peer, at) {
        return doubtful(&visit, second(&visit), code_action(&to), Doubt::Wait(wait));
    }
    match proof::one_time(&record.register, known, posted.get("code"), at).await {
        Ok(()) => begin(&visit, &record, known, at, &to).await,
        Err(doubt) => {
            record.tries.failed(&peer, at);
            doubtful(&visit, second(&visit), code_action(&to), doubt)
        }
    }
}

/// A session of its own, whatever cookie the browser brought along.
async fn begin(visit: &Visit, record: &Record, known: Known, at: Timestamp, to: &To) -> Reply {
    let register = &record.register;
    let office = register.office(known.jurisdiction).await?;
    let member = office.staff.get(&known.staff).ok_or(WebError::Forbidden)?;
    if let Some(old) = visit.kept(session::COOKIE) {
        session::end(register, &old).await?;
    }
    let matter = register.matter(known.jurisdiction, &[member.person]).await?;
    let name = match matter.get(&member.person) {
        Some(domain::matter::Content::Person(person)) => person.name.clone(),
        _ => String::new(),
    };
    let kept = session::Kept { staff: known.staff, name };
    let chance = visit.counter.chance.as_ref();
    let cookie = session::begin(register, known.jurisdiction, &kept, chance, at).await?;
    visit.keep(session::COOKIE, &cookie);
    visit.forget(NOTE);
    visit.go(to.ours().unwrap_or(policy::home(&member.roles)))
}

/// Ends the session.
pub async fn out(me: SignedIn, _posted: Posted) -> Reply {
    if let Some(cookie) = me.visit.kept(session::COOKIE) {
        session::end(&me.record.register, &cookie).await?;
    }
    me.visit.forget(session::COOKIE);
    me.visit.go("/desk/sign-in")
}

/// Keeps the language that was asked for and goes back to the page.
pub async fn language(visit: Visit, to: web::Query<To>) -> Reply {
    let lang = Lang::parse(visit.part("lang")).ok_or(WebError::NotFound)?;
    let back = if to.to.starts_with("/desk/sign-in") { Some(to.to.as_str()) } else { to.ours() };
    let cookie = Cookie::build("lang", lang.code())
        .path("/")
        .http_only(true)
        .secure(visit.counter.is_https())
        .same_site(SameSite::Lax)
        .permanent()
        .finish();
    let mut answer = visit.go(back.filter(|b| is_plain(b)).unwrap_or("/desk"))?;
    answer.add_cookie(&cookie).map_err(|e| WebError::inside("keep a language")(Box::new(e)))?;
    Ok(answer)
}

/// The page once more, with what was not right or how long to wait.
fn doubtful(visit: &Visit, fields: Vec<Field>, action: String, doubt: Doubt) -> Reply {
    let (status, text, wait) = match doubt {
        Doubt::Store(error) => return Err(error.into()),
        Doubt::Wrong => (StatusCode::UNPROCESSABLE_ENTITY, visit.w.t("staff-wrong"), None),
        Doubt::Wait(seconds) => {
            let minutes = (seconds + 59) / 60;
            let text = visit.w.t1("staff-wait", "count", minutes);
            (StatusCode::TOO_MANY_REQUESTS, text, Some(seconds))
        }
    };
    let mut answer: HttpResponse =
        visit.show_as(status, &page(visit, fields, action, Some(text)))?;
    if let Some(seconds) = wait {
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    Ok(answer)
}

fn note(visit: &Visit, known: Known, at: Timestamp) -> String {
    let until = at.as_second() + NOTE_HOLDS;
    let text = format!("{}.{}.{until}", session::code(known.jurisdiction), known.staff);
    let mark = sign(visit, &text);
    format!("{text}.{mark}")
}

fn sign(visit: &Visit, text: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &visit.counter.secret);
    hex(hmac::sign(&key, format!("sign-in note\n{text}").as_bytes()).as_ref())
}

fn noted(visit: &Visit, at: Timestamp) -> Option<Known> {
    let note = visit.kept(NOTE)?;
    let (text, mark) = note.rsplit_once('.')?;
    if !bool::from(sign(visit, text).as_bytes().ct_eq(mark.as_bytes())) {
        return None;
    }
    let mut parts = text.split('.');
    let (place, staff, until) = (parts.next()?, parts.next()?, parts.next()?);
    let jurisdiction = Jurisdiction::ALL.into_iter().find(|j| session::code(*j) == place)?;
    let staff = StaffId(staff.parse().ok()?);
    (until.parse::<i64>().ok()? > at.as_second()).then_some(Known { jurisdiction, staff })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_on_to_pages_of_ours_only() {
        let ours = |to: &str| To { to: to.to_owned() }.ours().is_some();
        assert!(ours("/desk") && ours("/desk/cases/RDR-1?x=1") && ours("/insight"));
        for other in [
            "",
            "https://e.example",
            "//e.example",
            "/desk//e",
            "/deskx",
            "/\\e",
            "/en",
            "/desk/sign-out",
            "/desk\r\nX: y",
            "/desk?a=\u{e9}",
        ] {
            assert!(!ours(other), "{other}");
        }
    }
}
