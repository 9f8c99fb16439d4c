//! The demonstration's mailbox, read through its page as anyone reads it: which mails there are, and to
//! whom. A Message-ID is the id in a mail's address there.

use std::collections::BTreeMap;

use crate::api::Api;

const PAGE: usize = 50;

/// Readings before a mail that is listed twice is believed: one that arrives between two pages pushes the
/// last of the first onto the second.
const READINGS: usize = 20;

/// Every mail: its id and the row that lists it.
///
/// # Panics
/// Where a mail is listed twice each time, or the page cannot be read.
pub fn mails(api: &Api) -> BTreeMap<String, String> {
    let mut twice = String::new();
    for _ in 0..READINGS {
        match reading(api) {
            Ok(all) => return all,
            Err(id) => twice = id,
        }
    }
    panic!("mail {twice} is in the mailbox twice");
}

/// One reading, or the id that it met twice.
fn reading(api: &Api) -> Result<BTreeMap<String, String>, String> {
    let mut all = BTreeMap::new();
    for page in 0.. {
        let skip = page * PAGE;
        let answer = api.get(&format!("/demo/mailbox?after={skip}")).expect("read the mailbox");
        assert_eq!(answer.status, 200, "{}", answer.text);
        let rows = rows(&answer.text);
        let full = rows.len() == PAGE;
        for (id, row) in rows {
            if all.insert(id.clone(), row).is_some() {
                return Err(id);
            }
        }
        if !full {
            break;
        }
    }
    Ok(all)
}

/// How many of them name this address.
pub fn to(mails: &BTreeMap<String, String>, address: &str) -> usize {
    mails.values().filter(|row| row.contains(address)).count()
}

fn rows(page: &str) -> Vec<(String, String)> {
    let rows = page.split("<tr").filter(|row| row.contains("/demo/mailbox/"));
    rows.filter_map(|row| {
        let (_, rest) = row.split_once("/demo/mailbox/")?;
        let id: String = rest.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').collect();
        Some((id, row.to_owned()))
    })
    .collect()
}
