//! What the record costs, beside what the same server can do at best: run by `ops/bench`, which
//! builds it for speed and hands it a PostgreSQL of its own. Ours and the limits take turns, and
//! the median of the rounds counts.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement may fail where it stands"
)]

mod append;
mod choices;
mod limits;
mod report;
mod server;

use choices::Choices;
use report::Report;
use server::Server;

fn main() {
    let choices = Choices::of(std::env::args().skip(1));
    let runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = { runtime }.worker_threads(choices.threads).enable_all().build().unwrap();
    runtime.block_on(async {
        let server = Server::start().await;
        let mut report = Report::default();
        append::measure(&server, &choices, &mut report).await;
        server.stop().await;
        report.write(&choices.to);
    });
}
