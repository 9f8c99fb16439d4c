//! Finding a case by what people know of it: a name, an address, a telephone, a control number.
//! The index is blind: it holds keyed digests of normalised words, never the words.

use std::collections::BTreeSet;

use domain::matter::{Content, Person};
use domain::{CaseId, Jurisdiction};
use tokio_postgres::types::Type;
use unicode_normalization::UnicodeNormalization as _;

use super::Register;
use crate::error::{Doing as _, StoreError};
use crate::keyring::Keyring;
use crate::sql::sql;

/// Details field that holds the official control number.
const CONTROL_NUMBER: &str = "control_number";
/// Fewest digits that are looked up as a telephone.
const SHORTEST_PHONE: usize = 7;

impl Register {
    /// Cases whose people match the text: all words of a name, or a whole mail address, telephone
    /// or control number. Newest first, at most 200.
    pub async fn search(
        &self,
        jurisdiction: Jurisdiction,
        text: &str,
    ) -> Result<Vec<CaseId>, StoreError> {
        let (mut alternatives, mut wanted) = (Vec::new(), Vec::new());
        let readings = [
            words("name", text),
            one("email", email(text)),
            one("phone", phone(text)),
            one("number", number(text)),
        ];
        for (alternative, reading) in (0i32..).zip(readings) {
            for word in reading {
                alternatives.push(alternative);
                wanted.push(digest(&self.0.keys, &word).to_vec());
            }
        }
        let client = self.0.database.pooled().await?;
        let rows = client
            .query_typed(
                sql!("search"),
                &[
                    (&jurisdiction.shard().0, Type::INT2),
                    (&alternatives, Type::INT4_ARRAY),
                    (&wanted, Type::BYTEA_ARRAY),
                ],
            )
            .await
            .doing("search")?;
        Ok(rows.iter().map(|row| CaseId(row.get("stream_id"))).collect())
    }
}

/// Tokens under which a mail address is found.
pub(crate) fn address_tokens(keys: &Keyring, address: &str) -> Vec<Vec<u8>> {
    let words = one("email", email(address));
    words.iter().map(|word| digest(keys, word).to_vec()).collect()
}

/// Tokens under which a piece of matter is found.
pub(crate) fn tokens(keys: &Keyring, content: &Content) -> BTreeSet<[u8; 32]> {
    let found = match content {
        Content::Person(person) => of_person(person),
        Content::Details { fields } => {
            one("number", fields.get(CONTROL_NUMBER).and_then(|text| number(text)))
        }
        Content::Text { .. } | Content::File(_) => BTreeSet::new(),
    };
    found.iter().map(|word| digest(keys, word)).collect()
}

fn of_person(person: &Person) -> BTreeSet<String> {
    let mut found = words("name", &person.name);
    found.extend(words("name", &person.other_names));
    for name in [&person.name, &person.other_names] {
        // Whoever looks for OBrien shall find O'Brien, and Jeanmarc Jean-Marc.
        for marks in [&['\'', '’', '‘', '`'][..], &['-', '‐', '‑'][..]] {
            let joined: String = name.chars().filter(|c| !marks.contains(c)).collect();
            found.extend(words("name", &joined));
        }
    }
    found.extend(one("email", email(&person.email)));
    found.extend(one("phone", phone(&person.phone)));
    found
}

fn digest(keys: &Keyring, word: &str) -> [u8; 32] {
    keys.digest("search", word.as_bytes())
}

fn words(kind: &str, text: &str) -> BTreeSet<String> {
    let folded = fold(text);
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| format!("{kind}:{word}"))
        .collect()
}

fn one(kind: &str, word: Option<String>) -> BTreeSet<String> {
    word.into_iter().map(|word| format!("{kind}:{word}")).collect()
}

/// Lower case without accents, composed; letters that Latin keyboards lack have a stand-in.
fn fold(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    let lower = bare.flat_map(char::to_lowercase);
    let plain: String = lower
        .flat_map(|c| {
            let stand_in: &[char] = match c {
                'ß' => &['s', 's'],
                'æ' => &['a', 'e'],
                'œ' => &['o', 'e'],
                'ø' => &['o'],
                'ł' => &['l'],
                'đ' | 'ð' => &['d'],
                'þ' => &['t', 'h'],
                'ı' => &['i'],
                _ => &[],
            };
            let own = stand_in.is_empty().then_some(c);
            own.into_iter().chain(stand_in.iter().copied())
        })
        .collect();
    plain.nfc().collect()
}

fn email(text: &str) -> Option<String> {
    let text: String = text.trim().nfc().flat_map(char::to_lowercase).collect();
    (text.contains('@') && !text.contains(char::is_whitespace)).then_some(text)
}

/// The digits, without a leading 1: the same telephone is written with and without it.
fn phone(text: &str) -> Option<String> {
    let dialled = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-().".contains(c);
    if !text.chars().all(dialled) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let local = if digits.len() == 11 { digits.strip_prefix('1') } else { None };
    let digits = local.unwrap_or(&digits);
    (digits.len() >= SHORTEST_PHONE).then(|| digits.to_owned())
}

fn number(text: &str) -> Option<String> {
    let plain: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    plain.chars().any(|c| c.is_ascii_digit()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_hyphens_do_not_matter() {
        assert_eq!(words("name", "Zoë  Lefèvre-Øst"), words("name", "zoe LEFEVRE ost"));
        let composed = words("name", "Nguyễn");
        assert_eq!(composed, words("name", "Nguye\u{302}\u{303}n"));
        assert_eq!(composed, words("name", "nguyen"));
    }

    #[test]
    fn other_scripts_stay_themselves() {
        assert_eq!(words("name", "王小明").len(), 1);
        assert_eq!(words("name", "한국").first().unwrap(), "name:한국");
        assert_ne!(words("name", "Чехов"), words("name", "Чёхов-Я"));
    }

    #[test]
    fn telephones_are_their_digits() {
        assert_eq!(phone("+1 (613) 555-0101"), phone("613.555.0101"));
        assert_eq!(phone("Anna"), None);
        assert_eq!(number(" 123 4567 ").unwrap(), "1234567");
    }
}
