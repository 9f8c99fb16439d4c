//! Keeping a file that was handed in: what it is, is seen from its bytes; it is sealed and put
//! away before anything says that it was received.

use domain::matter::File;
use domain::{Jurisdiction, SubjectId};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use store::StoreError;
use store::documents::Documents;

use crate::token::hex;
use crate::traveller::filing::sniff::{Sniffed, sniff};

/// The media type of a file's bytes, or what is wrong with them: `file-empty`, `file-kind`,
/// `file-cut`, `file-locked`, `file-broken`.
pub fn media_type(bytes: &[u8]) -> Result<&'static str, &'static str> {
    match sniff(bytes) {
        Sniffed::Taken(media_type) => Ok(media_type),
        Sniffed::Empty => Err("file-empty"),
        Sniffed::OtherKind => Err("file-kind"),
        Sniffed::Cut => Err("file-cut"),
        Sniffed::Locked => Err("file-locked"),
        Sniffed::Broken => Err("file-broken"),
    }
}

/// Seals a file and puts it away; answers its description.
pub async fn keep(
    documents: &Documents,
    (jurisdiction, subject): (Jurisdiction, SubjectId),
    name: &str,
    (bytes, media_type): (&[u8], &str),
    at: Timestamp,
) -> Result<File, StoreError> {
    let key = documents.put(jurisdiction, subject, bytes, at).await?;
    Ok(File {
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes: bytes.len() as u64,
        sha256: hex(&Sha256::digest(bytes)),
        key,
    })
}
