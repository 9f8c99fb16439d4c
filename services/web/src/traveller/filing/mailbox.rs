//! The mailboxes of a filing: the filer's own, and the traveller's where somebody else files. Each
//! is proved before anything is sent there, the traveller's by a code that the traveller passes on.

use letters::CodePurpose;

use super::begun::Begun;
use super::pages::{OWN_ADDRESS, Stop};

/// Whose mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mailbox {
    /// Whoever fills the pages in.
    Filer,
    /// The traveller, where a representative files.
    Traveller,
}

impl Mailbox {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Filer, Self::Traveller];

    /// Key of the answer that holds the address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Filer => "email",
            Self::Traveller => "own_email",
        }
    }

    /// The page that asks for the address.
    pub const fn asked_on(self) -> &'static str {
        match self {
            Self::Filer => "file-address",
            Self::Traveller => OWN_ADDRESS,
        }
    }

    /// The page that asks for the code.
    pub const fn proved_on(self) -> &'static str {
        match self {
            Self::Filer => "file-prove",
            Self::Traveller => "file-own-prove",
        }
    }

    /// What the code is for.
    pub const fn purpose(self) -> CodePurpose {
        match self {
            Self::Filer => CodePurpose::ProveAddress,
            Self::Traveller => CodePurpose::ProveTraveller,
        }
    }

    /// The mailbox whose code a page asks for.
    pub fn proved_by(page: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mailbox| mailbox.proved_on() == page)
    }

    /// The mailbox whose address a page asks for.
    pub fn asked_by(page: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mailbox| mailbox.asked_on() == page)
    }

    /// The stop at which a filing waits for the code; nothing where there is no address, and
    /// where it was proved as it now stands.
    pub fn stop(self, begun: &Begun) -> Option<Stop> {
        let waits = begun.address(self).is_some() && !begun.is_proved(self);
        waits.then_some((self.proved_on(), None))
    }
}
