//! What a demonstration says when it is ready: one line of JSON for programs, or where to look
//! and who to sign in as.

use std::path::PathBuf;

use serde_json::json;

use super::state::State;
use crate::say;

/// Where the demonstration can be reached.
pub(super) struct Addresses {
    pub(super) url: String,
    pub(super) metrics_url: String,
    pub(super) database_url: String,
    pub(super) manual: bool,
    /// Settings of this record for other commands.
    pub(super) environment: PathBuf,
}

/// Says it.
pub(super) fn announce(json: bool, at: &Addresses, state: &State) {
    let value = json!({
        "url": at.url,
        "metrics_url": at.metrics_url,
        "mailbox_url": format!("{}/demo/mailbox", at.url),
        "database_url": at.database_url,
        "environment": at.environment,
        "staff": state.staff,
        "clients": state.clients,
    });
    say::answer(json, &value, || plain(at, state));
}

fn plain(at: &Addresses, state: &State) -> String {
    let url = &at.url;
    let mut text = format!(
        "\nRedress is running. Everything in it is made up.\n\n  \
         travellers   {url}/en  {url}/fr\n  \
         officers     {url}/desk\n  \
         analysts     {url}/insight\n  \
         mailbox      {url}/demo/mailbox\n"
    );
    if at.manual {
        text.push_str("  clock        ");
        text.push_str(url);
        text.push_str("/demo/clock\n");
    }
    text.push_str("\nSign in at the desk as\n");
    for who in &state.staff {
        let (role, email, password, secret) =
            (&who.role, &who.email, &who.password, &who.totp_secret);
        let line = format!("  {role:<16} {email:<34} {password}   one-time code from {secret}\n");
        text.push_str(&line);
    }
    let settings = at.environment.display();
    let commands =
        format!("\nCommands on this record, such as `redress verify`, after: . {settings}\n");
    text.push_str(&commands);
    text.push_str(
        "\nAny authenticator takes the secret; on a terminal: oathtool --totp -b SECRET\n\
         Stop with Ctrl-C; the same command finds its data again.",
    );
    text
}
