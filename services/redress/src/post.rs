//! The letterbox of the counter: a one-time code goes into the mail system and leaves with the
//! next round of the mail room.

use std::sync::Arc;

use domain::Jurisdiction;
use domain::ids::Ids;
use domain::moment::TimeSource;
use domain::purpose::Language;
use jiff::ToSpan;
use store::Register;
use store::direct_mail::{self, Brings, Direct};
use web::{CodeMail, Lang, Post, Sending};

use crate::wiring::Archive;

/// Hands codes to the mail system.
pub(crate) struct Letterbox {
    register: Register,
    time: Arc<dyn TimeSource>,
    ids: Arc<dyn Ids>,
    synthetic: bool,
}

impl Letterbox {
    /// The letterbox of an installation.
    pub(crate) fn new(archive: &Archive, synthetic: bool) -> Self {
        let (time, ids) = (archive.time.clone(), archive.ids.clone());
        Self { register: archive.register.clone(), time, ids, synthetic }
    }
}

impl Post for Letterbox {
    fn send_code(&self, mail: CodeMail) -> Sending<'_> {
        Box::pin(async move {
            let now = self.time.now();
            let direct = Direct {
                to: mail.to,
                lang: match mail.lang {
                    Lang::En => Language::En,
                    Lang::Fr => Language::Fr,
                },
                synthetic: self.synthetic,
                brings: Brings::Code {
                    code: mail.code,
                    purpose: mail.purpose.code().to_owned(),
                    minutes: mail.minutes,
                },
            };
            let until = now.checked_add(i64::from(mail.minutes).minutes())?;
            let id = self.ids.next();
            direct_mail::put(&self.register, Jurisdiction::Us, id, &direct, now, until).await?;
            Ok(())
        })
    }
}
