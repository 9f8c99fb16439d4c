//! The mail room: takes what is due from the outbox, renders it in its recipient's language,
//! hands it to a carrier, and writes the letter's fate into the case.
//!
//! A mail may go out twice, never not at all: it is settled after it was handed over, and its
//! Message-ID follows from its row, so that a second copy is recognised.

mod backoff;
mod case_letter;
mod direct;
mod mailbox;
mod message;
mod room;
mod smtp;
mod transport;

pub use backoff::next_try;
pub use mailbox::Mailbox;
pub use room::{MailRoom, Report};
pub use smtp::{PATIENCE, Smtp, SmtpSetting};
pub use transport::{Delivery, Mail, Transport, Undelivered};
