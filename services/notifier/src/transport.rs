//! A mail on its way, and who carries it. Two carriers exist: SMTP and, in a demonstration, a
//! mailbox that a page shows. What went wrong says only whether to try again.

use std::pin::Pin;

use domain::Jurisdiction;
use domain::purpose::Language;
use jiff::Timestamp;
use letters::Rendered;
use uuid::Uuid;

/// One mail to one address.
#[derive(Clone)]
pub struct Mail {
    /// The outbox row: Message-ID and boundary follow from it, so a repeated mail is the same.
    pub id: Uuid,
    /// Whose record it belongs to.
    pub jurisdiction: Jurisdiction,
    /// To whom: one address, never more.
    pub to: String,
    /// The recipient's own name, where it is known: one mailbox may serve a household. It stands
    /// beside the address alone, never in subject or body.
    pub name: Option<String>,
    /// Sender's name, neutral.
    pub sender: String,
    /// Language of subject and body.
    pub lang: Language,
    /// Subject, text and HTML.
    pub content: Rendered,
    /// When it is sent.
    pub at: Timestamp,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail({}, sealed)", self.id)
    }
}

/// A mail was not delivered. The text is a stable code without addresses, such as `smtp-550`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// It may go through later.
    #[error("deliver the mail now: {why}")]
    Later {
        /// Stable code.
        why: String,
    },
    /// It never will.
    #[error("deliver the mail: {why}")]
    Never {
        /// Stable code.
        why: String,
    },
}

impl Undelivered {
    /// It may go through later.
    pub fn later(why: &str) -> Self {
        Self::Later { why: why.to_owned() }
    }

    /// It never will.
    pub fn never(why: &str) -> Self {
        Self::Never { why: why.to_owned() }
    }
}

/// What a carrier answers.
pub type Delivery<'a> = Pin<Box<dyn Future<Output = Result<(), Undelivered>> + Send + 'a>>;

/// Carries mail. Delivering the same mail twice must be recognisable by its id.
pub trait Transport: Send + Sync {
    /// Delivers one mail.
    fn deliver<'a>(&'a self, mail: &'a Mail) -> Delivery<'a>;
}
