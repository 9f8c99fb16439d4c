//! Who writes: the operator of the installation, as letters name it.

use domain::purpose::Language;
use domain::rule::Bilingual;
use serde::Serialize;

/// The operator, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The operator's name.
    pub name: Bilingual,
    /// The body whose decision is asked for.
    pub decides: Bilingual,
    /// Whether a filing here is an application to that body.
    pub files_with_decider: bool,
    /// Name of the sender in a mail. It says nothing of borders: others may see the mailbox.
    pub sender: Bilingual,
    /// Where people can write; empty where they cannot.
    pub email: String,
    /// Where people can call; empty where they cannot.
    pub phone: String,
    /// Where people can write on paper; empty where they cannot.
    pub address: String,
    /// Address of the site, without a slash at the end.
    pub site: String,
    /// What the office's time of day is called.
    pub zone: Bilingual,
}

/// The operator in one language, as templates see it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Operator<'a> {
    name: &'a str,
    decides: &'a str,
    files_with_decider: bool,
    email: &'a str,
    phone: &'a str,
    address: &'a str,
    site: &'a str,
    zone: &'a str,
}

pub(crate) fn pick(text: &Bilingual, lang: Language) -> &str {
    match lang {
        Language::En => &text.en,
        Language::Fr => &text.fr,
    }
}

impl Profile {
    /// The sender's name in a language.
    pub fn sender_in(&self, lang: Language) -> &str {
        pick(&self.sender, lang)
    }

    pub(crate) fn operator(&self, lang: Language) -> Operator<'_> {
        Operator {
            name: pick(&self.name, lang),
            decides: pick(&self.decides, lang),
            files_with_decider: self.files_with_decider,
            email: &self.email,
            phone: &self.phone,
            address: &self.address,
            site: self.site.trim_end_matches('/'),
            zone: pick(&self.zone, lang),
        }
    }
}
