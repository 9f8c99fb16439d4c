//! The office of the demonstration: units, people, posts and reporting lines in dated events,
//! and who of them may work on which matter.

use domain::actor::{Actor, Role};
use domain::matter::{Content, Matter, Person};
use domain::office::{Event, Office, Origin, tie};
use domain::{MatterId, StaffId, SubjectId};
use jiff::civil::Date;
use serde::Deserialize;

use super::chance::{Chance, id};
use super::lists::read;
use super::span::Span;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    unit: Vec<ListedUnit>,
    staff: Vec<ListedMember>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedUnit {
    code: String,
    port: Option<String>,
    parent: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListedMember {
    key: String,
    name: String,
    roles: Vec<Role>,
    languages: Vec<String>,
    unit: String,
    /// Unit served in before, until the month below.
    before: Option<String>,
    #[serde(default)]
    months: i32,
    reports_to: Option<String>,
    /// Role in which a sign-in is printed for the demonstration.
    demo: Option<String>,
}

/// A member of the staff.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) id: StaffId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) languages: Vec<String>,
    pub(crate) unit: String,
    /// Month of the history in which the present post began.
    pub(crate) since: i32,
    /// What the sign-in that `demo` prints is for.
    pub(crate) demo: Option<String>,
}

impl Member {
    /// The member as an actor.
    pub(crate) fn actor(&self) -> Actor {
        Actor::Staff { staff: self.id, roles: self.roles.clone() }
    }

    fn works_cases(&self) -> bool {
        self.unit.starts_with("redress") && self.roles.contains(&Role::Officer)
    }
}

/// Events of the office on one day, with the names that they seal.
#[derive(Debug, Clone)]
pub(crate) struct OfficeDay {
    pub(crate) on: Date,
    pub(crate) events: Vec<Event>,
    pub(crate) matter: Vec<Matter>,
}

/// The staff and the days on which something changed.
#[derive(Debug)]
pub(crate) struct Staff {
    pub(crate) members: Vec<Member>,
    pub(crate) days: Vec<OfficeDay>,
    office: Office,
}

impl Staff {
    /// The committed staff, as of a history's first day.
    pub(crate) fn committed(seed: u64, span: &Span) -> anyhow::Result<Self> {
        let listed: Listed = read("staff", include_str!("../../data/staff.toml"))?;
        let members: Vec<Member> = listed.staff.iter().map(|m| member(seed, span, m)).collect();
        let mut first = OfficeDay { on: span.from, events: vec![], matter: vec![] };
        let long_before = span.from.saturating_sub(jiff::Span::new().years(3));
        first.events.extend(listed.unit.iter().map(|unit| Event::UnitOpened {
            unit: unit.code.clone(),
            port: unit.port.clone(),
            parent: unit.parent.clone(),
            from: long_before,
        }));
        let mut days = Vec::new();
        for (listed_member, member) in listed.staff.iter().zip(&members) {
            join(seed, span, listed_member, member, &mut first);
            let above =
                listed_member.reports_to.as_ref().map(|key| StaffId(staff_id(seed, span, key)));
            first.events.extend(above.map(|to| Event::ReportsTo {
                staff: member.id,
                to,
                from: long_before,
            }));
            if listed_member.before.is_some() {
                let on = span.from.saturating_add(jiff::Span::new().months(listed_member.months));
                let posted =
                    Event::Posted { staff: member.id, unit: member.unit.clone(), from: on };
                days.push(OfficeDay { on, events: vec![posted], matter: vec![] });
            }
        }
        days.insert(0, first);
        let all = days.iter().flat_map(|day| &day.events);
        let office = all.fold(Office::default(), Office::evolve);
        Ok(Self { members, days, office })
    }

    /// The office as it is at the end.
    #[cfg(test)]
    pub(crate) const fn office(&self) -> &Office {
        &self.office
    }

    /// Who may work a matter from a place: independent of it, reading its language, in post.
    pub(crate) fn able(
        &self,
        place: &str,
        incident: Date,
        month: i32,
        french: bool,
    ) -> Vec<&Member> {
        let origin = Origin { port: place, unit: None, officer: None, on: incident };
        let fit = |m: &&Member| {
            m.works_cases()
                && m.since <= month
                && (!french || m.languages.iter().any(|l| l == "fr"))
                && tie(&self.office, m.id, &origin).is_none()
        };
        self.members.iter().filter(fit).collect()
    }

    /// Units that serve a place, with their staff: where a decision may turn out to come from.
    pub(crate) fn unit_at(&self, place: &str) -> Option<&str> {
        let serves = |unit: &&domain::office::Unit| unit.port.as_deref() == Some(place);
        let found = self.office.units.iter().find(|(_, unit)| serves(unit));
        found.map(|(code, _)| code.as_str())
    }

    /// Everybody, as the installation's sign-ins are made for them.
    pub(crate) fn demo(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|m| m.demo.is_some())
    }
}

fn staff_id(seed: u64, span: &Span, key: &str) -> uuid::Uuid {
    id(span.at(span.from, 0, 0), seed, &format!("staff {key}"))
}

fn member(seed: u64, span: &Span, listed: &ListedMember) -> Member {
    Member {
        id: StaffId(staff_id(seed, span, &listed.key)),
        name: listed.name.clone(),
        email: format!("{}@redress.example.org", listed.key),
        roles: listed.roles.clone(),
        languages: listed.languages.clone(),
        unit: listed.unit.clone(),
        since: if listed.before.is_some() { listed.months + 1 } else { i32::MIN },
        demo: listed.demo.clone(),
    }
}

fn join(seed: u64, span: &Span, listed: &ListedMember, member: &Member, day: &mut OfficeDay) {
    let at = span.at(span.from, 0, 0);
    let subject = SubjectId(id(at, seed, &format!("staff subject {}", listed.key)));
    let person = MatterId(id(at, seed, &format!("staff person {}", listed.key)));
    let phone = 100 + Chance::of(seed, &listed.key, 0).whole(0, 100);
    day.matter.push(Matter {
        id: person,
        subject,
        content: Content::Person(Person {
            name: member.name.clone(),
            email: member.email.clone(),
            phone: format!("+1 613 555 0{phone}"),
            ..Person::default()
        }),
    });
    day.events.push(Event::StaffAdded {
        staff: member.id,
        subject,
        person,
        roles: member.roles.clone(),
        languages: member.languages.clone(),
    });
    let unit = listed.before.as_ref().unwrap_or(&listed.unit).clone();
    let from = span.from.saturating_sub(jiff::Span::new().years(2));
    day.events.push(Event::Posted { staff: member.id, unit, from });
}
