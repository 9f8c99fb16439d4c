//! Identifiers. Each is a type of its own, so that a case can never be taken for a person;
//! none is made here, because chance is an argument ([`Ids`]).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// One person's matter before one jurisdiction; also the id of its stream.
    CaseId
);
id!(
    /// One instance of a mechanism on a case.
    RecourseId
);
id!(
    /// A person whose data is sealed under a key of its own.
    SubjectId
);
id!(
    /// A piece of sealed matter: names, free text, evidence metadata. Events carry only this.
    MatterId
);
id!(
    /// A member of an office's staff.
    StaffId
);
id!(
    /// An incident, a contested decision, a task, a correction or another part of a case.
    PartId
);

impl PartId {
    /// The n-th part of a kind within a recourse: made from the recourse's own id, so that a
    /// decision needs no chance.
    pub const fn within(recourse: RecourseId, kind: u16, n: u16) -> Self {
        let mark = ((kind as u128) << 16) | n as u128;
        Self(Uuid::from_u128(recourse.0.as_u128() ^ (mark << 2)))
    }
}

/// A jurisdiction's record. Positions are only comparable within one shard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ShardId(pub i16);

/// A place in one shard's record: gapless, in commit order, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(pub i64);

/// Whose officers decided, and so whose record holds the case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Jurisdiction {
    /// Canada.
    Ca,
    /// United States.
    Us,
}

impl Jurisdiction {
    /// Both jurisdictions, in the order of their shards.
    pub const ALL: [Self; 2] = [Self::Ca, Self::Us];

    /// The shard that holds this jurisdiction's record.
    pub const fn shard(self) -> ShardId {
        match self {
            Self::Ca => ShardId(1),
            Self::Us => ShardId(2),
        }
    }

    /// The jurisdiction of a shard, if there is one.
    pub const fn of(shard: ShardId) -> Option<Self> {
        match shard.0 {
            1 => Some(Self::Ca),
            2 => Some(Self::Us),
            _ => None,
        }
    }
}

/// Where new ids come from: the system's generator, or a seeded one in tests and seeds.
pub trait Ids: Send + Sync {
    /// A fresh id, ordered in time (UUID version 7).
    fn next(&self) -> Uuid;
}
