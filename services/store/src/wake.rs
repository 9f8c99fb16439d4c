//! Wake-ups: hints that there is something to read, within a process and between processes. A hint
//! may be lost, come late or come twice; whoever is woken reads the record, and polls without it.

use tokio::sync::watch;

use crate::database::Direct;
use crate::error::{Doing as _, StoreError};
use crate::register::Register;
use crate::sql::sql;

/// What a process tells itself.
#[derive(Debug)]
pub(crate) struct Bell {
    /// This process appended.
    own: watch::Sender<()>,
    /// Any process did, as far as is known.
    any: watch::Sender<()>,
    /// A follower of this process moved.
    moved: watch::Sender<()>,
}

impl Default for Bell {
    fn default() -> Self {
        let sender = || watch::Sender::new(());
        Self { own: sender(), any: sender(), moved: sender() }
    }
}

impl Bell {
    /// Something was appended here; it is committed.
    pub(crate) fn appended(&self) {
        self.own.send_replace(());
        self.any.send_replace(());
    }

    /// A follower moved here.
    pub(crate) fn moved(&self) {
        self.moved.send_replace(());
    }
}

impl Register {
    /// Wakes on every append of this process.
    pub fn own_appends(&self) -> watch::Receiver<()> {
        self.0.bell.own.subscribe()
    }

    /// Wakes on appends of any process that is heard of.
    pub fn appends(&self) -> watch::Receiver<()> {
        self.0.bell.any.subscribe()
    }

    pub(crate) fn moves(&self) -> watch::Receiver<()> {
        self.0.bell.moved.subscribe()
    }
}

/// Tells other processes that something was appended: on a connection of its own and after the
/// commit, because the server lets commits that notify wait for each other.
#[derive(Default)]
pub struct Crier(Option<Direct>);

impl std::fmt::Debug for Crier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Crier")
    }
}

impl Crier {
    /// Tells once; however much was appended, it is one word.
    pub async fn tick(&mut self, register: &Register) -> Result<(), StoreError> {
        let direct = match self.0.take().filter(|direct| !direct.client.is_closed()) {
            Some(direct) => direct,
            None => register.database().direct().await?,
        };
        direct.client.batch_execute(sql!("notify")).await.doing("wake other processes")?;
        self.0 = Some(direct);
        Ok(())
    }
}

/// Hears what other processes tell.
pub struct Ear {
    register: Register,
    direct: Direct,
    heard: watch::Receiver<()>,
}

impl std::fmt::Debug for Ear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ear")
    }
}

impl Ear {
    /// Listens, and only then has the record looked at once: what was told before is not missed.
    pub async fn open(register: &Register) -> Result<Self, StoreError> {
        let direct = register.database().direct().await?;
        let heard = direct.heard();
        direct.client.batch_execute(sql!("listen")).await.doing("listen to other processes")?;
        register.0.bell.any.send_replace(());
        Ok(Self { register: register.clone(), direct, heard })
    }

    /// Waits for the next word and wakes this process; false once the connection is gone, which
    /// leaves polling.
    pub async fn tick(&mut self) -> bool {
        let heard = self.heard.changed().await.is_ok() && !self.direct.client.is_closed();
        if heard {
            self.register.0.bell.any.send_replace(());
        }
        heard
    }
}
