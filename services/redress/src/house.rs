//! A running installation: pages, API, workers and metrics in one process, until it is told to
//! stop. What was accepted is finished: the pages drain, then the worker's round, then the end.

use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use tokio::sync::watch;
use web::{Counter, SystemChance};

use crate::config::Config;
use crate::post::Letterbox;
use crate::wiring::{Archive, Workshop};
use crate::worker::{cry, hear, work};

/// What runs.
pub(crate) struct House {
    pub(crate) archive: Archive,
    /// Works where this process does.
    pub(crate) workshop: Option<Arc<Workshop>>,
    /// Only in a demonstration.
    pub(crate) demo: Option<web::demo::Demo>,
    pub(crate) url: String,
    /// Answers where this process does.
    pub(crate) listener: Option<TcpListener>,
    pub(crate) metrics: Option<TcpListener>,
    pub(crate) synthetic: bool,
}

/// Takes an address, or says plainly that it is taken and which setting names another.
pub(crate) fn listen(address: &str, setting: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).map_err(|error| {
        if error.kind() == std::io::ErrorKind::AddrInUse {
            return anyhow::anyhow!(
                "listen on {address}: another program has it; stop that one, or name another address with {setting}"
            );
        }
        anyhow::Error::new(error).context(format!("listen on {address}"))
    })
}

/// The address under which people reach this process.
pub(crate) fn public_url(config: &Config, listener: &TcpListener) -> anyhow::Result<String> {
    match &config.public_url {
        Some(url) => Ok(url.trim_end_matches('/').to_owned()),
        None => Ok(format!("http://{}", listener.local_addr()?)),
    }
}

/// A progress bar on a terminal; silent elsewhere.
pub(crate) fn progress(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0).with_message(what);
    let style = ProgressStyle::with_template("{msg} {wide_bar} {percent}% {eta}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

impl House {
    /// Runs until told to stop; `ready` is called once everything listens.
    pub(crate) async fn run(self, config: &Config, ready: impl FnOnce()) -> anyhow::Result<()> {
        let (stop, stopped) = watch::channel(false);
        let worker = self.workshop.clone().map(|shop| tokio::spawn(work(shop, stopped.clone())));
        let register = &self.archive.register;
        tokio::spawn(cry(register.clone(), stopped.clone()));
        if worker.is_some() {
            tokio::spawn(hear(register.clone(), stopped.clone()));
        }
        let counter = self.counter(config)?;
        if let Some(metrics) = self.metrics {
            let register = self.archive.register.clone();
            let time = self.archive.time.clone();
            let serving = web::metrics::serve(register, time, metrics)?;
            tokio::spawn(async move {
                if let Err(error) = serving.await {
                    tracing::error!(%error, "metrics are not served");
                }
            });
        }
        if let Some(listener) = self.listener {
            let mut serving = pin!(web::serve(counter, self.demo, listener));
            // The first turn takes the signals: whoever reads "ready" may stop it at once.
            let first = futures_util::poll!(&mut serving);
            ready();
            let ended = if let Poll::Ready(ended) = first { ended } else { serving.await };
            ended.context("serve")?;
        } else {
            ready();
            tokio::signal::ctrl_c().await.context("wait for the end")?;
        }
        let _told = stop.send(true);
        if let Some(worker) = worker {
            let ended = tokio::time::timeout(Duration::from_secs(30), worker).await;
            ended.context("finish the last round of work in time")??;
        }
        Ok(())
    }

    fn counter(&self, config: &Config) -> anyhow::Result<Counter> {
        let archive = &self.archive;
        Ok(Counter {
            register: archive.register.clone(),
            documents: archive.documents.clone(),
            post: Arc::new(Letterbox::new(archive, self.synthetic)),
            time: archive.time.clone(),
            ids: archive.ids.clone(),
            chance: Arc::new(SystemChance),
            profile: crate::operator::of(config)?,
            public_url: self.url.clone(),
            trusted_proxy: config.trusted_proxy,
            synthetic: self.synthetic,
            secret: archive.register.keys().digest("form tokens", b""),
            staff: web::Room::default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_address_is_told_with_the_setting_that_names_it() {
        let taken = listen("127.0.0.1:0", "REDRESS_BIND").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let told = listen(&address, "REDRESS_METRICS_BIND").unwrap_err().to_string();
        assert!(told.contains(&address) && told.contains("REDRESS_METRICS_BIND"), "{told}");
    }
}
