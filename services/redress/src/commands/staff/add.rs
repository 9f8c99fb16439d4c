//! `redress staff add`: writes that somebody joined, makes their sign-in and shows it once. The
//! events come first: whoever is cut off between the two asks again and gets the sign-in then.

use anyhow::{Context as _, bail};
use domain::StaffId;
use serde_json::json;
use store::accounts::{self, NewAccount};

use super::Bureau;
use super::asked::{Who, joining};
use super::entry::Entry;
use super::roster::{Line, Roster};
use crate::cli::staff::Add;
use crate::config::Config;
use crate::say;

/// Where somebody stands before they are added.
enum Standing {
    /// On the staff, with a sign-in.
    Whole(StaffId),
    /// On the staff, without one.
    WithoutSignIn(StaffId),
    /// Not on the staff.
    New,
}

/// Adds somebody.
pub(super) async fn add(
    bureau: &Bureau,
    config: &Config,
    new: &Add,
    json: bool,
) -> anyhow::Result<()> {
    let roster = Roster::read(bureau).await?;
    let who = Who::of(new)?;
    let (staff, is_new) = match standing(bureau, &roster, &who).await? {
        Standing::Whole(staff) => {
            say_known(&roster.line(staff)?, json);
            return Ok(());
        }
        Standing::WithoutSignIn(staff) => (staff, false),
        Standing::New => (StaffId(bureau.archive.ids.next()), true),
    };
    if is_new {
        let (events, matter) = joining(bureau, &roster, &who, new, staff)?;
        let (register, moment) = (&bureau.archive.register, bureau.moment());
        let written = register.submit_office(bureau.jurisdiction, events, matter, moment).await;
        written.context("write that somebody joined; ask again, nothing is done twice")?;
    }
    let entry = sign_in(bureau, staff, &who).await?;
    entry.show(config, &Roster::read(bureau).await?.line(staff)?, json);
    Ok(())
}

async fn standing(bureau: &Bureau, roster: &Roster, who: &Who) -> anyhow::Result<Standing> {
    let email = &who.email;
    let mut account = None;
    // Whoever signs in says no country, so an address belongs to one office alone.
    for jurisdiction in domain::Jurisdiction::ALL {
        let found = accounts::by_email(&bureau.archive.register, jurisdiction, email).await?;
        if found.is_some() && jurisdiction != bureau.jurisdiction {
            bail!(
                "use the address {email}: it signs in to the other country's office; give another"
            );
        }
        account = account.or(found);
    }
    let Some((staff, member)) = roster.by_email(email) else {
        if account.is_some() {
            bail!("use the address {email}: somebody else signs in with it; give another");
        }
        return Ok(Standing::New);
    };
    let (name, here) = (roster.name(staff), |left| bureau.today < left);
    if let Some(left) = member.left.filter(|left| !here(*left)) {
        bail!("use the address {email}: it was {name}'s, who left on {left}; give another");
    }
    if !who.is_called(name) {
        bail!("use the address {email}: it is taken by {name}; give another");
    }
    let staff = if account.is_some() { Standing::Whole } else { Standing::WithoutSignIn }(staff);
    Ok(staff)
}

async fn sign_in(bureau: &Bureau, staff: StaffId, who: &Who) -> anyhow::Result<Entry> {
    let entry = Entry::draw()?;
    let account = NewAccount {
        staff,
        email: &who.email,
        password_hash: &entry.hash,
        totp_secret: &entry.credentials.secret,
    };
    let (register, at) = (&bureau.archive.register, bureau.at);
    if !accounts::create(register, bureau.jurisdiction, account, at).await? {
        bail!(
            "make a sign-in for {}: the address or the person had one that was closed; give another address",
            who.email
        );
    }
    Ok(entry)
}

fn say_known(line: &Line, json: bool) {
    say::answer(json, &json!({ "changed": false, "staff": line }), || {
        format!(
            "{} is on the staff already ({}) and has a sign-in: nothing was changed.",
            line.name,
            line.standing()
        )
    });
}
