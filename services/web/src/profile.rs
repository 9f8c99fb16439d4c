//! Whose system this is. Every page can say who runs it and what a filing here is an
//! application to, so that nobody believes to have filed with an office that never heard of it.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

impl Both {
    /// The text in a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }

    /// From two texts.
    pub fn new(en: &str, fr: &str) -> Self {
        Self { en: en.to_owned(), fr: fr.to_owned() }
    }
}

/// What kind of body runs the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatorKind {
    /// The agency that decides.
    Agency,
    /// A joint office of two or more agencies.
    JointSecretariat,
    /// An ombuds body.
    Ombuds,
    /// A service that helps people to apply elsewhere.
    Assistance,
}

impl OperatorKind {
    /// Code, as in the wording keys.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agency => "agency",
            Self::JointSecretariat => "joint",
            Self::Ombuds => "ombuds",
            Self::Assistance => "assistance",
        }
    }

    /// Whether a filing here is an application to the body named in [`Profile::decides`].
    pub const fn files_with_decider(self) -> bool {
        match self {
            Self::Agency | Self::JointSecretariat => true,
            Self::Ombuds | Self::Assistance => false,
        }
    }
}

/// Who runs an installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The operator's name.
    pub name: Both,
    /// What kind of body it is.
    pub kind: OperatorKind,
    /// The body whose decision is asked for. The department itself writes its name as the list of
    /// doors has it; else pages say that an inquiry here is no application to it.
    pub decides: Both,
    /// Where people can write about the service.
    pub email: String,
    /// Where people can call, empty where they cannot.
    #[serde(default)]
    pub phone: String,
    /// Where people can write on paper.
    #[serde(default)]
    pub address: String,
    /// Where faults in security are reported: `mailto:` or `https:`.
    pub security_contact: String,
    /// Name of the sender in a mail. It says nothing of borders: others may see the mailbox.
    #[serde(default = "sender")]
    pub sender: Both,
    /// What the office's time of day is called.
    #[serde(default = "zone")]
    pub zone: Both,
    /// Where "hide this page" leads: a page that tells a bystander nothing.
    #[serde(default = "weather")]
    pub hide_to: Both,
}

fn sender() -> Both {
    Both::new("Case office", "Bureau des dossiers")
}

fn zone() -> Both {
    Both::new("Eastern time (Toronto, New York)", "heure de l’Est (Toronto, New York)")
}

fn weather() -> Both {
    Both::new("https://weather.gc.ca/", "https://meteo.gc.ca/")
}

impl Profile {
    /// Whether a filing here is an application to this body: the operator's own profile names it.
    pub fn files_with(&self, body: &Both) -> bool {
        self.kind.files_with_decider() && self.decides.en.contains(&body.en)
    }

    /// The operator of a demonstration: it says plainly that it is nobody's office.
    pub fn demonstration() -> Self {
        Self {
            name: Both::new("Border Redress demonstration", "Démonstration Recours à la frontière"),
            kind: OperatorKind::JointSecretariat,
            decides: Both::new(
                "the made-up redress office of this demonstration",
                "le bureau de recours fictif de cette démonstration",
            ),
            email: "help@redress.example".to_owned(),
            phone: "+1 613 555 0100".to_owned(),
            address: String::new(),
            security_contact: "mailto:security@redress.example".to_owned(),
            sender: sender(),
            zone: zone(),
            hide_to: weather(),
        }
    }
}
