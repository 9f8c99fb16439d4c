//! The wording of the pages, in Fluent files under `locales`, and how dates and numbers are
//! written in each language. A test holds that both languages have the same keys and that every
//! key is used, so that a missing word is a failed build and not a page.

use std::fmt::Display;
use std::sync::LazyLock;

use domain::recourse::Mechanism;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::lang::Lang;

mod dates;
#[cfg(test)]
mod tests;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$((
            include_str!(concat!("../locales/en/", $name, ".ftl")),
            include_str!(concat!("../locales/fr/", $name, ".ftl")),
        )),+]
    };
}

/// Each file in English and in French.
const FILES: &[(&str, &str)] = files![
    "common",
    "start",
    "doors",
    "check",
    "about",
    "errors",
    "filing",
    "questions",
    "tracking",
    "desk",
    "api",
    "insight",
    "demo",
];

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Fr));

fn bundle(lang: Lang) -> Bundle {
    let tag = match lang {
        Lang::En => "en-CA",
        Lang::Fr => "fr-CA",
    };
    let tag: LanguageIdentifier = tag.parse().expect("a language tag");
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // Marks of direction would be copied with names and numbers: pages use <bdi> instead.
    bundle.set_use_isolating(false);
    for (en, fr) in FILES {
        let text = if lang == Lang::En { en } else { fr };
        let resource = match FluentResource::try_new((*text).to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                tracing::error!(?errors, lang = lang.code(), "wording file has errors");
                resource
            }
        };
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, lang = lang.code(), "wording has a key twice");
        }
    }
    let mechanisms = Mechanism::ALL.iter().flat_map(|mechanism| mechanism.labels());
    for (_, text) in letters::CASE_LABELS.iter().chain(mechanisms).filter(|l| l.0 == lang.code()) {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(r, _)| r);
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, lang = lang.code(), "a label is there twice");
        }
    }
    bundle
}

/// The words of one language: what templates write with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// The language.
    pub lang: Lang,
}

impl Words {
    /// The words of a language.
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The text of a key.
    pub fn t(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key with one value in it.
    pub fn t1(self, key: &str, name: &str, value: impl Display) -> String {
        self.with(key, &[(name, value.to_string())])
    }

    /// The text of a key with a part to fill in, such as `country-{c}`.
    pub fn of(self, pattern: &str, part: &str) -> String {
        let (head, rest) = pattern.split_once('{').unwrap_or((pattern, ""));
        let tail = rest.split_once('}').map_or("", |(_, tail)| tail);
        self.t(&format!("{head}{part}{tail}"))
    }

    /// The text of a key with two values in it.
    pub fn t2(self, key: &str, a: &str, av: impl Display, b: &str, bv: impl Display) -> String {
        self.with(key, &[(a, av.to_string()), (b, bv.to_string())])
    }

    /// The text of a key with any number of values in it. Only `count` is taken as a number and
    /// chooses plural forms: a name or a reference may look like one and must not lose its zeros.
    pub fn with(self, key: &str, values: &[(&str, String)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            match (*name, value.parse::<i64>()) {
                ("count", Ok(number)) => args.set(*name, number),
                _ => args.set(*name, value.as_str()),
            }
        }
        self.text(key, &args).unwrap_or_else(|| {
            tracing::error!(key, lang = self.lang.code(), "no wording for key");
            format!("[{key}]")
        })
    }

    /// Whether there is wording for a key.
    pub fn has(self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    fn text(self, key: &str, args: &FluentArgs) -> Option<String> {
        let bundle = self.bundle();
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        for error in errors {
            tracing::error!(key, %error, lang = self.lang.code(), "wording is not whole");
        }
        Some(text)
    }

    fn bundle(self) -> &'static Bundle {
        match self.lang {
            Lang::En => &ENGLISH,
            Lang::Fr => &FRENCH,
        }
    }

    /// Whichever of two texts is in this language.
    pub const fn pick<'a>(self, en: &'a str, fr: &'a str) -> &'a str {
        match self.lang {
            Lang::En => en,
            Lang::Fr => fr,
        }
    }
}
