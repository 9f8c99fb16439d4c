//! Why the programming interface cannot do what was asked, each with its status and a code that
//! stays. What a caller reads is written by [`super::problem`], in the caller's language; what
//! the program knows of a failure goes to the log alone.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use domain::Violation;
use store::{StoreError, SubmitError};

use crate::steps::Trouble;

/// One answer that is not a success.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// No token, or none of ours.
    #[error("not signed in")]
    SignIn,
    /// The token does not reach this far.
    #[error("outside the token's scope")]
    Scope,
    /// There is none, or none that this caller may see.
    #[error("not found")]
    NotFound,
    /// A path that takes another method.
    #[error("method not taken here")]
    Method,
    /// The body cannot be read as what it says it is.
    #[error("body not read")]
    Unreadable,
    /// The body is of a kind that is not taken here.
    #[error("unsupported media type")]
    WrongKind,
    /// The body is too large.
    #[error("too large")]
    TooLarge,
    /// The body did not come in time.
    #[error("body too slow")]
    TooSlow,
    /// A query parameter is not of its kind.
    #[error("bad parameter {0}")]
    Parameter(&'static str),
    /// Fields of the body are not of their kind.
    #[error("bad fields")]
    Fields(Vec<Trouble>),
    /// Every POST names a key of its own.
    #[error("no idempotency key")]
    KeyMissing,
    /// The key was used with another body.
    #[error("idempotency key used with another body")]
    KeyReused,
    /// A decision names the version that was seen.
    #[error("no version named")]
    VersionMissing,
    /// The case has moved since.
    #[error("stale version")]
    Stale {
        /// Where it stands.
        current: i32,
        /// Names of the events meanwhile.
        since: Vec<String>,
    },
    /// A rule says no.
    #[error(transparent)]
    Violation(#[from] Violation),
    /// Too many tries.
    #[error("too many tries")]
    TooMany {
        /// Seconds to wait.
        wait: i64,
    },
    /// It is not known whether the record took it; the same key will tell.
    #[error("outcome unknown")]
    Unknown,
    /// Too much is going on.
    #[error("busy")]
    Busy,
    /// Something failed inside.
    #[error("failed to {doing}")]
    Inside {
        /// What was being done.
        doing: &'static str,
        /// Why it failed.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Fault {
    /// A failure inside.
    pub fn inside<E: std::error::Error + Send + Sync + 'static>(
        doing: &'static str,
    ) -> impl FnOnce(E) -> Self {
        move |source| Self::Inside { doing, source: Box::new(source) }
    }

    /// The code that a caller may rely on; each has a heading in `contracts/problems.md`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Scope => "scope",
            Self::NotFound => "not-found",
            Self::Method => "method",
            Self::Unreadable => "unreadable",
            Self::WrongKind => "wrong-kind",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::Parameter(_) => "bad-parameter",
            Self::Fields(_) => "bad-fields",
            Self::KeyMissing => "key-missing",
            Self::KeyReused => "key-reused",
            Self::VersionMissing => "version-missing",
            Self::Stale { .. } => "stale",
            Self::Violation(violation) => violation.code(),
            Self::TooMany { .. } => "too-many",
            Self::Unknown => "outcome-unknown",
            Self::Busy => "busy",
            Self::Inside { .. } => "inside",
        }
    }

    /// Seconds after which the same request may succeed.
    pub const fn retry_after(&self) -> Option<i64> {
        match self {
            Self::TooMany { wait } => Some(*wait),
            Self::Unknown | Self::Busy => Some(1),
            Self::SignIn
            | Self::Scope
            | Self::NotFound
            | Self::Method
            | Self::Unreadable
            | Self::WrongKind
            | Self::TooLarge
            | Self::TooSlow
            | Self::Parameter(_)
            | Self::Fields(_)
            | Self::KeyMissing
            | Self::KeyReused
            | Self::VersionMissing
            | Self::Stale { .. }
            | Self::Violation(_)
            | Self::Inside { .. } => None,
        }
    }
}

/// The status of a rule that says no: 403 for whoever it is, 409 for when it is, 422 for what
/// was sent.
pub const fn status_of(violation: &Violation) -> StatusCode {
    match violation {
        Violation::NotYourStep { .. }
        | Violation::NotIndependent { .. }
        | Violation::SameHand
        | Violation::NeedsSupervisor => StatusCode::FORBIDDEN,
        Violation::WrongStage { .. }
        | Violation::DraftTied
        | Violation::CorrectionsOpen { .. }
        | Violation::CaseState
        | Violation::RequestOpen
        | Violation::TasksOpen { .. }
        | Violation::NotInTime { .. } => StatusCode::CONFLICT,
        Violation::BadField { .. } | Violation::NoSuch { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Violation::RuleMissing { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Scope => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unreadable | Self::Parameter(_) | Self::KeyMissing => StatusCode::BAD_REQUEST,
            Self::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Fields(_) | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::VersionMissing => StatusCode::PRECONDITION_REQUIRED,
            Self::Stale { .. } => StatusCode::PRECONDITION_FAILED,
            Self::Violation(violation) => status_of(violation),
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unknown | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Inside { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).finish()
    }
}

impl From<SubmitError> for Fault {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Violation(violation) => Self::Violation(violation),
            SubmitError::Stale { current, since } => Self::Stale { current, since },
            SubmitError::NotFound => Self::NotFound,
            SubmitError::KeyReused => Self::KeyReused,
            SubmitError::Unknown => Self::Unknown,
            SubmitError::Busy => Self::Busy,
            SubmitError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Unreachable { .. }) {
            tracing::warn!(%error, "the record is out of reach");
            return Self::Busy;
        }
        Self::Inside { doing: "read or write the record", source: Box::new(error) }
    }
}
