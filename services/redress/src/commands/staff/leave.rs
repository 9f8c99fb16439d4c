//! `redress staff leave`: writes that somebody left. Once the day has come their sessions end and
//! their sign-in closes; before it, every page asks the record and closes by itself on that day.

use anyhow::{Context as _, bail};
use domain::StaffId;
use domain::office::Event;
use jiff::civil::Date;
use serde_json::json;
use store::{accounts, sessions};
use web::staff::session::holder;

use super::Bureau;
use super::roster::Roster;
use crate::say;

/// Takes somebody off the staff on a day, or at once.
pub(super) async fn leave(
    bureau: &Bureau,
    email: &str,
    on: Option<Date>,
    json: bool,
) -> anyhow::Result<()> {
    let roster = Roster::read(bureau).await?;
    let Some((staff, member)) = roster.by_email(email) else {
        bail!(
            "find {email}: nobody on the staff has that address; near it are {}",
            roster.nearest(email)
        );
    };
    let (on, name) = (on.unwrap_or(bureau.today), roster.name(staff));
    if let Some(first) = member.posts.first().filter(|post| on < post.from) {
        bail!("let {name} leave on {on}: they are on the staff since {}", first.from);
    }
    // A day that has not come may be moved; one that has, stands.
    let stands = member.left.filter(|left| *left == on || *left <= bureau.today);
    if stands.is_none() {
        let (register, moment) = (&bureau.archive.register, bureau.moment());
        let left = vec![Event::StaffLeft { staff, on }];
        let written = register.submit_office(bureau.jurisdiction, left, Vec::new(), moment).await;
        written.context("write that somebody left; ask again, nothing is done twice")?;
    }
    let until = stands.unwrap_or(on);
    let ended = if until <= bureau.today { Some(close(bureau, staff).await?) } else { None };
    Left { name, until, changed: stands.is_none(), ended }.say(json);
    Ok(())
}

/// Ends sessions and sign-in; answers how many sessions there were.
async fn close(bureau: &Bureau, staff: StaffId) -> anyhow::Result<u64> {
    let (register, jurisdiction) = (&bureau.archive.register, bureau.jurisdiction);
    // The account first: nobody begins a session behind the sweep.
    accounts::close(register, jurisdiction, staff, bureau.at).await?;
    Ok(sessions::remove_all(register, jurisdiction, &holder(staff)).await?)
}

/// What became of somebody.
struct Left<'a> {
    name: &'a str,
    until: Date,
    changed: bool,
    /// Sessions that ended, once the day has come.
    ended: Option<u64>,
}

impl Left<'_> {
    fn say(&self, json: bool) {
        let Self { name, until, changed, ended } = self;
        let value = json!({
            "changed": changed, "name": name, "until": until,
            "can_sign_in": ended.is_none(), "sessions_ended": ended.unwrap_or(0),
        });
        say::answer(json, &value, || {
            let fact = if *changed { "leaves the staff" } else { "left the staff already" };
            let doors = match ended {
                Some(sessions) => format!("The sign-in is closed; sessions ended: {sessions}."),
                None => "Until then the sign-in works; on that day every page closes.".to_owned(),
            };
            format!("{name} {fact} on {until}. {doors}")
        });
    }
}
