//! The demonstration's mailbox as a carrier: what would be sent is shown on a page.

use store::Register;
use store::mailbox;

use crate::transport::{Delivery, Mail, Transport, Undelivered};

/// Puts mail into the mailbox.
#[derive(Debug, Clone)]
pub struct Mailbox {
    register: Register,
    from: String,
}

impl Mailbox {
    /// The mailbox of a record; `from` is the sender's address.
    pub fn new(register: Register, from: &str) -> Self {
        Self { register, from: from.to_owned() }
    }

    async fn put(&self, mail: &Mail) -> Result<(), Undelivered> {
        let domain = self.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
        let kept = mailbox::Mail {
            to: mail.to.clone(),
            from: format!("{} <{}>", mail.sender, self.from),
            lang: mail.lang.code().to_owned(),
            subject: mail.content.subject.clone(),
            text: mail.content.text.clone(),
            html: mail.content.html.clone(),
            message_id: format!("<{}@{domain}>", mail.id),
        };
        let put = mailbox::put(&self.register, mail.jurisdiction, mail.id, &kept, mail.at).await;
        put.map_err(|error| {
            tracing::error!(%error, "mailbox of the demonstration");
            Undelivered::later("mailbox")
        })
    }
}

impl Transport for Mailbox {
    fn deliver<'a>(&'a self, mail: &'a Mail) -> Delivery<'a> {
        Box::pin(self.put(mail))
    }
}
