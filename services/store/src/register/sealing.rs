//! Sealed matter on its way in and out. Every person has a data key, wrapped by a master key of
//! the keyring and bound to that key's name; a destroyed key leaves its row behind, so that nothing
//! is ever sealed anew for somebody who was erased.

use std::collections::HashMap;

use aws_lc_rs::rand;
use domain::matter::{Content, Matter};
use domain::{Jurisdiction, MatterId, ShardId, SubjectId};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

use super::Register;
use super::search::tokens;
use crate::error::{Doing as _, StoreError};
use crate::faults;
use crate::keyring::Keyring;
use crate::seal::{DataKey, Sealed, Unopenable, sha256};
use crate::sql::sql;

/// One row of sealed matter.
#[derive(Debug)]
pub(crate) struct SealedRow {
    pub(crate) matter: MatterId,
    pub(crate) subject: SubjectId,
    pub(crate) sealed: Sealed,
}

/// One row of the blind index.
#[derive(Debug)]
pub(crate) struct TokenRow {
    pub(crate) matter: MatterId,
    pub(crate) subject: SubjectId,
    pub(crate) token: [u8; 32],
}

/// Matter sealed for one command.
#[derive(Debug, Default)]
pub(crate) struct SealedMatter {
    pub(crate) rows: Vec<SealedRow>,
    pub(crate) tokens: Vec<TokenRow>,
}

impl SealedMatter {
    /// What the first event of the command commits to: digests of ciphertexts, which tell
    /// nothing by guessing. Absent where there is nothing sealed.
    pub(crate) fn digest(&self) -> Option<[u8; 32]> {
        let mut parts: Vec<(MatterId, [u8; 32])> = self
            .rows
            .iter()
            .map(|row| (row.matter, sha256(&[&row.sealed.nonce, &row.sealed.ciphertext])))
            .collect();
        parts.sort();
        let bytes: Vec<u8> = parts
            .iter()
            .flat_map(|(id, digest)| [id.0.as_bytes().as_slice(), digest].concat())
            .collect();
        (!parts.is_empty()).then(|| sha256(&[&bytes]))
    }
}

/// Sealed matter comes in lengths of this many bytes.
const BLOCK: usize = 256;

/// JSON with blanks behind it, up to a full block: a length must not tell one short code from
/// another, because whoever sees a copy of the tables sees the lengths.
fn padded(mut json: Vec<u8>) -> Vec<u8> {
    json.resize(json.len().next_multiple_of(BLOCK), b' ');
    json
}

impl Register {
    /// Seals what comes with a command. Keys of people seen for the first time are made here.
    pub(crate) async fn seal(
        &self,
        shard: ShardId,
        matter: &[Matter],
        at: Timestamp,
    ) -> Result<SealedMatter, StoreError> {
        let mut sealed = SealedMatter::default();
        if matter.is_empty() {
            return Ok(sealed);
        }
        let subjects: Vec<SubjectId> = matter.iter().map(|m| m.subject).collect();
        let keys = self.subject_keys(shard, &subjects, at).await?;
        for piece in matter {
            let key = keys.get(&piece.subject).ok_or(StoreError::Erased)?;
            let plain = serde_json::to_vec(&piece.content).map_err(|e| StoreError::Unwritable {
                what: "sealed matter".to_owned(),
                why: e.to_string(),
            })?;
            let plain = padded(plain);
            let place = place(shard, piece.subject, piece.id.0);
            let row = key.seal(&place, plain)?;
            sealed.rows.push(SealedRow { matter: piece.id, subject: piece.subject, sealed: row });
            sealed.tokens.extend(
                tokens(&self.0.keys, &piece.content).into_iter().map(|token| TokenRow {
                    matter: piece.id,
                    subject: piece.subject,
                    token,
                }),
            );
        }
        Ok(sealed)
    }

    /// Sealed matter, opened; what was erased is absent.
    pub async fn matter(
        &self,
        jurisdiction: Jurisdiction,
        ids: &[MatterId],
    ) -> Result<HashMap<MatterId, Content>, StoreError> {
        let shard = jurisdiction.shard();
        let wanted: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let client = self.0.database.pooled().await?;
        let rows = client
            .query_typed(
                sql!("open_matter"),
                &[(&shard.0, Type::INT2), (&wanted, Type::UUID_ARRAY)],
            )
            .await
            .doing("read sealed matter")?;
        let mut opened = HashMap::with_capacity(rows.len());
        for row in rows {
            let (id, subject) = (row.get("matter_id"), SubjectId(row.get("subject_id")));
            let (key_id, wrapped) = (row.get("key_id"), row.get("wrapped"));
            let key = unwrap(&self.0.keys, shard, subject, key_id, wrapped).await?;
            let place = place(shard, subject, id);
            let plain = key.open(&place, row.get("nonce"), row.get("ciphertext"))?;
            let content = serde_json::from_slice(&plain);
            let content =
                content.map_err(|_| StoreError::Unopenable { why: "its content is not known" })?;
            opened.insert(MatterId(id), content);
        }
        Ok(opened)
    }

