//! A filing that was begun: what was answered so far, saved after every page. It is sealed in the
//! store as JSON; this program alone reads it.

use std::collections::{BTreeMap, BTreeSet};

use domain::matter::File;
use domain::recourse::inquiry::codes::{Complaint, Item};
use domain::recourse::inquiry::needs;
use domain::{SubjectId, case::codes::Authority};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::address::known;
use super::mailbox::Mailbox;

/// Answers by the key of their question.
pub type Answers = BTreeMap<String, String>;

/// Most incidents of one filing.
pub const MOST: usize = 12;

/// A filing that was begun.
#[derive(Clone, Serialize, Deserialize)]
pub struct Begun {
    /// Id that the case will have: a second click on "send" meets itself.
    pub case: Uuid,
    /// Whose key seals the files.
    pub traveller: SubjectId,
    /// Answers about the filing as a whole.
    pub answers: Answers,
    /// Answers about each incident.
    pub incidents: Vec<Answers>,
    /// Files handed in.
    pub files: Vec<Handed>,
    /// Address that was proved to be the filer's.
    pub proved: Option<String>,
    /// Address that was proved to be the traveller's, where somebody else files.
    #[serde(default)]
    pub own_proved: Option<String>,
    /// Pages that were filled in: names, with the number of the incident.
    pub done: BTreeSet<String>,
}

/// A file that was handed in.
#[derive(Clone, Serialize, Deserialize)]
pub struct Handed {
    /// The document.
    pub id: Uuid,
    /// What it is.
    pub item: Item,
    /// Name, type, size, digest and key.
    pub file: File,
    /// When it came.
    pub at: Timestamp,
}

impl Begun {
    /// Nothing answered yet, one incident to tell of.
    pub fn new(case: Uuid, traveller: SubjectId) -> Self {
        Self {
            case,
            traveller,
            answers: Answers::new(),
            incidents: vec![Answers::new()],
            files: Vec::new(),
            proved: None,
            own_proved: None,
            done: BTreeSet::new(),
        }
    }

    /// An answer about the filing as a whole; empty where there is none.
    pub fn get(&self, key: &str) -> &str {
        self.answers.get(key).map_or("", String::as_str)
    }

    /// Whether the traveller is under age, and so a guardian files.
    pub fn is_minor(&self) -> bool {
        self.get("filer") == "guardian"
    }

    /// Whether somebody else than the traveller fills it in.
    pub fn is_helped(&self) -> bool {
        matches!(self.get("filer"), "guardian" | "representative")
    }

    /// By what right somebody else files.
    pub fn authority(&self) -> Option<Authority> {
        match self.get("filer") {
            "guardian" => Some(Authority::Guardian),
            "representative" => Some(Authority::Form590),
            _ => None,
        }
    }

    /// Whether a representative files, who may know a mailbox of the traveller's own.
    pub fn is_represented(&self) -> bool {
        self.get("filer") == "representative"
    }

    /// The address of a mailbox; nothing where none was named. One mailbox for both is the filer's.
    pub fn address(&self, mailbox: Mailbox) -> Option<&str> {
        let address = Some(self.get(mailbox.key())).filter(|address| !address.is_empty())?;
        match mailbox {
            Mailbox::Filer => Some(address),
            Mailbox::Traveller => {
                let shared = known(address) == known(self.get(Mailbox::Filer.key()));
                Some(address).filter(|_| self.is_represented() && !shared)
            }
        }
    }

    /// Whether a mailbox was proved, as it now stands.
    pub fn is_proved(&self, mailbox: Mailbox) -> bool {
        let proved = match mailbox {
            Mailbox::Filer => &self.proved,
            Mailbox::Traveller => &self.own_proved,
        };
        self.address(mailbox).is_some_and(|address| proved.as_deref() == Some(address))
    }

    /// Keeps that a mailbox was proved.
    pub fn prove(&mut self, mailbox: Mailbox, address: &str) {
        let proved = match mailbox {
            Mailbox::Filer => &mut self.proved,
            Mailbox::Traveller => &mut self.own_proved,
        };
        *proved = Some(address.to_owned());
        self.done.insert(mailbox.proved_on().to_owned());
    }

    /// What is complained of, in all incidents.
    pub fn complaints(&self) -> Vec<Complaint> {
        let codes = self.incidents.iter().filter_map(|i| i.get("complaints"));
        let mut complaints = Vec::new();
        for complaint in codes.flat_map(|c| c.split(',')).filter_map(Complaint::parse) {
            if !complaints.contains(&complaint) {
                complaints.push(complaint);
            }
        }
        complaints
    }

    /// What should come along.
    pub fn needs(&self) -> Vec<Item> {
        needs(&self.complaints(), self.is_minor(), self.authority())
    }

    /// Whether a file of a kind was handed in.
    pub fn has(&self, item: Item) -> bool {
        self.files.iter().any(|handed| handed.item == item)
    }
}

/// The mark of a page in [`Begun::done`].
pub fn mark(page: &str, incident: Option<usize>) -> String {
    incident.map_or_else(|| page.to_owned(), |n| format!("{page}/{n}"))
}
