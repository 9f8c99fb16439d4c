//! Mail by SMTP. One connection a mail and no pool: a server may close an idle connection, and
//! the next mail would pay for it.

use std::time::Duration;

use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use crate::message::message;
use crate::transport::{Delivery, Mail, Transport, Undelivered};

/// How long one mail may take, connecting and the reply to the final dot included. RFC 5321 lets
/// the server take ten minutes for that reply; who stops earlier may send twice. Half of it is a
/// choice: a row is leased for longer than this, so a silent server would hold up the mail of a
/// dead worker for as long, and a second copy bears the same Message-ID.
pub const PATIENCE: Duration = Duration::from_mins(5);

/// The mail settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SmtpSetting {
    /// The URL is not one of an SMTP server.
    #[error("use the SMTP URL: {why}")]
    Url {
        /// What is wrong, without the password.
        why: String,
    },
    /// The sender's address is not one.
    #[error("use the sender's address")]
    Sender,
}

/// Carries mail to an SMTP server.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Address,
    patience: Duration,
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Smtp(from {})", self.from)
    }
}

impl Smtp {
    /// A server by its URL: `smtps://`, `smtp://…?tls=required`, or `smtp://`, which uses TLS
    /// where it is offered. `from` is the address alone; the name goes with each mail.
    pub fn new(url: &str, from: &str, patience: Duration) -> Result<Self, SmtpSetting> {
        let from = from.parse().map_err(|_| SmtpSetting::Sender)?;
        let server = builder(url)?.timeout(Some(patience)).build();
        Ok(Self { server, from, patience })
    }

    async fn send(&self, mail: &Mail) -> Result<(), Undelivered> {
        let message = message(mail, &self.from)?;
        // The library's own time-out covers connecting only.
        match tokio::time::timeout(self.patience, self.server.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(undelivered(&error)),
            Err(_) => Err(Undelivered::later("timeout")),
        }
    }
}

impl Transport for Smtp {
    fn deliver<'a>(&'a self, mail: &'a Mail) -> Delivery<'a> {
        Box::pin(self.send(mail))
    }
}

fn builder(url: &str) -> Result<AsyncSmtpTransportBuilder, SmtpSetting> {
    let plain = url.starts_with("smtp://") && !url.contains("tls=");
    let joint = if url.contains('?') { '&' } else { '?' };
    let asked = if plain { format!("{url}{joint}tls=opportunistic") } else { url.to_owned() };
    let bad = |error: Error| SmtpSetting::Url { why: error.to_string() };
    let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&asked).map_err(bad)?;
    // TLS that is used only where offered proves nobody's name: refusing a certificate would
    // only mean plain text. A password is never sent to a server without a good one.
    match host(url).filter(|_| plain && !url.contains('@')) {
        Some(host) => {
            let parameters = TlsParameters::builder(host.to_owned())
                .dangerous_accept_invalid_certs(true)
                .build()
                .map_err(bad)?;
            Ok(builder.tls(Tls::Opportunistic(parameters)))
        }
        None => Ok(builder),
    }
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let authority = rest.split(['/', '?']).next()?;
    match authority.strip_prefix('[') {
        Some(six) => six.split(']').next(),
        None => authority.split(':').next(),
    }
}

/// A reply of 5xx is final; everything else may go through another time. What the server wrote
/// is not kept: it may quote an address.
fn undelivered(error: &Error) -> Undelivered {
    let code = error.status().map(|code| u16::from(code).to_string());
    match code {
        Some(code) if error.is_permanent() => Undelivered::never(&format!("smtp-{code}")),
        Some(code) => Undelivered::later(&format!("smtp-{code}")),
        None if error.is_client() => Undelivered::never("cannot-be-sent"),
        None if error.is_tls() => Undelivered::later("tls"),
        None if error.is_timeout() => Undelivered::later("timeout"),
        None => Undelivered::later("network"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read_as_they_are_written() {
        let smtp = |url| Smtp::new(url, "desk@redress.example", PATIENCE);
        for url in [
            "smtp://localhost:2525",
            "smtp://[::1]:2525/here",
            "smtps://user:pass@mail.example:465",
            "smtp://user:pass@mail.example?tls=required",
        ] {
            assert!(smtp(url).is_ok(), "{url}");
        }
        assert!(matches!(smtp("http://mail.example"), Err(SmtpSetting::Url { .. })));
        let nobody = Smtp::new("smtp://localhost", "nobody", PATIENCE);
        assert!(matches!(nobody, Err(SmtpSetting::Sender)));
        assert_eq!(host("smtp://[::1]:2525/here"), Some("::1"));
        assert_eq!(host("smtp://localhost:25?x=1"), Some("localhost"));
    }
}
