//! Who calls, on whose record, in which language, and when: taken before any handler's body
//! runs, so that none can forget it.

use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpRequest};
use domain::{Actor, CaseId, CaseReference, Jurisdiction, Moment, Role};
use jiff::Timestamp;
use store::{AsOf, Loaded};

use super::fault::Fault;
use super::jwt::{self, Holder};
use crate::staff::record::{self, Record};
use crate::visit::Visit;

/// What a registered program may be allowed to do.
pub const SCOPES: [&str; 4] = ["cases:file", "cases:read", "caseload:read", "measures:read"];

/// An authenticated request.
pub struct Call {
    /// Language, counter and request.
    pub visit: Visit,
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// Who.
    pub actor: Actor,
    /// When it reached us.
    pub at: Timestamp,
    record: Record,
    scopes: Vec<String>,
}

impl Call {
    /// The record.
    pub const fn record(&self) -> &Record {
        &self.record
    }

    /// Whose idempotency keys these are.
    pub fn caller(&self) -> String {
        caller(&self.actor)
    }

    /// The moment of a command.
    pub fn moment(&self) -> Moment {
        Moment::new(self.at, self.actor.clone())
    }

    /// Whether the caller works cases.
    pub fn is_office(&self) -> bool {
        self.actor.is(Role::Officer) || self.actor.is(Role::Supervisor)
    }

    /// Lets staff in these roles pass, and programs with this scope.
    pub fn must(&self, scope: &str, roles: &[Role]) -> Result<(), Fault> {
        let by_role = roles.iter().any(|role| self.actor.is(*role));
        let by_scope = self.actor.is(Role::Client) && self.scopes.iter().any(|s| s == scope);
        if by_role || by_scope { Ok(()) } else { Err(Fault::Scope) }
    }

    /// A case that this caller may see; any other is not there. Every reading is written down.
    pub async fn case(&self, reference: &str, as_of: Option<AsOf>) -> Result<Found, Fault> {
        let reference: CaseReference = reference.parse().map_err(|_| Fault::NotFound)?;
        let register = &self.record.register;
        let (jurisdiction, id) = register.find(&reference).await?.ok_or(Fault::NotFound)?;
        if jurisdiction != self.jurisdiction {
            return Err(Fault::NotFound);
        }
        let now = register.load(jurisdiction, id).await?.ok_or(Fault::NotFound)?;
        if !self.may_see(&now) {
            return Err(Fault::NotFound);
        }
        let loaded = match as_of {
            None => now,
            Some(as_of) => {
                let then = register.load_as_of(jurisdiction, id, as_of).await?;
                then.ok_or(Fault::NotFound)?
            }
        };
        Ok(Found { id, loaded })
    }

    /// Staff of the record see its cases; a program sees what it filed itself.
    fn may_see(&self, loaded: &Loaded) -> bool {
        let filed = loaded.entries.first().is_some_and(|entry| entry.by == self.actor);
        self.is_office() || (self.actor.is(Role::Client) && filed)
    }

    /// What stood in the way, as far as this caller may know: what happened meanwhile is told to
    /// programs only where it is public.
    pub fn told(&self, mut fault: Fault) -> Fault {
        if let Fault::Stale { since, .. } = &mut fault
            && !self.is_office()
        {
            since.retain(|name| super::view::is_public(name));
        }
        fault
    }

    /// Writes down that a case was read.
    pub async fn read(&self, id: CaseId, what: &str) -> Result<(), Fault> {
        let register = &self.record.register;
        register.record_access(self.jurisdiction, id, &self.actor, what, self.at).await?;
        Ok(())
    }
}

/// A case that was found.
pub struct Found {
    /// Its id.
    pub id: CaseId,
    /// The case and its events.
    pub loaded: Loaded,
}

/// Whose idempotency keys: unique per caller.
pub fn caller(actor: &Actor) -> String {
    match actor {
        Actor::Traveller { subject } => format!("traveller:{subject}"),
        Actor::Representative { subject } => format!("representative:{subject}"),
        Actor::Staff { staff, .. } => format!("staff:{staff}"),
        Actor::Client { client } => format!("client:{client}"),
        Actor::System => "system".to_owned(),
    }
}

impl FromRequest for Call {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { authenticate(&request).await })
    }
}

async fn authenticate(request: &HttpRequest) -> Result<Call, Fault> {
    let visit = Visit::of(request);
    let record = record::of(request);
    let header = request.headers().get(AUTHORIZATION).and_then(|v| v.to_str().ok());
    let token = header.and_then(bearer).ok_or(Fault::SignIn)?;
    let at = visit.counter.time.now();
    let issuer = &visit.counter.public_url;
    let claims = jwt::check(&record.keys, issuer, token, at).map_err(|_| Fault::SignIn)?;
    let jurisdiction = claims.jurisdiction;
    let (actor, scopes) = match claims.holder {
        Holder::Client { client, scopes } => (Actor::Client { client }, scopes),
        Holder::Staff { staff } => {
            let office = record.register.office(jurisdiction).await?;
            let today = record.register.zone().to_datetime(at).date();
            let member =
                office.staff.get(&staff).filter(|m| m.left.is_none_or(|left| today < left));
            let roles = member.ok_or(Fault::SignIn)?.roles.clone();
            (Actor::Staff { staff, roles }, Vec::new())
        }
    };
    Ok(Call { visit, jurisdiction, actor, at, record, scopes })
}

fn bearer(header: &str) -> Option<&str> {
    let (kind, token) = header.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
