//! The staff as the office's events leave it, with the names that they seal. It is read anew by
//! each command and tells nothing of any case.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use domain::matter::{Content, Person};
use domain::office::{Member, Office};
use domain::{MatterId, Role, StaffId};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::Bureau;
use crate::config::nearest_few;
use crate::say;

/// The staff.
pub(super) struct Roster {
    pub(super) office: Arc<Office>,
    people: BTreeMap<StaffId, Person>,
    today: Date,
}

/// One of them, as listed.
#[derive(Serialize)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) roles: Vec<Role>,
    /// The present unit; where the first post is yet to begin, that one.
    pub(super) unit: Option<String>,
    /// First day in that unit.
    pub(super) since: Option<Date>,
    /// First day no longer on the staff.
    pub(super) until: Option<Date>,
}

impl Line {
    /// The roles in one word.
    pub(super) fn roles(&self) -> String {
        self.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(",")
    }

    /// Everything but the name and the address.
    pub(super) fn standing(&self) -> String {
        let unit = self.unit.as_deref().unwrap_or("no unit");
        let day =
            |word, on: Option<Date>| on.map_or_else(String::new, |on| format!(", {word} {on}"));
        format!("{}, {unit}{}{}", self.roles(), day("since", self.since), day("until", self.until))
    }
}

impl Roster {
    pub(super) async fn read(bureau: &Bureau) -> anyhow::Result<Self> {
        let register = &bureau.archive.register;
        let office = register.office(bureau.jurisdiction).await?;
        let ids: Vec<MatterId> = office.staff.values().map(|member| member.person).collect();
        let mut matter = register.matter(bureau.jurisdiction, &ids).await?;
        let mut people = BTreeMap::new();
        for (id, member) in &office.staff {
            if let Some(Content::Person(person)) = matter.remove(&member.person) {
                people.insert(*id, person);
            }
        }
        Ok(Self { office, people, today: bureau.today })
    }

    /// Whoever has an address: of several, whoever is still here.
    pub(super) fn by_email(&self, email: &str) -> Option<(StaffId, &Member)> {
        let wanted = email.trim().to_lowercase();
        let has = |(id, person): (&StaffId, &Person)| {
            (person.email.trim().to_lowercase() == wanted).then_some(*id)
        };
        let found = self.people.iter().filter_map(has);
        let found = found.filter_map(|id| Some((id, self.office.staff.get(&id)?)));
        found.max_by_key(|(_, member)| member.left.is_none())
    }

    /// Whoever has an address and has not left.
    pub(super) fn here(&self, email: &str) -> anyhow::Result<StaffId> {
        match self.by_email(email) {
            Some((id, member)) if member.left.is_none_or(|left| self.today < left) => Ok(id),
            Some((id, _)) => bail!("find {email}: {} has left the staff", self.name(id)),
            None => bail!(
                "find {email}: nobody on the staff has that address; near it are {}",
                self.nearest(email)
            ),
        }
    }

    /// The addresses nearest to one that nobody has.
    pub(super) fn nearest(&self, email: &str) -> String {
        let known = self.people.values().map(|person| person.email.as_str());
        nearest_few(email, known).join(", ")
    }

    pub(super) fn name(&self, id: StaffId) -> &str {
        self.people.get(&id).map_or("", |person| person.name.as_str())
    }

    /// How one of them is listed.
    pub(super) fn line(&self, id: StaffId) -> anyhow::Result<Line> {
        let member = self.office.staff.get(&id);
        Ok(self.listed(id, member.context("find them in the record that was just written")?))
    }

    fn listed(&self, id: StaffId, member: &Member) -> Line {
        let begun = member.posts.iter().rfind(|post| post.from <= self.today);
        let post = begun.or(member.posts.first());
        Line {
            name: self.name(id).to_owned(),
            email: self.people.get(&id).map_or_else(String::new, |person| person.email.clone()),
            roles: member.roles.clone(),
            unit: post.map(|post| post.unit.clone()),
            since: post.map(|post| post.from),
            until: member.left,
        }
    }

    /// Lists everybody who ever was on the staff, by name.
    pub(super) fn show(&self, json: bool) {
        let all = self.office.staff.iter();
        let mut all: Vec<Line> = all.map(|(id, member)| self.listed(*id, member)).collect();
        all.sort_by(|a, b| (&a.name, &a.email).cmp(&(&b.name, &b.email)));
        say::answer(json, &json!(all), || {
            let day = |on: Option<Date>| on.map_or_else(|| "-".to_owned(), |on| on.to_string());
            let row =
                |name: &str, email: &str, roles: &str, unit: &str, since: &str, until: &str| {
                    format!("{name:<26} {email:<34} {roles:<20} {unit:<14} {since:<10} {until}")
                };
            let head = row("NAME", "ADDRESS", "ROLES", "UNIT", "SINCE", "UNTIL");
            let rows = all.iter().map(|line| {
                let unit = line.unit.as_deref().unwrap_or("-");
                let (since, until) = (day(line.since), day(line.until));
                row(&line.name, &line.email, &line.roles(), unit, &since, &until)
            });
            std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
        });
    }
}
