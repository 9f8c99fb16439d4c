//! Why a letter could not be written.

/// A letter could not be written; the message fits after "failed to".
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// No such wording.
    #[error("find the wording of {letter} in {lang}")]
    NoWording {
        /// Letter code.
        letter: String,
        /// Language code.
        lang: &'static str,
    },
    /// The wording asks for a fact that this case does not have, or is not a template.
    #[error("write {letter}")]
    Template {
        /// Letter code.
        letter: String,
        /// What the template engine said.
        source: minijinja::Error,
    },
    /// The case lacks the recourse or the person that the letter is about.
    #[error("find {what} for the letter")]
    Missing {
        /// What was looked for.
        what: &'static str,
    },
}
