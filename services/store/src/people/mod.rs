//! People who sign in or have not filed yet: drafts and their files, one-time codes, staff accounts,
//! sessions, registered programs, counts of tries. All of it is erasable, secrets are kept as digests or sealed, and time
//! is always a parameter.

pub mod accounts;
pub mod clients;
pub mod codes;
pub mod direct_mail;
pub mod draft_files;
pub mod drafts;
pub mod mailbox;
pub mod sessions;
pub mod tally;
pub(crate) mod under_master;

use jiff::Timestamp;

use crate::error::StoreError;
use crate::register::Register;

/// Drops drafts, codes, sessions, counts and mails whose time has passed; answers how many.
pub async fn sweep(register: &Register, at: Timestamp) -> Result<u64, StoreError> {
    Ok(drafts::sweep(register, at).await?
        + codes::sweep(register, at).await?
        + sessions::sweep(register, at).await?
        + tally::sweep(register, at).await?
        + direct_mail::sweep(register, at).await?)
}

/// Where a sealed row belongs, so that it opens nowhere else.
fn place(shard: domain::ShardId, id: &[u8]) -> Vec<u8> {
    [shard.0.to_be_bytes().as_slice(), id].concat()
}
