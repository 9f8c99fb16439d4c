//! How the program speaks: one line of JSON where asked, plain lines otherwise; answers on
//! standard output, everything else on standard error.

use std::io::Write as _;

/// Writes a line to standard output; a reader that went away is no failure of ours.
pub(crate) fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let written = writeln!(out, "{text}").and_then(|()| out.flush());
    if written.is_err() {
        tracing::debug!("nobody reads standard output");
    }
}

/// Writes an answer: as JSON, or as the text that `plain` makes.
pub(crate) fn answer(json: bool, value: &serde_json::Value, plain: impl FnOnce() -> String) {
    if json { line(&value.to_string()) } else { line(&plain()) }
}