    /// Data keys of people, made where there is none yet. Whoever was erased is absent.
    pub(crate) async fn subject_keys(
        &self,
        shard: ShardId,
        subjects: &[SubjectId],
        at: Timestamp,
    ) -> Result<HashMap<SubjectId, DataKey>, StoreError> {
        let (mut keys, known) = self.known_keys(shard, subjects).await?;
        let mut missing: Vec<SubjectId> =
            subjects.iter().copied().filter(|s| !known.contains(s)).collect();
        missing.sort();
        missing.dedup();
        if !missing.is_empty() {
            self.make_keys(shard, &missing, at).await?;
            // Another process may have made one of them first: its key is the one that counts.
            keys.extend(self.known_keys(shard, &missing).await?.0);
        }
        Ok(keys)
    }

    async fn known_keys(
        &self,
        shard: ShardId,
        subjects: &[SubjectId],
    ) -> Result<(HashMap<SubjectId, DataKey>, Vec<SubjectId>), StoreError> {
        let wanted: Vec<Uuid> = subjects.iter().map(|s| s.0).collect();
        let client = self.0.database.pooled().await?;
        let rows = client
            .query_typed(
                sql!("subject_keys"),
                &[(&shard.0, Type::INT2), (&wanted, Type::UUID_ARRAY)],
            )
            .await
            .doing("read keys of people")?;
        let (mut keys, mut known) = (HashMap::new(), Vec::new());
        for row in rows {
            let subject = SubjectId(row.get("subject_id"));
            known.push(subject);
            if let Some(wrapped) = row.get::<_, Option<&[u8]>>("wrapped") {
                let key = unwrap(&self.0.keys, shard, subject, row.get("key_id"), wrapped).await?;
                keys.insert(subject, key);
            }
        }
        Ok((keys, known))
    }

    async fn make_keys(
        &self,
        shard: ShardId,
        subjects: &[SubjectId],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let (mut wrapped, mut key_ids) = (Vec::new(), Vec::new());
        for subject in subjects {
            let mut key = [0u8; 32];
            rand::fill(&mut key).map_err(|_| Unopenable("no key could be drawn"))?;
            let made = self.0.keys.wrap(&key_place(shard, *subject), &key).await?;
            wrapped.push(made.bytes);
            key_ids.push(made.key_id);
        }
        let ids: Vec<Uuid> = subjects.iter().map(|s| s.0).collect();
        faults::at("keys-drawn");
        let client = self.0.database.pooled().await?;
        client
            .execute_typed(
                sql!("insert_subject_keys"),
                &[
                    (&shard.0, Type::INT2),
                    (&ids, Type::UUID_ARRAY),
                    (&wrapped, Type::BYTEA_ARRAY),
                    (&key_ids, Type::TEXT_ARRAY),
                    (&at, Type::TIMESTAMPTZ),
                ],
            )
            .await
            .doing("store keys of people")?;
        faults::at("keys-stored");
        Ok(())
    }
}

async fn unwrap(
    keys: &Keyring,
    shard: ShardId,
    subject: SubjectId,
    key_id: &str,
    wrapped: &[u8],
) -> Result<DataKey, StoreError> {
    Ok(keys.unwrap(key_id, &key_place(shard, subject), wrapped).await?)
}

/// Where the key of a person belongs.
pub(crate) fn key_place(shard: ShardId, subject: SubjectId) -> Vec<u8> {
    place(shard, subject, Uuid::nil())
}

/// Where a ciphertext belongs: it opens nowhere else.
fn place(shard: ShardId, subject: SubjectId, matter: Uuid) -> Vec<u8> {
    let mut place = shard.0.to_be_bytes().to_vec();
    place.extend(subject.0.as_bytes());
    place.extend(matter.as_bytes());
    place
}

#[cfg(test)]
mod tests {
    use domain::matter::Content;

    use super::*;

    #[test]
    fn short_texts_are_sealed_at_one_length_and_read_back() {
        let text = |text: &str| Content::Text { text: text.to_owned(), lang: None };
        let codes = ["NOT_LISTED", "LISTING_KEPT", "TRUE_MATCH_TOLD_APART"];
        for code in codes {
            let content = text(code);
            let plain = padded(serde_json::to_vec(&content).unwrap());
            assert_eq!(plain.len(), BLOCK);
            assert_eq!(serde_json::from_slice::<Content>(&plain).unwrap(), content);
        }
        assert_eq!(padded(vec![b'1'; BLOCK + 1]).len(), 2 * BLOCK);
    }
}
