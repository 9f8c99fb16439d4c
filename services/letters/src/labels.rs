//! The labels of codes, steps and events, from the Fluent files beside the law that uses them.
//! Marks of direction stay out: they would be copied with names into mail and print.

use std::sync::LazyLock;

use domain::purpose::Language;
use domain::recourse::Mechanism;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// Labels of a case as a whole and of what every mechanism shares, as Fluent text by language.
pub const CASE_LABELS: &[(&str, &str)] = &[
    ("en", include_str!("../../domain/src/case/labels.en.ftl")),
    ("fr", include_str!("../../domain/src/case/labels.fr.ftl")),
];

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::En));
static FRENCH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Fr));

fn bundle(lang: Language) -> Bundle {
    let tag: LanguageIdentifier = format!("{}-CA", lang.code()).parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    let mechanisms = Mechanism::ALL.iter().flat_map(|mechanism| mechanism.labels());
    for (code, text) in CASE_LABELS.iter().chain(mechanisms) {
        if *code != lang.code() {
            continue;
        }
        let resource = FluentResource::try_new((*text).to_owned());
        let resource = resource.unwrap_or_else(|(resource, errors)| {
            tracing::error!(?errors, lang = lang.code(), "label file has errors");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, lang = lang.code(), "label is there twice");
        }
    }
    bundle
}

/// The labels in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels(pub Language);

impl Labels {
    /// The label of a key, if there is one.
    pub fn find(self, key: &str) -> Option<String> {
        let bundle = match self.0 {
            Language::En => &*ENGLISH,
            Language::Fr => &*FRENCH,
        };
        let pattern = bundle.get_message(key)?.value()?;
        let (args, mut errors) = (FluentArgs::new(), Vec::new());
        let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
        Some(text.into_owned())
    }

    /// The label of a code in a list, such as `item` and `IDENTITY_DOCUMENT`. A code without a
    /// label is shown as it is and logged: a letter is late, not lost.
    pub fn of(self, list: &str, code: &str) -> String {
        let key = format!("{list}-{code}");
        self.find(&key).unwrap_or_else(|| {
            tracing::error!(key, lang = self.0.code(), "no label for key");
            code.to_owned()
        })
    }

    /// The label of a step's field: its own, else the shared one.
    pub fn field(self, step: &str, key: &str) -> Option<String> {
        let own = self.find(&format!("field-{step}-{key}"));
        own.or_else(|| self.find(&format!("field-{key}")))
    }

    /// The label of an event by its stored name, as officers or as the traveller's side read it.
    pub fn event(self, name: &str, officer: bool) -> Option<String> {
        let key = format!("event-{}", name.replace('.', "-"));
        let own = officer.then(|| self.find(&format!("{key}-officer"))).flatten();
        own.or_else(|| self.find(&key))
    }
}
