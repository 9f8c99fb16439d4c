//! The pool, and when its connections are given up: one that was opened before the server went
//! away, or before it took no writes any more, is not lent again.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::{Config, Error, NoTls};

use crate::error::{StoreError, is_away};

/// Connections in the pool of one process.
const POOL: usize = 16;

/// When the server was last seen to be away.
#[derive(Clone, Default)]
pub(super) struct Away(Arc<Mutex<Option<Instant>>>);

impl Away {
    /// Notes an error that says so, and hands the result on.
    pub(super) fn note<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        if result.as_ref().is_err_and(is_away) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
        }
        result
    }

    fn is_since(&self, opened: Instant) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|away| opened <= away)
    }
}

/// A pool that waits so long for a connection at most.
pub(super) fn open(config: Config, patience: Duration, away: &Away) -> Result<Pool, StoreError> {
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let away = away.clone();
    let given_up = Hook::sync_fn(move |_, metrics| {
        let is_old = away.is_since(metrics.created);
        if is_old { Err(HookError::message("the server was away since")) } else { Ok(()) }
    });
    Pool::builder(Manager::from_config(config, NoTls, recycling))
        .max_size(POOL)
        .wait_timeout(Some(patience))
        .create_timeout(Some(patience))
        .pre_recycle(given_up)
        .runtime(Runtime::Tokio1)
        .build()
        .map_err(|e| StoreError::Unreachable { why: e.to_string() })
}
