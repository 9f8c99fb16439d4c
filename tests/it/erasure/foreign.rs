//! A stranger with a copy of the tables, a copy of the files and a keyring, who knows the format from
//! the documents and shares no code with the store. What this one cannot read, nobody can.

use std::collections::HashMap;
use std::path::Path;

use acceptance::database::Owner;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use serde_json::Value;
use uuid::Uuid;

const CHUNK: usize = 64 * 1024;

/// A copy of every row of every table, as JSON.
pub(super) type Copy = HashMap<String, Vec<Value>>;

/// Takes a copy of every table that is not the database's own.
pub(super) fn copy(owner: &Owner) -> Copy {
    let tables = owner.run(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
         WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    let rows = |table: &str| {
        let rows = owner.run(&format!("SELECT row_to_json(t)::text FROM {table} t"));
        rows.iter().map(|row| serde_json::from_str(&row[0]).unwrap()).collect()
    };
    tables.iter().map(|table| (table[0].clone(), rows(&table[0]))).collect()
}

/// Master keys of a keyring file.
struct Masters(HashMap<String, Vec<u8>>);

impl Masters {
    fn read(keyring: &[u8]) -> Self {
        let read: Value = serde_json::from_slice(keyring).unwrap();
        let masters = read["master"].as_object().unwrap().iter();
        Self(masters.map(|(id, key)| (id.clone(), unhex(key.as_str().unwrap()))).collect())
    }

    /// HMAC-SHA-256 of the purpose under the master key.
    fn derived(&self, id: &str, purpose: &str) -> Option<Vec<u8>> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.get(id)?);
        Some(hmac::sign(&key, purpose.as_bytes()).as_ref().to_vec())
    }
}

/// Everything that opens: matter, drafts, sessions, mails, secrets, files. One text.
pub(super) fn recovered(copy: &Copy, files: &Path, keyring: &[u8]) -> String {
    let masters = Masters::read(keyring);
    let people = keys_of_people(copy, &masters);
    let mut all = String::new();
    for row in &copy["people.sealed"] {
        let (shard, subject) = (shard(row), id(row, "subject_id"));
        let place = [shard.as_slice(), &subject, &id(row, "matter_id")].concat();
        let Some(key) = people.get(&[shard.as_slice(), &subject].concat()) else { continue };
        let plain = open(key, &bytes(row, "nonce"), &place, bytes(row, "ciphertext"));
        all.extend(plain.map(|plain| String::from_utf8_lossy(&plain).into_owned() + "\n"));
    }
    for (table, purpose, name) in [
        ("people.draft", "draft", "draft_id"),
        ("people.session", "session", "id_hash"),
        ("people.direct_mail", "direct-mail", "id"),
        ("people.mailbox", "mailbox", "id"),
    ] {
        for row in &copy[table] {
            let Some(key) = masters.derived(text(row, "key_id"), purpose) else { continue };
            let own = if name == "id_hash" { bytes(row, name) } else { id(row, name).to_vec() };
            let place = [shard(row).as_slice(), &own].concat();
            let plain = open(&key, &bytes(row, "nonce"), &place, bytes(row, "ciphertext"));
            all.extend(plain.map(|plain| String::from_utf8_lossy(&plain).into_owned() + "\n"));
        }
    }
    for row in &copy["people.document"] {
        let (shard, subject, name) = (shard(row), id(row, "subject_id"), text(row, "key"));
        let Some(key) = people.get(&[shard.as_slice(), &subject].concat()) else { continue };
        let Ok(sealed) = std::fs::read(files.join(&name[..2]).join(name)) else { continue };
        all.extend(file(key, &[shard.as_slice(), &subject, name.as_bytes()].concat(), &sealed));
    }
    all
}

fn keys_of_people(copy: &Copy, masters: &Masters) -> HashMap<Vec<u8>, Vec<u8>> {
    let mut keys = HashMap::new();
    for row in copy["people.subject_key"].iter().filter(|row| !row["wrapped"].is_null()) {
        let (person, master) =
            ([shard(row).as_slice(), &id(row, "subject_id")].concat(), text(row, "key_id"));
        let Some(key) = masters.derived(master, "subject-key") else { continue };
        let wrapped = bytes(row, "wrapped");
        let place = [person.as_slice(), &[0; 16], master.as_bytes()].concat();
        // One byte says that the seal is bound to the master key's name; then the nonce.
        let opened = open(&key, &wrapped[1..13], &place, wrapped[13..].to_vec());
        keys.extend(opened.map(|opened| (person, opened)));
    }
    keys
}

/// Chunks of 64 KiB, each with its nonce and tag, bound to number and end.
fn file(key: &[u8], of: &[u8], sealed: &[u8]) -> Option<String> {
    let pieces: Vec<&[u8]> = sealed.chunks(CHUNK + 28).collect();
    let mut all = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let is_last = u8::from(number + 1 == pieces.len());
        let place = [of, &(number as u64).to_be_bytes(), &[is_last]].concat();
        all.extend(open(key, &piece[..12], &place, piece[12..].to_vec())?);
    }
    Some(String::from_utf8_lossy(&all).into_owned() + "\n")
}

fn open(key: &[u8], nonce: &[u8], place: &[u8], mut sealed: Vec<u8>) -> Option<Vec<u8>> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).unwrap());
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    key.open_in_place(nonce, Aad::from(place), &mut sealed).ok().map(|plain| plain.to_vec())
}

fn shard(row: &Value) -> [u8; 2] {
    i16::try_from(row["shard"].as_i64().unwrap()).unwrap().to_be_bytes()
}

fn id(row: &Value, name: &str) -> [u8; 16] {
    *Uuid::parse_str(text(row, name)).unwrap().as_bytes()
}

fn text<'a>(row: &'a Value, name: &str) -> &'a str {
    row[name].as_str().unwrap_or_else(|| panic!("no {name} in {row}"))
}

fn bytes(row: &Value, name: &str) -> Vec<u8> {
    unhex(text(row, name).trim_start_matches("\\x"))
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks(2);
    digits.map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
}
