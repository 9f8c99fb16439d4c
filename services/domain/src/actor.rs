//! Who acts. An actor is pseudonymous: a person's name is sealed matter.

use serde::{Deserialize, Serialize};

use crate::ids::{StaffId, SubjectId};

/// Whoever gives a command. Stored with every event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// The traveller whose matter it is.
    Traveller {
        /// The traveller.
        subject: SubjectId,
    },
    /// Someone who acts for the traveller with a recorded authorisation.
    Representative {
        /// The representative.
        subject: SubjectId,
    },
    /// A member of staff, in the roles held at that moment.
    Staff {
        /// The member of staff.
        staff: StaffId,
        /// Roles held.
        roles: Vec<Role>,
    },
    /// Another program, by its registered name.
    Client {
        /// The client's registered id.
        client: String,
    },
    /// This program: timers, mail receipts.
    System,
}

/// What someone may do; a step lists the roles that may take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The traveller.
    Traveller,
    /// Acts for a traveller.
    Representative,
    /// Works cases.
    Officer,
    /// Assigns work, signs, reopens.
    Supervisor,
    /// Reads figures, never cases.
    Analyst,
    /// Runs the installation; has no access to cases.
    Administrator,
    /// A registered program that files for travellers.
    Client,
    /// This program.
    System,
}

impl Role {
    /// Stored and spoken name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Traveller => "traveller",
            Self::Representative => "representative",
            Self::Officer => "officer",
            Self::Supervisor => "supervisor",
            Self::Analyst => "analyst",
            Self::Administrator => "administrator",
            Self::Client => "client",
            Self::System => "system",
        }
    }
}

impl Actor {
    /// Whether the actor holds a role.
    pub fn is(&self, role: Role) -> bool {
        match self {
            Self::Traveller { .. } => role == Role::Traveller,
            Self::Representative { .. } => role == Role::Representative,
            Self::Staff { roles, .. } => roles.contains(&role),
            Self::Client { .. } => role == Role::Client,
            Self::System => role == Role::System,
        }
    }

    /// The member of staff, if it is one.
    pub const fn staff(&self) -> Option<StaffId> {
        match self {
            Self::Staff { staff, .. } => Some(*staff),
            Self::Traveller { .. }
            | Self::Representative { .. }
            | Self::Client { .. }
            | Self::System => None,
        }
    }
}
