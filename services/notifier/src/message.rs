//! A mail as bytes: text beside HTML, in a language it names, from a sender that tells nothing,
//! with an id that every retry repeats.

use std::time::{Duration, SystemTime};

use lettre::address::Envelope;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, MultiPartKind, SinglePart};
use lettre::{Address, Message};

use crate::transport::{Mail, Undelivered};

/// Says that no person wrote this, so that no program answers it (RFC 3834).
#[derive(Debug, Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The language of the whole message (RFC 3282).
#[derive(Debug, Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// The Message-ID of a mail.
pub(crate) fn message_id(mail: &Mail, from: &Address) -> String {
    format!("<{}@{}>", mail.id, from.domain())
}

/// A name without line ends and the like: the library stops at them.
fn on_one_line(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The message. An address that is not one is a permanent failure, and nothing that was typed
/// into it can become a second address or a header.
pub(crate) fn message(mail: &Mail, from: &Address) -> Result<Message, Undelivered> {
    let to: Address = mail.to.parse().map_err(|_| Undelivered::never("bad-address"))?;
    let seconds = u64::try_from(mail.at.as_second()).unwrap_or_default();
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let body = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(format!("part-{}", mail.id.simple()))
        .singlepart(SinglePart::plain(mail.content.text.clone()))
        .singlepart(SinglePart::html(mail.content.html.clone()));
    // Said outright: read back from the headers, it would hang on how a name is written.
    let envelope = Envelope::new(Some(from.clone()), vec![to.clone()]);
    let envelope = envelope.map_err(|_| Undelivered::never("bad-address"))?;
    Message::builder()
        .envelope(envelope)
        .from(Mailbox::new(Some(mail.sender.clone()), from.clone()))
        .to(Mailbox::new(mail.name.as_deref().map(on_one_line), to))
        .subject(mail.content.subject.clone())
        .date(date)
        .message_id(Some(message_id(mail, from)))
        .header(AutoSubmitted)
        .header(ContentLanguage(mail.lang.code().to_owned()))
        .multipart(body)
        .map_err(|_| Undelivered::never("bad-message"))
}
