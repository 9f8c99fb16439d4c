//! Sealed matter: names, addresses, free text, evidence metadata.
//! It travels beside a command, is encrypted under its subject's key in the same transaction
//! as the events, and appears in events only as a [`MatterId`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::{MatterId, SubjectId};

/// One piece of sealed matter on its way into the record.
#[derive(Clone, PartialEq, Eq)]
pub struct Matter {
    /// Chosen by the caller; the command names it.
    pub id: MatterId,
    /// Whose key seals it.
    pub subject: SubjectId,
    /// What it holds.
    pub content: Content,
}

impl std::fmt::Debug for Matter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Matter({}, sealed)", self.id)
    }
}

/// What sealed matter may hold.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// Who somebody is and how to reach them.
    Person(Person),
    /// Text that a person wrote: narratives, notes, messages, reasons.
    Text {
        /// As written, NFC.
        text: String,
        /// Language it was written in, `en` or `fr`, where known.
        lang: Option<String>,
    },
    /// A file that was handed in.
    File(File),
    /// Named answers that identify a person: document numbers, flights, officers' names.
    Details {
        /// By field key.
        fields: BTreeMap<String, String>,
    },
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("sealed")
    }
}

/// Who somebody is. Names are kept as the person writes them: no shape is imposed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Full name as written by the person, NFC.
    pub name: String,
    /// Other names used.
    pub other_names: String,
    /// Date of birth, `YYYY-MM-DD`.
    pub born: String,
    /// Place of birth.
    pub birthplace: String,
    /// Citizenships, as written.
    pub citizenship: String,
    /// Proved mail address; empty where there is none.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Postal address.
    pub address: String,
    /// Another way to reach the person when the first fails.
    pub second_way: String,
}

/// A file that was handed in; the bytes lie in the document store under `key`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Name as sent.
    pub name: String,
    /// Sniffed media type.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of what was sent, hex.
    pub sha256: String,
    /// Key in the document store.
    pub key: String,
}
