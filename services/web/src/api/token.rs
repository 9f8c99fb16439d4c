//! Access tokens are given here: to registered programs for their secret, to staff for password
//! and one-time code. Whoever guesses waits, like at the door of the pages.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, web};
use domain::Jurisdiction;
use jiff::Timestamp;
use store::clients;

use super::fault::Fault;
use super::jwt::{self, Holder};
use super::sent;
use super::types::{Token, TokenRequest};
use crate::peer;
use crate::staff::password;
use crate::staff::proof::{self, Doubt};
use crate::staff::record::{self, Record};
use crate::visit::Visit;

/// Largest request for a token.
const LARGEST: usize = 8 * 1024;

/// Gives a token.
pub async fn give(request: HttpRequest, payload: web::Payload) -> Result<HttpResponse, Fault> {
    let mut payload = payload.into_inner();
    let bytes = sent::body(&mut payload, LARGEST).await?;
    let asked = read(&request, &bytes)?;
    let visit = Visit::of(&request);
    let record = record::of(&request);
    let at = visit.counter.time.now();
    let peer = peer::of(&request);
    record.tries.allow(&peer, at).map_err(|wait| Fault::TooMany { wait })?;
    let known = match asked.grant_type.as_str() {
        "client_credentials" => client(&record, asked).await,
        "password" => staff(&record, asked, at).await,
        _ => return Err(fields("grant_type", "unknown-code")),
    };
    if matches!(known, Err(Fault::SignIn | Fault::TooMany { .. })) {
        record.tries.failed(&peer, at);
    }
    let (jurisdiction, holder) = known?;
    let scope = match &holder {
        Holder::Client { scopes, .. } => scopes.join(" "),
        Holder::Staff { .. } => String::new(),
    };
    let (issuer, jti) = (&visit.counter.public_url, visit.counter.ids.next());
    let token = jwt::issue(&record.keys, issuer, (jurisdiction, holder), jti, at);
    let access_token = token.map_err(Fault::inside("sign a token"))?;
    let body = Token { access_token, token_type: "Bearer", expires_in: jwt::LIFETIME, scope };
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(body))
}

fn fields(at: &str, what: &'static str) -> Fault {
    Fault::Fields(vec![crate::steps::Trouble::new(at, what)])
}

/// As JSON, or as the form that the usual libraries send.
fn read(request: &HttpRequest, bytes: &[u8]) -> Result<TokenRequest, Fault> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if kind.starts_with("application/json") {
        serde_json::from_slice(bytes).map_err(|_| Fault::Unreadable)
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        let text = std::str::from_utf8(bytes).map_err(|_| Fault::Unreadable)?;
        web::Query::<TokenRequest>::from_query(text)
            .map(web::Query::into_inner)
            .map_err(|_| Fault::Unreadable)
    } else {
        Err(Fault::WrongKind)
    }
}

async fn client(record: &Record, asked: TokenRequest) -> Result<(Jurisdiction, Holder), Fault> {
    let id = asked.client_id.ok_or_else(|| fields("client_id", "missing"))?;
    let secret = asked.client_secret.ok_or_else(|| fields("client_secret", "missing"))?;
    let mut found = None;
    for jurisdiction in Jurisdiction::ALL {
        if let Some(client) = clients::find(&record.register, jurisdiction, &id).await? {
            found = Some((jurisdiction, client));
        }
    }
    let kept = found.as_ref().map(|(_, client)| client.secret_hash.clone());
    let right = web::block(move || password::holds(&secret, kept.as_deref())).await;
    let (jurisdiction, client) = found.filter(|_| right.unwrap_or(false)).ok_or(Fault::SignIn)?;
    let wanted = asked.scope.unwrap_or_default();
    let is_wanted = |scope: &String| wanted.is_empty() || wanted.split(' ').any(|w| w == scope);
    let scopes: Vec<String> = client.scopes.into_iter().filter(is_wanted).collect();
    Ok((jurisdiction, Holder::Client { client: client.client_id, scopes }))
}

async fn staff(
    record: &Record,
    asked: TokenRequest,
    at: Timestamp,
) -> Result<(Jurisdiction, Holder), Fault> {
    let missing = |name: &str| fields(name, "missing");
    let email = asked.username.ok_or_else(|| missing("username"))?;
    let typed = asked.password.ok_or_else(|| missing("password"))?;
    let code = asked.totp.ok_or_else(|| missing("totp"))?;
    let doubtful = |doubt| match doubt {
        Doubt::Wrong => Fault::SignIn,
        Doubt::Wait(wait) => Fault::TooMany { wait },
        Doubt::Store(error) => error.into(),
    };
    let register = &record.register;
    let known = proof::password(register, &email, typed, at).await.map_err(doubtful)?;
    proof::one_time(register, known, &code, at).await.map_err(doubtful)?;
    Ok((known.jurisdiction, Holder::Staff { staff: known.staff }))
}

/// The public halves of the keys.
pub async fn keys(request: HttpRequest) -> HttpResponse {
    let at = Visit::of(&request).counter.time.now();
    HttpResponse::Ok()
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .json(record::of(&request).keys.published(at))
}
