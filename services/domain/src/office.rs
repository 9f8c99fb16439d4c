//! The office: units, posts and reporting lines with dates, as events of their own.
//! Independence rests on this data, so every tie has a first day and, once over, a last one.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::ids::{MatterId, StaffId, SubjectId};

mod independence;

pub use independence::{Origin, tie};

/// What happened to an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", content = "body", rename_all = "snake_case")]
pub enum Event {
    /// A unit was opened.
    UnitOpened {
        /// Code of the unit.
        unit: String,
        /// Place key of the port it serves, if it serves one.
        port: Option<String>,
        /// Unit above it in the chain of command.
        parent: Option<String>,
        /// First day.
        from: Date,
    },
    /// Somebody joined the staff.
    StaffAdded {
        /// The member of staff.
        staff: StaffId,
        /// Whose key seals the name.
        subject: SubjectId,
        /// Name and address, sealed.
        person: MatterId,
        /// Roles held.
        roles: Vec<Role>,
        /// Languages that they read: `en`, `fr`.
        languages: Vec<String>,
    },
    /// Somebody began to serve in a unit; an earlier post ends.
    Posted {
        /// The member of staff.
        staff: StaffId,
        /// The unit.
        unit: String,
        /// First day.
        from: Date,
    },
    /// Somebody reports to somebody.
    ReportsTo {
        /// The member of staff.
        staff: StaffId,
        /// Who is above.
        to: StaffId,
        /// First day.
        from: Date,
    },
    /// Somebody left the staff.
    StaffLeft {
        /// The member of staff.
        staff: StaffId,
        /// First day no longer on the staff.
        on: Date,
    },
}

impl Event {
    /// Stored name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::UnitOpened { .. } => "office.unit_opened",
            Self::StaffAdded { .. } => "office.staff_added",
            Self::Posted { .. } => "office.posted",
            Self::ReportsTo { .. } => "office.reports_to",
            Self::StaffLeft { .. } => "office.staff_left",
        }
    }
}

/// A unit and its place in the chain of command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Place key of the port it serves.
    pub port: Option<String>,
    /// Unit above.
    pub parent: Option<String>,
}

/// A post: who serves where, from when, until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The unit.
    pub unit: String,
    /// First day.
    pub from: Date,
    /// Day after the last.
    pub to: Option<Date>,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Whose key seals the name.
    pub subject: SubjectId,
    /// Name and address, sealed.
    pub person: MatterId,
    /// Roles held.
    pub roles: Vec<Role>,
    /// Languages that they read.
    pub languages: Vec<String>,
    /// Posts, oldest first.
    pub posts: Vec<Post>,
    /// Who is above, with the first day.
    pub reports_to: Vec<(StaffId, Date)>,
    /// Day after the last on the staff.
    pub left: Option<Date>,
}

/// The office as its events leave it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// Units by code.
    pub units: BTreeMap<String, Unit>,
    /// Staff by id.
    pub staff: BTreeMap<StaffId, Member>,
    /// Number of events folded.
    pub version: i32,
}

impl Office {
    /// Folds one event.
    #[must_use]
    pub fn evolve(mut self, event: &Event) -> Self {
        self.version += 1;
        match event {
            Event::UnitOpened { unit, port, parent, .. } => {
                let unit_state = Unit { port: port.clone(), parent: parent.clone() };
                self.units.insert(unit.clone(), unit_state);
            }
            Event::StaffAdded { staff, subject, person, roles, languages } => {
                let member = Member {
                    subject: *subject,
                    person: *person,
                    roles: roles.clone(),
                    languages: languages.clone(),
                    posts: Vec::new(),
                    reports_to: Vec::new(),
                    left: None,
                };
                self.staff.insert(*staff, member);
            }
            Event::Posted { staff, unit, from } => {
                if let Some(member) = self.staff.get_mut(staff) {
                    if let Some(last) = member.posts.last_mut() {
                        last.to = last.to.or(Some(*from));
                    }
                    member.posts.push(Post { unit: unit.clone(), from: *from, to: None });
                }
            }
            Event::ReportsTo { staff, to, from } => {
                if let Some(member) = self.staff.get_mut(staff) {
                    member.reports_to.push((*to, *from));
                }
            }
            Event::StaffLeft { staff, on } => {
                if let Some(member) = self.staff.get_mut(staff) {
                    member.left = Some(*on);
                }
            }
        }
        self
    }
}

#[cfg(test)]
mod tests;
