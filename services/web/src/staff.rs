//! Sign-in of the staff and who may see what. A page of the staff takes [`SignedIn`]: there is
//! no other way to the record from a page, so none can forget to ask.

use std::pin::Pin;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::http::header::LOCATION;
use actix_web::http::{StatusCode, header};
use actix_web::web::ServiceConfig;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError, web};
use domain::office::Office;
use domain::{Actor, Jurisdiction, Moment, Role, StaffId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::WebError;
use crate::lang::Lang;
use crate::visit::{Frame, Visit};

pub mod code;
pub mod password;
pub mod policy;
pub mod proof;
pub mod record;
pub mod session;
pub mod sign_in;
pub mod tries;

use record::Record;

/// The doors of the staff.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(
        web::resource("/desk/sign-in")
            .route(web::get().to(sign_in::ask))
            .route(web::post().to(sign_in::password)),
    )
    .service(
        web::resource("/desk/sign-in/code")
            .route(web::get().to(sign_in::ask_code))
            .route(web::post().to(sign_in::code)),
    )
    .route("/desk/sign-out", web::post().to(sign_in::out))
    .route("/desk/language/{lang}", web::get().to(sign_in::language));
}

/// A member of the staff with a page in hand.
pub struct SignedIn {
    /// Language, counter and request.
    pub visit: Visit,
    /// Who.
    pub staff: StaffId,
    /// The name to greet with.
    pub name: String,
    /// Roles held now.
    pub roles: Vec<Role>,
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// The office as it stands.
    pub office: Arc<Office>,
    /// The record.
    pub record: Record,
    /// Now.
    pub at: Timestamp,
    /// The office's day.
    pub today: Date,
}

/// What pages of the staff say of whoever is signed in.
#[derive(Debug, Clone)]
pub struct Me {
    /// The name.
    pub name: String,
    /// The roles, in words.
    pub roles: String,
    /// Whether the pages of cases are theirs.
    pub is_office: bool,
    /// Whether the pages of figures are theirs.
    pub has_figures: bool,
    /// Whether the pages of the installation are theirs.
    pub is_admin: bool,
}

/// Why a page of the staff is not shown.
#[derive(Debug, thiserror::Error)]
pub enum NotIn {
    /// Nobody is signed in.
    #[error("not signed in")]
    SignIn {
        /// Where to go on afterwards.
        to: String,
    },
    /// The common address, for somebody whose own pages begin elsewhere.
    #[error("begins elsewhere")]
    Elsewhere {
        /// Where.
        home: &'static str,
    },
    /// Anything else.
    #[error(transparent)]
    Web(#[from] WebError),
}

impl ResponseError for NotIn {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignIn { .. } | Self::Elsewhere { .. } => StatusCode::SEE_OTHER,
            Self::Web(error) => error.status_code(),
        }
    }

    fn error_response(&self) -> HttpResponse {
        let go = |to: &str| {
            HttpResponse::SeeOther()
                .insert_header((LOCATION, to))
                .insert_header((header::CACHE_CONTROL, "no-store"))
                .finish()
        };
        match self {
            Self::SignIn { to } => go(&sign_in::address(to)),
            Self::Elsewhere { home } => go(home),
            Self::Web(error) => error.error_response(),
        }
    }
}

impl SignedIn {
    /// Who acts.
    pub fn actor(&self) -> Actor {
        Actor::Staff { staff: self.staff, roles: self.roles.clone() }
    }

    /// The moment of a command.
    pub fn moment(&self) -> Moment {
        Moment::new(self.at, self.actor())
    }

    /// Whether a role is held.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The frame of a page.
    pub fn frame(&self, title: String) -> Frame {
        frame(&self.visit, title)
    }

    /// What the page says of whoever is signed in.
    pub fn me(&self) -> Me {
        let w = self.visit.w;
        let roles: Vec<String> = self.roles.iter().map(|r| w.of("role-{role}", r.code())).collect();
        Me {
            name: self.name.clone(),
            roles: roles.join(", "),
            is_office: self.has(Role::Officer) || self.has(Role::Supervisor),
            has_figures: self.has(Role::Analyst) || self.has(Role::Supervisor),
            is_admin: self.has(Role::Administrator),
        }
    }
}

/// The frame of a page of the staff: its other language is this very page, asked for once.
pub fn frame(visit: &Visit, title: String) -> Frame {
    let mut frame = visit.frame(title);
    let here = visit.request().uri().path_and_query().map_or("/desk", |p| p.as_str());
    frame.there = format!("/desk/language/{}?to={}", visit.lang().other().code(), escape(here));
    frame
}

/// For use within a query.
pub fn escape(text: &str) -> String {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    let one = |b: u8| {
        if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }
    };
    text.bytes().map(one).collect()
}

/// The language that somebody of the staff chose; the browser's otherwise.
pub fn lang(request: &HttpRequest) -> Option<Lang> {
    Lang::parse(request.cookie("lang")?.value())
}

impl FromRequest for SignedIn {
    type Error = NotIn;
    type Future = Pin<Box<dyn Future<Output = Result<Self, NotIn>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move { recognise(&request).await })
    }
}

async fn recognise(request: &HttpRequest) -> Result<SignedIn, NotIn> {
    let visit = Visit::of(request);
    let record = record::of(request);
    let at = visit.counter.time.now();
    let to = if request.method() == "GET" { request.uri().to_string() } else { "/desk".to_owned() };
    let cookie = visit.kept(session::COOKIE).unwrap_or_default();
    let live = session::find(&record.register, &cookie, at).await.map_err(WebError::from)?;
    let Some(live) = live else {
        return Err(NotIn::SignIn { to });
    };
    let office = record.register.office(live.jurisdiction).await.map_err(WebError::from)?;
    let today = record.register.zone().to_datetime(at).date();
    let member = office.staff.get(&live.kept.staff);
    let member = member.filter(|m| m.left.is_none_or(|left| today < left));
    let Some(roles) = member.map(|m| m.roles.clone()) else {
        return Err(NotIn::SignIn { to });
    };
    let pattern = request.match_pattern().unwrap_or_default();
    if !policy::allows(request.method().as_str(), &pattern, &roles) {
        let home = policy::home(&roles);
        let is_common = pattern == "/desk" && home != "/desk";
        return Err(if is_common { NotIn::Elsewhere { home } } else { WebError::NotFound.into() });
    }
    Ok(SignedIn {
        visit,
        staff: live.kept.staff,
        name: live.kept.name,
        roles,
        jurisdiction: live.jurisdiction,
        office,
        record,
        at,
        today,
    })
}
