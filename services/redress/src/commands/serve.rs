//! `redress serve`: pages, API and workers against the database of the settings, on the system's
//! clock. Any number of such processes may run beside each other.

use std::sync::Arc;

use crate::cli::Role;
use crate::config::Config;
use crate::house::{self, House};
use crate::say;

/// Runs until told to stop.
pub(crate) async fn run(config: &Config, role: Role) -> anyhow::Result<()> {
    let listener = match role {
        Role::Web | Role::All => Some(house::listen(&config.bind, "REDRESS_BIND")?),
        Role::Work => None,
    };
    let metrics = Some(house::listen(&config.metrics_bind, "REDRESS_METRICS_BIND")?);
    let archive = super::archive(config).await?.without_the_erased().await?;
    let url = match (&config.public_url, &listener) {
        (Some(url), _) => url.trim_end_matches('/').to_owned(),
        (None, Some(listener)) => house::public_url(config, listener)?,
        (None, None) => anyhow::bail!("name the address in letters: set REDRESS_PUBLIC_URL"),
    };
    let workshop = match role {
        Role::Work | Role::All => Some(Arc::new(
            crate::rooms::workshop(&archive, config, &url, crate::rooms::Mail::Smtp).await?,
        )),
        Role::Web => None,
    };
    let house = House {
        archive,
        workshop,
        demo: None,
        url: url.clone(),
        listener,
        metrics,
        synthetic: false,
    };
    house.run(config, || say::line(&format!("Redress serves {url}"))).await
}
