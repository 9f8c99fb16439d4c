//! The certificate of an erasure: ids and counts, when, by whom and on what ground, and from when on
//! copies made before open nothing any more. It is made from the database, and says the same each
//! time until a master key is destroyed.

use domain::{Jurisdiction, SubjectId};
use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use super::{Counts, of};
use crate::error::StoreError;
use crate::keyring::rotation;
use crate::register::Register;

/// A certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// Number of the erasure.
    pub erasure: Uuid,
    /// From whose record.
    pub jurisdiction: Jurisdiction,
    /// Who, by id.
    pub subject: SubjectId,
    /// On what ground.
    pub reason: String,
    /// Who ordered it.
    pub by: String,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it was done; absent while it is not.
    pub done_at: Option<Timestamp>,
    /// At least so many of what were destroyed.
    pub destroyed: Counts,
    /// Master keys that an older copy of the key table may need, and that still exist: while they
    /// do, such a copy opens with the keyring.
    pub copies_open_with: Vec<String>,
    /// Master keys that older copies may need and that are gone, with the instant.
    pub copies_need: Vec<(String, Timestamp)>,
}

impl Certificate {
    /// The certificate of somebody's erasure, where there is one.
    pub async fn of(
        register: &Register,
        jurisdiction: Jurisdiction,
        subject: SubjectId,
    ) -> Result<Option<Self>, StoreError> {
        let Some(erasure) = of(register, jurisdiction, subject).await? else {
            return Ok(None);
        };
        let (mut open, mut gone) = (Vec::new(), Vec::new());
        for key in rotation::list(register).await? {
            // A key that came later never wrapped the person's.
            let later = key.seen_at.zip(erasure.done_at).is_some_and(|(seen, done)| seen > done);
            if later && erasure.key_id.as_ref() != Some(&key.id) {
                continue;
            }
            match key.destroyed_at {
                Some(at) => gone.push((key.id, at)),
                None => open.push(key.id),
            }
        }
        Ok(Some(Self {
            erasure: erasure.id,
            jurisdiction,
            subject,
            reason: erasure.reason,
            by: erasure.by,
            begun_at: erasure.begun_at,
            done_at: erasure.done_at,
            destroyed: erasure.counts,
            copies_open_with: open,
            copies_need: gone,
        }))
    }

    /// The certificate as people read it.
    pub fn text(&self) -> String {
        let mut text = format!(
            "CERTIFICATE OF ERASURE {}\n\nPerson (by id)   {}\nRecord           {:?}\nGround           {}\nOrdered by       {}\nBegun            {}\nDone             {}\n\nDestroyed, at least:\n",
            self.erasure,
            self.subject,
            self.jurisdiction,
            self.reason,
            self.by,
            self.begun_at,
            self.done_at.map_or_else(|| "NOT YET".to_owned(), |at| at.to_string()),
        );
        for (what, count) in &self.destroyed {
            text.push_str(&format!("  {:<24} {count}\n", what.replace('_', " ")));
        }
        text.push_str("\nCopies made before:\n");
        for (key, at) in &self.copies_need {
            text.push_str(&format!("  open no more where they need {key}: destroyed {at}\n"));
        }
        for key in &self.copies_open_with {
            text.push_str(&format!("  still open with {key}: rotate, then destroy it\n"));
        }
        text.push_str(
            "\nEvents, proofs and figures stand; they hold no name and no text. Copies of the keyring\nmade before a master key was destroyed must be destroyed too.\n",
        );
        text
    }
}
