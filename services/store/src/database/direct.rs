//! A connection of its own, which notes what the server warns of. A commit that waited for a standby
//! and was cut short answers like any other: the warning beside it is the only sign.

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{Mutex, watch};
use tokio::task::JoinHandle;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{AsyncMessage, Client, Connection, Error, Row, Statement};

use super::chain;

/// A connection of its own. Dropping it closes the socket at once and sends no cancel: the
/// server finishes or undoes by itself whatever was under way.
pub(crate) struct Direct {
    pub(crate) client: Client,
    prepared: Mutex<HashMap<&'static str, Statement>>,
    warned: Arc<AtomicBool>,
    heard: watch::Receiver<()>,
    driver: JoinHandle<()>,
}

impl Drop for Direct {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

impl Direct {
    pub(super) fn drive<S, T>(client: Client, mut connection: Connection<S, T>) -> Self
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let warned = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&warned);
        let (told, heard) = watch::channel(());
        let driver = tokio::spawn(async move {
            while let Some(message) = poll_fn(|cx| connection.poll_message(cx)).await {
                match message {
                    // Noted before the answer that follows it is handed on.
                    Ok(AsyncMessage::Notice(notice)) if notice.severity() == "WARNING" => {
                        tracing::warn!(why = notice.message(), "the database warns");
                        seen.store(true, Ordering::Release);
                    }
                    Ok(AsyncMessage::Notification(_)) => drop(told.send(())),
                    Ok(_) => {}
                    Err(error) => {
                        tracing::debug!(error = %chain(&error), "direct connection ended");
                        break;
                    }
                }
            }
        });
        Self { client, prepared: Mutex::default(), warned, heard, driver }
    }

    /// Wakes on each notification; fails once the connection is gone.
    pub(crate) fn heard(&self) -> watch::Receiver<()> {
        self.heard.clone()
    }

    /// Forgets what was warned of before: a warning at the greeting says nothing of a commit.
    pub(crate) fn listen_anew(&self) {
        self.warned.store(false, Ordering::Release);
    }

    /// Whether the server warned of anything since: that it answered is then no proof that it kept
    /// what it was given.
    pub(crate) fn is_warned(&self) -> bool {
        self.warned.load(Ordering::Acquire)
    }

    /// Rows of a statement that is prepared once and kept: only a connection of its own can.
    pub(crate) async fn query(
        &self,
        sql: &'static str,
        params: &[(&(dyn ToSql + Sync), Type)],
    ) -> Result<Vec<Row>, Error> {
        let mut prepared = self.prepared.lock().await;
        if !prepared.contains_key(sql) {
            let types: Vec<Type> = params.iter().map(|(_, kind)| kind.clone()).collect();
            prepared.insert(sql, self.client.prepare_typed(sql, &types).await?);
        }
        let statement = prepared[sql].clone();
        drop(prepared);
        let values: Vec<&(dyn ToSql + Sync)> = params.iter().map(|(value, _)| *value).collect();
        self.client.query(&statement, &values).await
    }
}
