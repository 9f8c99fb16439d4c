//! Pages that only say something: who runs this, privacy, accessibility, cookies, languages.

use askama::Template;

use crate::visit::{Frame, Reply, Visit};

macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident = $page:ident, $path:literal, $title:literal;)+) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        struct $page {
            f: Frame,
        }

        $(#[$doc])*
        pub async fn $name(visit: Visit) -> Reply {
            let f = visit.frame(visit.w.t($title));
            visit.show(&$page { f })
        }
    )+};
}

plain! {
    /// Whose system this is.
    about = About, "traveller/about.html", "about-title";
    /// What is kept about people, and for how long.
    privacy = Privacy, "traveller/privacy.html", "privacy-title";
    /// How well the pages work for everyone, and where to say that they do not.
    accessibility = Accessibility, "traveller/accessibility.html", "accessibility-title";
    /// The two cookies.
    cookies = Cookies, "traveller/cookies.html", "cookies-title";
    /// Which languages are offered, and which are not.
    languages = Languages, "traveller/languages.html", "languages-title";
}
