//! Names of the staff, opened once for a page.

use std::collections::HashMap;

use domain::matter::Content;
use domain::{MatterId, StaffId};

use crate::error::WebError;
use crate::staff::SignedIn;

/// Names by member of staff.
pub struct Names(HashMap<StaffId, String>);

impl Names {
    /// Everybody's on the staff.
    pub async fn of(me: &SignedIn) -> Result<Self, WebError> {
        let ids: Vec<MatterId> = me.office.staff.values().map(|m| m.person).collect();
        let matter = me.record.register.matter(me.jurisdiction, &ids).await?;
        let name = |member: &domain::office::Member| match matter.get(&member.person) {
            Some(Content::Person(person)) => Some(person.name.clone()),
            Some(Content::Text { .. } | Content::File(_) | Content::Details { .. }) | None => None,
        };
        let all = me.office.staff.iter().filter_map(|(id, m)| Some((*id, name(m)?)));
        Ok(Self(all.collect()))
    }

    /// The name of a member of staff.
    pub fn staff(&self, id: StaffId) -> String {
        self.0.get(&id).cloned().unwrap_or_else(|| "?".to_owned())
    }
}
