//! Where the templates are: letters beside the law that sends them, the frame and the mails
//! here. A wording's version is the digest of all text that makes the letter.

use domain::case;
use domain::purpose::Language;
use domain::recourse::Mechanism;
use sha2::{Digest, Sha256};

use crate::error::LetterError;

macro_rules! own {
    ($($name:literal),+ $(,)?) => {
        &[$(
            ($name, "en", include_str!(concat!("wording/", $name, ".en.txt"))),
            ($name, "fr", include_str!(concat!("wording/", $name, ".fr.txt"))),
        )+]
    };
}

/// Frame, parts and mails: name, language, text.
pub(crate) const OWN: &[(&str, &str, &str)] =
    own!["letter", "due", "note", "mail", "code", "digest"];

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Parts that letters include.
pub(crate) const PARTS: &[&str] = &["due", "note"];

/// A template: subject on the first line, a blank line, the body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Template {
    pub(crate) subject: &'static str,
    pub(crate) body: &'static str,
}

pub(crate) fn own(name: &str, lang: Language) -> Result<&'static str, LetterError> {
    let found = OWN.iter().find(|(own, code, _)| *own == name && *code == lang.code());
    found.map(|(_, _, text)| *text).ok_or_else(|| missing(name, lang))
}

/// The text of a letter, as it stands in the folder of its case or mechanism.
pub(crate) fn letter(name: &str, lang: Language) -> Result<&'static str, LetterError> {
    let mechanisms = Mechanism::ALL.iter().flat_map(|mechanism| mechanism.wordings());
    let mut all = case::WORDINGS.iter().chain(mechanisms);
    let found = all.find(|wording| wording.letter == name && wording.lang == lang.code());
    found.map(|wording| wording.text).ok_or_else(|| missing(name, lang))
}

fn missing(name: &str, lang: Language) -> LetterError {
    LetterError::NoWording { letter: name.to_owned(), lang: lang.code() }
}

impl Template {
    pub(crate) fn of(text: &'static str) -> Self {
        let (subject, rest) = text.split_once('\n').unwrap_or((text, ""));
        Self { subject, body: rest.trim_start_matches('\n') }
    }
}

/// Version of a letter: changes with its own text, the frame or a part.
pub(crate) fn version(text: &str, lang: Language) -> Result<String, LetterError> {
    let mut digest = Sha256::new();
    digest.update(text);
    for name in PARTS.iter().chain(&["letter"]) {
        digest.update([0]);
        digest.update(own(name, lang)?);
    }
    let bytes = digest.finalize();
    let mut version = String::new();
    for byte in bytes.iter().take(8) {
        version.push(char::from(HEX[usize::from(byte >> 4)]));
        version.push(char::from(HEX[usize::from(byte & 15)]));
    }
    Ok(version)
}
