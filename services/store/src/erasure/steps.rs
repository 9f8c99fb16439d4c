//! The steps of an erasure, in the order in which they must be done: what is found by the person's
//! own words goes while their key still opens them, the ledger outside is written before anything
//! is destroyed, and the bytes of files go when nothing can name them any more.

use std::collections::BTreeMap;

use jiff::Timestamp;
use tokio_postgres::types::Type;

use super::{Eraser, around, files};
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::sql::sql;

/// How many of what were destroyed.
pub type Counts = BTreeMap<String, u64>;

/// A step of an erasure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The ledger outside the database is written, and is on disk.
    Ledger,
    /// Their files are written down, while it can still be read which they are.
    FilesNoted,
    /// Drafts, sessions, codes and mails that name them go, and letters that wait.
    Around,
    /// The key is destroyed; sealed matter and search tokens go.
    Key,
    /// The bytes of their files go.
    Files,
    /// Every projection forgets what it holds of them.
    Projections,
}

impl Step {
    /// The first.
    pub const FIRST: Self = Self::Ledger;
    /// The last.
    pub const LAST: Self = Self::Projections;

    /// The one behind it.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Ledger => Some(Self::FilesNoted),
            Self::FilesNoted => Some(Self::Around),
            Self::Around => Some(Self::Key),
            Self::Key => Some(Self::Files),
            Self::Files => Some(Self::Projections),
            Self::Projections => None,
        }
    }
}

impl Eraser {
    pub(super) async fn take(&self, step: Step, at: Timestamp) -> Result<Counts, StoreError> {
        match step {
            Step::Ledger => {
                self.ledger.append(&self.order, at)?;
                Ok(Counts::new())
            }
            Step::FilesNoted => {
                around::note_files(&self.register, self.shard(), self.order.subject, at).await?;
                Ok(Counts::new())
            }
            Step::Around => around::clear(&self.register, self.shard(), self.order.subject).await,
            Step::Key => self.destroy_key(at).await,
            Step::Files => self.remove_files().await,
            Step::Projections => self.projections_forget().await,
        }
    }

    async fn destroy_key(&self, at: Timestamp) -> Result<Counts, StoreError> {
        let (shard, subject) = (self.shard().0, self.order.subject.0);
        let params: Params<'_> = &[(&shard, Type::INT2), (&subject, Type::UUID)];
        let database = self.register.database();
        database.change("note whose key goes", sql!("note_key"), params).await?;
        let jurisdiction = self.order.jurisdiction;
        let (pieces, tokens) = self.register.destroy(jurisdiction, self.order.subject, at).await?;
        Ok(Counts::from([
            ("sealed_matter".to_owned(), pieces),
            ("search_tokens".to_owned(), tokens),
        ]))
    }

    async fn remove_files(&self) -> Result<Counts, StoreError> {
        // Those of drafts that were dropped just now are among them, or lie under another id.
        while self.documents.sweep().await? > 0 {}
        let mut gone = 0;
        for key in files::of(&self.register, self.shard(), self.order.subject).await? {
            self.documents.remove(&key).await?;
            gone += 1;
        }
        Ok(Counts::from([("files".to_owned(), gone)]))
    }

    async fn projections_forget(&self) -> Result<Counts, StoreError> {
        let mut counts = Counts::new();
        for projection in crate::projections::all(&self.register) {
            let (name, mut client) = (projection.name(), self.register.database().pooled().await?);
            let tx = client.transaction().await.doing("begin to forget")?;
            let params: Params<'_> = &[(&name, Type::TEXT)];
            let entered = tx.query_typed_opt(sql!("enter_projection"), params).await;
            // One that was never installed holds nothing.
            if entered.doing("enter a projection")?.is_some() {
                let rows = projection.forget(&tx, self.shard(), self.order.subject).await?;
                counts.insert(format!("projection_{name}"), rows);
            }
            tx.commit().await.doing("commit what a projection forgot")?;
        }
        Ok(counts)
    }
}
