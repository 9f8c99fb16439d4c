//! The wording: a letter's template and the facts of a case become subject, text and HTML, in
//! English or French.
//!
//! Two things come of one letter. The *letter* is read on the site and printed for post; the
//! *mail* only says that there is one, because the mailbox is not the person. What a letter may
//! say is chosen where its facts are gathered ([`LetterFacts`]), never in a template: no fact
//! here comes from a security list, and a letter that may neither confirm nor deny is given none
//! of the findings at all.

mod dates;
mod error;
mod facts;
mod labels;
mod mail;
mod markup;
mod profile;
mod render;
mod wording;

pub use dates::{day, instant};
pub use error::LetterError;
pub use facts::{Due, LetterFacts, Occasion, matter_needed};
pub use labels::{CASE_LABELS, Labels};
pub use mail::{CodePurpose, code, digest, mail};
pub use profile::Profile;
pub use render::{Rendered, preview, render};
