//! The address of every page in both languages, in one table. Pages are named here by what they
//! are; templates ask for `f.href("privacy")`, and the language switch finds its twin by name.

use crate::lang::Lang;

/// A page's name and its path in each language, without the leading language.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// What the page is.
    pub name: &'static str,
    /// Path after `/en`; parts in braces are filled in.
    pub en: &'static str,
    /// Path after `/fr`.
    pub fr: &'static str,
}

const fn at(name: &'static str, en: &'static str, fr: &'static str) -> Place {
    Place { name, en, fr }
}

/// Every page that travellers can reach.
pub const PLACES: &[Place] = &[
    at("start", "", ""),
    at("papers", "/papers/{country}", "/papiers/{country}"),
    at("doors", "/doors/{country}/{paper}", "/recours/{country}/{paper}"),
    at("sheet", "/first-day-sheet/{country}", "/fiche-premier-jour/{country}"),
    at("check", "/right-door", "/bon-recours"),
    at("about", "/whose-system", "/qui-sommes-nous"),
    at("privacy", "/privacy", "/confidentialite"),
    at("accessibility", "/accessibility", "/accessibilite"),
    at("cookies", "/cookies", "/temoins"),
    at("file", "/file", "/deposer"),
    at("resume", "/file/come-back", "/deposer/revenir"),
    at("resume-code", "/file/come-back/code", "/deposer/revenir/code"),
    at("file-who", "/file/who", "/deposer/qui"),
    at("file-helper", "/file/helper", "/deposer/aide"),
    at("file-address", "/file/e-mail", "/deposer/courriel"),
    at("file-prove", "/file/e-mail/code", "/deposer/courriel/code"),
    at("file-own-address", "/file/traveller-e-mail", "/deposer/courriel-voyageur"),
    at("file-own-prove", "/file/traveller-e-mail/code", "/deposer/courriel-voyageur/code"),
    at("file-reach", "/file/reach", "/deposer/joindre"),
    at("file-name", "/file/name", "/deposer/nom"),
    at("file-born", "/file/birth", "/deposer/naissance"),
    at("file-standing", "/file/citizenship", "/deposer/citoyennete"),
    at("file-purpose", "/file/purpose", "/deposer/but"),
    at("incident-where", "/file/event/{n}/where", "/deposer/evenement/{n}/lieu"),
    at("incident-when", "/file/event/{n}/when", "/deposer/evenement/{n}/jour"),
    at("incident-what", "/file/event/{n}/what", "/deposer/evenement/{n}/objet"),
    at("incident-told", "/file/event/{n}/told", "/deposer/evenement/{n}/avis"),
    at("incident-details", "/file/event/{n}/details", "/deposer/evenement/{n}/details"),
    at("incident-story", "/file/event/{n}/story", "/deposer/evenement/{n}/recit"),
    at("file-incidents", "/file/events", "/deposer/evenements"),
    at("file-documents", "/file/documents", "/deposer/documents"),
    at("file-documents-change", "/file/documents/change", "/deposer/documents/changer"),
    at("file-check", "/file/check", "/deposer/verifier"),
    at("file-done", "/file/done", "/deposer/fait"),
    at("track", "/track", "/suivre"),
    at("track-code", "/track/code", "/suivre/code"),
    at("case", "/case", "/dossier"),
    at("case-letter", "/case/letter/{n}", "/dossier/lettre/{n}"),
    at("case-step", "/case/do/{step}", "/dossier/faire/{step}"),
    at("case-documents", "/case/documents", "/dossier/documents"),
    at("case-leave", "/case/leave", "/dossier/quitter"),
    at("languages", "/languages", "/langues"),
];

impl Place {
    /// The page's path in a language, with its parts still in braces.
    pub fn pattern(&self, lang: Lang) -> String {
        let tail = match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        };
        format!("/{}{tail}", lang.code())
    }
}

/// The page of a name.
pub fn named(name: &str) -> Option<&'static Place> {
    PLACES.iter().find(|place| place.name == name)
}

/// The page whose path has this pattern in either language.
pub fn of_pattern(pattern: &str) -> Option<&'static Place> {
    PLACES.iter().find(|place| Lang::ALL.into_iter().any(|lang| place.pattern(lang) == pattern))
}

/// The address of a page, its parts filled in order; the start page for a name nobody has.
pub fn href(lang: Lang, name: &str, parts: &[&str]) -> String {
    let Some(place) = named(name) else {
        tracing::error!(name, "link to a page that is not there");
        return format!("/{}", lang.code());
    };
    let mut path = String::new();
    let mut parts = parts.iter();
    for piece in place.pattern(lang).split('/').skip(1) {
        path.push('/');
        if piece.starts_with('{') {
            path.push_str(parts.next().unwrap_or(&""));
        } else {
            path.push_str(piece);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_pages_share_a_name_or_an_address() {
        let mut seen = BTreeSet::new();
        for place in PLACES {
            assert!(seen.insert(place.name.to_owned()), "{}", place.name);
            for lang in Lang::ALL {
                assert!(seen.insert(place.pattern(lang)), "{}", place.pattern(lang));
            }
        }
    }

    #[test]
    fn fills_parts_in_order() {
        assert_eq!(href(Lang::Fr, "doors", &["us", "i-275"]), "/fr/recours/us/i-275");
        assert_eq!(href(Lang::En, "start", &[]), "/en");
    }
}
