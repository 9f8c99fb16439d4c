//! What lies around a person outside of their sealed matter: drafts, sessions and mails, sealed by
//! master keys, that name them; codes; letters that wait. Only opening them tells whose they are,
//! so all of them are opened and looked into.

use domain::matter::Content;
use domain::{Jurisdiction, MatterId, ShardId, SubjectId};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::{Counts, files};
use crate::codes;
use crate::database::Params;
use crate::error::StoreError;
use crate::people::under_master::{self, Kept, Kind};
use crate::register::Register;
use crate::register::search::address_tokens;
use crate::sql::sql;

/// What names a person.
#[derive(Debug, Default)]
struct Names {
    /// Ids, as text.
    ids: Vec<String>,
    /// Mail addresses that nobody else has, in lower case.
    addresses: Vec<String>,
}

impl Names {
    fn are_in(&self, plain: &[u8]) -> bool {
        let text = String::from_utf8_lossy(plain).to_lowercase();
        self.ids.iter().any(|id| text.contains(id.as_str()))
            || self.addresses.iter().any(|address| names(&text, address))
    }
}

/// Whether a text names an address, and not a longer one that ends or begins like it.
fn names(text: &str, address: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
    text.match_indices(address).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let mut behind = text[at + found.len()..].chars();
        let (next, second) = (behind.next(), behind.next());
        let goes_on = match next {
            Some('.') => second.is_some_and(char::is_alphanumeric),
            Some(c) => c.is_alphanumeric() || c == '-',
            None => false,
        };
        !before.is_some_and(part) && !goes_on
    })
}

/// Sealed matter of a person, opened; what does not open is left out.
async fn opened(
    register: &Register,
    shard: ShardId,
    subject: SubjectId,
) -> Result<Vec<Content>, StoreError> {
    let Some(jurisdiction) = Jurisdiction::of(shard) else {
        return Ok(Vec::new());
    };
    let params: Params<'_> = &[(&shard.0, Type::INT2), (&subject.0, Type::UUID)];
    let rows = register.database().rows("find sealed matter", sql!("matter_of"), params).await?;
    let mut contents = Vec::with_capacity(rows.len());
    for row in &rows {
        match register.matter(jurisdiction, &[MatterId(row.get("matter_id"))]).await {
            Ok(opened) => contents.extend(opened.into_values()),
            Err(StoreError::Unopenable { why }) => {
                tracing::warn!(why, "sealed matter of somebody who is erased does not open");
            }
            Err(error) => return Err(error),
        }
    }
    Ok(contents)
}

/// Writes down which files are the person's: those from before such a list was kept are known only
/// from their sealed matter.
pub(super) async fn note_files(
    register: &Register,
    shard: ShardId,
    subject: SubjectId,
    at: Timestamp,
) -> Result<(), StoreError> {
    for content in opened(register, shard, subject).await? {
        if let Content::File(file) = content {
            files::note(register, shard, subject, &file.key, at).await?;
        }
    }
    Ok(())
}

/// Drops what names the person.
pub(super) async fn clear(
    register: &Register,
    shard: ShardId,
    subject: SubjectId,
) -> Result<Counts, StoreError> {
    let mut names = Names { ids: vec![subject.0.to_string()], addresses: Vec::new() };
    for content in opened(register, shard, subject).await? {
        if let Content::Person(person) = content {
            let address = person.email.trim().to_lowercase();
            if !address.is_empty() && !is_shared(register, shard, subject, &address).await? {
                names.addresses.push(address);
            }
        }
    }
    let letters = letters(register, shard, subject).await?;
    let mut counts = Counts::from([("letters_waiting".to_owned(), letters.waiting)]);
    // Drafts first: their sessions and codes are found by the draft's own id.
    for kind in [Kind::Draft, Kind::Session, Kind::DirectMail, Kind::Mailbox] {
        let gone = drop_kind(register, kind, shard, &mut names, &letters.ids).await?;
        counts.insert(kind.name().to_owned(), gone);
    }
    let holders = [names.ids, names.addresses, letters.references].concat();
    let codes = codes::drop_naming(register, shard, &holders).await?;
    counts.insert("codes".to_owned(), codes);
    Ok(counts)
}

async fn drop_kind(
    register: &Register,
    kind: Kind,
    shard: ShardId,
    names: &mut Names,
    letters: &[Uuid],
) -> Result<u64, StoreError> {
    let (mut gone, mut after) = (0, kind.start());
    while let Some((rows, last)) = under_master::some(register, kind, "", &after).await? {
        for row in rows.iter().filter(|row| row.shard == shard) {
            let is_letter = kind == Kind::Mailbox
                && Uuid::from_slice(&row.id).is_ok_and(|id| letters.contains(&id));
            if !is_letter && !looks_like(register, row, names).await? {
                continue;
            }
            gone += u64::from(row.remove(register).await?);
            if let (Kind::Draft, Ok(draft)) = (kind, Uuid::from_slice(&row.id)) {
                names.ids.push(draft.to_string());
            }
        }
        after = last;
    }
    Ok(gone)
}

/// What does not open is not theirs to anybody: it is left to expire.
async fn looks_like(register: &Register, row: &Kept, names: &Names) -> Result<bool, StoreError> {
    match row.open(register).await {
        Ok(plain) => Ok(names.are_in(&plain)),
        Err(StoreError::Unopenable { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Letters of a person.
#[derive(Debug)]
struct Letters {
    /// Those that waited to be sent, and are gone.
    waiting: u64,
    /// All of them, as the mailbox knows them.
    ids: Vec<Uuid>,
    /// References of their cases.
    references: Vec<String>,
}

async fn letters(
    register: &Register,
    shard: ShardId,
    subject: SubjectId,
) -> Result<Letters, StoreError> {
    let (database, text) = (register.database(), subject.0.to_string());
    let params: Params<'_> =
        &[(&shard.0, Type::INT2), (&subject.0, Type::UUID), (&text, Type::TEXT)];
    let all = database.rows("find letters", sql!("letters_of"), params).await?;
    let waiting = database.change("drop letters", sql!("drop_letters"), params).await?;
    let cases = database.rows("find cases", sql!("references_of"), &params[..2]).await?;
    Ok(Letters {
        waiting,
        ids: all.iter().map(|row| row.get("id")).collect(),
        references: cases.iter().map(|row| row.get("reference")).collect(),
    })
}

/// Whether somebody else has the same address: what names it may then be theirs.
async fn is_shared(
    register: &Register,
    shard: ShardId,
    subject: SubjectId,
    address: &str,
) -> Result<bool, StoreError> {
    let tokens = address_tokens(register.keys(), address);
    let params: Params<'_> =
        &[(&shard.0, Type::INT2), (&subject.0, Type::UUID), (&tokens, Type::BYTEA_ARRAY)];
    let row = register.database().row("look for an address", sql!("is_shared"), params).await?;
    Ok(row.is_some_and(|row| row.get("shared")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_not_found_in_a_longer_one() {
        let ana = "ana@x.org";
        for named in
            [r#"{"to":"ana@x.org"}"#, "ana@x.org", "write to ana@x.org. Thanks", "<ana@x.org>"]
        {
            assert!(names(named, ana), "{named}");
        }
        for other in
            ["mariana@x.org", "ana@x.org.uk", "ana@x.organ", "ana@x.org-a.de", "j.ana@x.org"]
        {
            assert!(!names(other, ana), "{other}");
        }
    }
}
