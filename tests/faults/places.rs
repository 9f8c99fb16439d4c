//! The places at which the program may die, by what has to go on for it to get there.

/// While people and programs are at work.
pub(super) const AT_WORK: &[&str] = &[
    // Appending.
    "batch-taken",
    "append-begun",
    "append-written",
    "append-committed",
    "batch-answered",
    // Keys of people, and files.
    "keys-drawn",
    "keys-stored",
    "document-written",
    "document-moved",
    "document-kept",
    // Following.
    "checkpoint-moved",
    "projection-applied",
    "reaction-done",
    "page-committed",
    // Letters.
    "outbox-claimed",
    "mail-written",
    "mail-taken",
    "mail-noted",
    "mail-recorded",
    "mail-settled",
    // A visitor: a draft, a code, its mail.
    "session-begun",
    "draft-begun",
    "draft-saved",
    "code-issued",
    "code-mail-asked",
    "code-mail-claimed",
    "code-mail-taken",
];

/// While tables are built anew.
pub(super) const REBUILDING: &[&str] =
    &["rebuild-begun", "rebuild-caught-up", "rebuild-switching", "rebuild-switched"];

/// While the clock moves on.
pub(super) const BY_CLOCK: &[&str] = &["timers-claimed", "timer-fired", "timer-done"];
