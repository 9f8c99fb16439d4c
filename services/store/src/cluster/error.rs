//! Why a private cluster does not run, in words that say what to do.

use std::path::{Path, PathBuf};

/// A private cluster could not be started, set up or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No server binaries anywhere.
    #[error(
        "find PostgreSQL 15 or newer: name the folder of its binaries in REDRESS_PG_BIN, or install the package postgresql"
    )]
    NoBinaries,
    /// The folder named has no usable server.
    #[error("use PostgreSQL in {}: {why}", folder.display())]
    BadBinaries {
        /// The folder.
        folder: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Another program uses the data folder.
    #[error("use {}: another redress runs on this folder; stop it or choose another folder", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// Started by root, but there is no user to drop to.
    #[error(
        "find a user without rights to run PostgreSQL as: there is neither postgres nor nobody"
    )]
    NoUser,
    /// The user that runs the server cannot get to the folder.
    #[error("enter {} as user {user}: choose a data folder that this user can reach", folder.display())]
    Unreachable {
        /// First folder that it cannot enter.
        folder: PathBuf,
        /// The user.
        user: String,
    },
    /// The file system.
    #[error("{doing} {}", path.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// With what.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A tool of PostgreSQL failed.
    #[error("run {tool}: {said}")]
    Tool {
        /// Which.
        tool: &'static str,
        /// The end of what it said.
        said: String,
    },
    /// Every port that was tried was taken by somebody else.
    #[error("find a free port: each of {tried} was taken")]
    PortTaken {
        /// How many were tried.
        tried: usize,
    },
    /// Roles or database could not be made.
    #[error("set up the cluster: {why}")]
    SetUp {
        /// What the server said.
        why: String,
    },
    /// The system has no randomness to give.
    #[error("draw a password")]
    NoChance,
    /// The worker thread died.
    #[error("finish starting the cluster")]
    Interrupted,
}

impl ClusterError {
    pub(super) fn file(doing: &'static str, path: &Path, source: std::io::Error) -> Self {
        Self::File { doing, path: path.to_owned(), source }
    }
}
