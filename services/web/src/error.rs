//! What can go wrong at the counter, and the page that says so: what happened and how to go on.
//! Pages never show what the program knows of a failure; the log does, under the trace number.

use actix_web::error::UrlencodedError;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};
use store::StoreError;

/// Why a page or an answer cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// There is no such page, or none that this visitor may see.
    #[error("no such page")]
    NotFound,
    /// A form that is too old, came twice, or came from elsewhere.
    #[error("form without a valid token")]
    StaleForm,
    /// The visitor may not do this.
    #[error("not allowed")]
    Forbidden,
    /// The matter moved on in the meantime.
    #[error("conflict")]
    Conflict,
    /// What was started here was deleted after a time without use.
    #[error("draft is gone")]
    Gone,
    /// More was sent than is taken.
    #[error("too large")]
    TooLarge,
    /// What was sent took too long to come.
    #[error("too slow")]
    TooSlow,
    /// What was sent is not of a kind that is taken.
    #[error("unsupported media type")]
    WrongKind,
    /// Too many tries.
    #[error("too many tries")]
    TooMany,
    /// The record cannot be reached now.
    #[error("the record is out of reach")]
    Away,
    /// The case holds something that this program does not understand.
    #[error("the record holds something that is not understood")]
    Unread,
    /// It is not known whether the record took it: the same form may be sent again.
    #[error("outcome unknown")]
    Unknown,
    /// A page could not be written.
    #[error("failed to render a page")]
    Render(#[from] askama::Error),
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

impl WebError {
    /// A failure inside, with what was being done.
    pub fn inside(
        doing: &'static str,
    ) -> impl FnOnce(Box<dyn std::error::Error + Send + Sync>) -> Self {
        move |source| Self::Inside { doing, source }
    }

    /// The meaning of a form that could not be read.
    pub const fn of_form(error: &UrlencodedError) -> Self {
        if matches!(error, UrlencodedError::Overflow { .. }) {
            return Self::TooLarge;
        }
        let is_foreign = matches!(error, UrlencodedError::ContentType);
        if is_foreign { Self::WrongKind } else { Self::StaleForm }
    }

    /// The page that explains it: part of the wording keys.
    pub const fn page(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::StaleForm => "stale-form",
            Self::Forbidden => "forbidden",
            Self::Conflict => "conflict",
            Self::Gone => "gone",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::WrongKind => "wrong-kind",
            Self::TooMany => "too-many",
            Self::Away => "away",
            Self::Unread => "unread",
            Self::Unknown => "unknown",
            Self::Render(_) | Self::Inside { .. } => "inside",
        }
    }
}

/// The page for a status that some other part of the program answered with.
pub fn page_of(status: StatusCode) -> &'static str {
    match status.as_u16() {
        403 => "forbidden",
        404 | 405 => "not-found",
        408 => "too-slow",
        409 | 412 => "conflict",
        410 => "gone",
        413 => "too-large",
        415 => "wrong-kind",
        429 => "too-many",
        503 => "unknown",
        400..=499 => "stale-form",
        _ => "inside",
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::StaleForm | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Gone => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Away | Self::Unknown => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unread | Self::Render(_) | Self::Inside { .. } => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).finish()
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Unreachable { .. }) {
            tracing::warn!(%error, "the record is out of reach");
            return Self::Away;
        }
        if matches!(error, StoreError::Unreadable { .. }) {
            tracing::error!(%error, "a case cannot be shown");
            return Self::Unread;
        }
        Self::Inside { doing: "read or write the record", source: Box::new(error) }
    }
}
