//! The pages of a filing, in order. A page is a few questions; which come next follows from what
//! was answered, and a page that was filled in is not shown again unless somebody goes back.

use super::begun::{Begun, mark};
use super::mailbox::Mailbox;
use super::questions::{self as ask, Question};
use crate::lang::Lang;
use crate::paths;

/// One page.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Its name in the table of paths.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static [Question],
    /// Whether it is about one incident.
    pub of_incident: bool,
    /// Whether it is shown at all.
    pub shown: fn(&Begun) -> bool,
}

const fn always(_: &Begun) -> bool {
    true
}

const fn page(name: &'static str, asks: &'static [Question]) -> Page {
    Page { name, asks, of_incident: false, shown: always }
}

const fn incident(name: &'static str, asks: &'static [Question]) -> Page {
    Page { of_incident: true, ..page(name, asks) }
}

/// The page that asks for the traveller's own mailbox. It follows the language of the traveller's
/// letters, in which the code is sent.
pub const OWN_ADDRESS: &str = "file-own-address";

/// Pages made of questions.
pub const PAGES: &[Page] = &[
    page("file-who", ask::WHO),
    Page { shown: Begun::is_helped, ..page("file-helper", ask::HELPER) },
    page("file-address", ask::ADDRESS),
    page("file-name", ask::NAME),
    page("file-born", ask::BORN),
    page("file-standing", ask::STANDING),
    page("file-reach", ask::REACH),
    Page { shown: Begun::is_represented, ..page(OWN_ADDRESS, ask::OWN_ADDRESS) },
    page("file-purpose", ask::PURPOSE),
    incident("incident-where", ask::PLACE),
    incident("incident-when", ask::WHEN),
    incident("incident-what", ask::WHAT),
    incident("incident-told", ask::TOLD),
    incident("incident-details", ask::DETAILS),
    incident("incident-story", ask::STORY),
];

/// The page of a name.
pub fn named(name: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.name == name)
}

/// A stop on the way: a page, and which incident it is about.
pub type Stop = (&'static str, Option<usize>);

/// Every stop of a filing, in order.
pub fn stops(begun: &Begun) -> Vec<Stop> {
    let shown = |page: &&Page| (page.shown)(begun);
    let mut stops = Vec::new();
    for page in PAGES.iter().filter(|p| !p.of_incident).filter(shown) {
        stops.push((page.name, None));
        stops.extend(Mailbox::asked_by(page.name).and_then(|mailbox| mailbox.stop(begun)));
    }
    for number in 0..begun.incidents.len() {
        let pages = PAGES.iter().filter(|page| page.of_incident);
        stops.extend(pages.map(|page| (page.name, Some(number))));
    }
    stops.extend([("file-incidents", None), ("file-documents", None)]);
    stops
}

/// The first stop that was not filled in; the check of all answers where every one was.
pub fn next(begun: &Begun) -> Stop {
    let open = |stop: &Stop| !begun.done.contains(&mark(stop.0, stop.1));
    stops(begun).into_iter().find(open).unwrap_or(("file-check", None))
}

/// The stop before another one; the start where there is none.
pub fn before(begun: &Begun, stop: Stop) -> Stop {
    let stops = stops(begun);
    let at = stops.iter().position(|s| *s == stop).unwrap_or(stops.len());
    let earlier = stops[..at].iter().rfind(|s| Mailbox::proved_by(s.0).is_none());
    earlier.copied().unwrap_or(("file", None))
}

/// The address of a stop. People count from one.
pub fn href(lang: Lang, stop: Stop) -> String {
    match stop.1 {
        Some(number) => paths::href(lang, stop.0, &[&(number + 1).to_string()]),
        None => paths::href(lang, stop.0, &[]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SubjectId;
    use uuid::Uuid;

    fn begun() -> Begun {
        Begun::new(Uuid::nil(), SubjectId(Uuid::nil()))
    }

    #[test]
    fn asks_for_a_helper_only_where_somebody_helps() {
        let mut begun = begun();
        assert!(!stops(&begun).contains(&("file-helper", None)));
        begun.answers.insert("filer".into(), "guardian".into());
        assert!(stops(&begun).contains(&("file-helper", None)));
    }

    #[test]
    fn goes_on_with_the_first_page_that_is_open_and_ends_at_the_check() {
        let mut begun = begun();
        assert_eq!(next(&begun), ("file-who", None));
        for (page, number) in stops(&begun) {
            begun.done.insert(mark(page, number));
        }
        assert_eq!(next(&begun), ("file-check", None));
        begun.incidents.push(super::super::begun::Answers::new());
        assert_eq!(next(&begun), ("incident-where", Some(1)));
    }

    #[test]
    fn an_address_that_changes_must_be_proved_again() {
        let mut begun = begun();
        begun.answers.insert("email".into(), "a@b.example".into());
        begun.proved = Some("a@b.example".into());
        assert!(!stops(&begun).contains(&("file-prove", None)));
        begun.answers.insert("email".into(), "c@d.example".into());
        assert!(stops(&begun).contains(&("file-prove", None)));
    }

    #[test]
    fn a_mailbox_of_the_travellers_own_is_proved_where_a_representative_names_one() {
        let asks = |begun: &Begun| stops(begun).contains(&("file-own-prove", None));
        let mut begun = begun();
        begun.answers.insert("email".into(), "help@b.example".into());
        begun.answers.insert("own_email".into(), "own@b.example".into());
        assert!(!asks(&begun), "nobody helps");
        begun.answers.insert("filer".into(), "guardian".into());
        assert!(!asks(&begun), "a child's letters go to the guardian");
        begun.answers.insert("filer".into(), "representative".into());
        assert!(asks(&begun));
        begun.prove(Mailbox::Traveller, "own@b.example");
        assert!(!asks(&begun));
        begun.answers.insert("own_email".into(), "Help@b.example".into());
        assert!(!asks(&begun), "one mailbox for both was proved already");
    }
}
