//! Filling in a template: strict about facts that are not there, bounded in what it may cost,
//! escaped for HTML.

use domain::case::{Case, Entry, Event, evolve};
use domain::purpose::Language;
use jiff::tz::TimeZone;
use minijinja::value::{Serde, Value};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, escape_formatter,
};
use serde::Serialize;

use crate::error::LetterError;
use crate::facts::{LetterFacts, Occasion};
use crate::markup;
use crate::profile::Profile;
use crate::wording::{self, Template};

/// Work that one rendering may do; a decision with twenty points takes about a fiftieth of it.
const FUEL: u64 = 200_000;

/// A letter, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line; says nothing of borders or of the case.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML: an `<article>` for a letter, a whole document for a mail.
    pub html: String,
    /// Digest of the wording that made it.
    pub version: String,
}

/// A letter from its facts, in the language of its facts.
pub fn render(
    letter: &str,
    facts: &LetterFacts,
    profile: &Profile,
) -> Result<Rendered, LetterError> {
    let source = wording::letter(letter, facts.lang)?;
    let template = Template::of(source);
    let pen = Pen::new(letter, facts.lang, profile)?;
    let context = facts.context(letter, profile);
    let subject = pen.line(template.subject, &context)?;
    let frame = wording::own("letter", facts.lang)?;
    let filled = |form| -> Result<String, LetterError> {
        let body = pen.fill(template.body, &context, form)?;
        let body = Value::from_safe_string(body);
        pen.fill(frame, &minijinja::context! { body, ..context.clone() }, form)
    };
    let inner = markup::html(&filled(Form::Html)?, pen.site());
    let title = escape(&subject);
    let (lang, kind) = (facts.lang.code(), escape(letter));
    Ok(Rendered {
        text: format!("{subject}\n\n{}", markup::text(&filled(Form::Text)?)),
        html: format!(
            "<article class=\"letter letter-{kind}\" lang=\"{lang}\">\n<h1>{title}</h1>\n{inner}</article>\n"
        ),
        subject,
        version: wording::version(source, facts.lang)?,
    })
}

/// A letter in both languages as it would read if `events` happened now: for an officer who
/// drafts. The drafted reasons are looked up in the occasion's matter like any others.
pub fn preview(
    letter: &str,
    occasion: &Occasion<'_>,
    events: &[Event],
    profile: &Profile,
) -> Result<(Rendered, Rendered), LetterError> {
    let (case, last) = imagined(occasion, events);
    let in_language = |lang| {
        let occasion = Occasion { case: &case, entry: &last, lang, ..*occasion };
        render(letter, &LetterFacts::of(&occasion)?, profile)
    };
    Ok((in_language(Language::En)?, in_language(Language::Fr)?))
}

fn imagined(occasion: &Occasion<'_>, events: &[Event]) -> (Case, Entry) {
    let mut case = occasion.case.clone();
    let mut last = occasion.entry.clone();
    for event in events {
        last = Entry { version: last.version + 1, event: event.clone(), ..last };
        let zone: &TimeZone = occasion.zone;
        if let Some(next) = evolve(Some(case.clone()), &last, zone) {
            case = next;
        }
    }
    (case, last)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Html,
}

impl Form {
    /// Name of the template; whether facts are escaped follows from it.
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "body.txt",
            Self::Html => "body.html",
        }
    }

    /// The form of a template by its name. Only a name that says text goes unescaped.
    fn of(name: &str) -> Self {
        match name.rsplit_once('.') {
            Some((_, "txt")) => Self::Text,
            Some(_) | None => Self::Html,
        }
    }

    /// Name of a part of a letter in this form: a part is escaped as the letter around it.
    fn part(self, part: &str) -> String {
        match self {
            Self::Text => format!("{part}.txt"),
            Self::Html => format!("{part}.html"),
        }
    }
}

/// The template engine, set up for one letter.
pub(crate) struct Pen<'a> {
    environment: Environment<'static>,
    letter: &'a str,
    lang: Language,
    site: &'a str,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(
        letter: &'a str,
        lang: Language,
        profile: &'a Profile,
    ) -> Result<Self, LetterError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_debug(false);
        let mut syntax = minijinja::syntax::SyntaxConfig::builder();
        let syntax = syntax.trim_blocks(true).lstrip_blocks(true).build();
        let own = |source| template_error(letter, source);
        environment.set_syntax(syntax.map_err(own)?);
        environment.set_auto_escape_callback(|name| match Form::of(name) {
            Form::Text => AutoEscape::None,
            Form::Html => AutoEscape::Html,
        });
        environment.set_path_join_callback(|part, letter| Form::of(letter).part(part).into());
        environment.set_formatter(|out, state, value| {
            if value.is_none() {
                let why = "the wording asks for a fact that this case does not have";
                return Err(Error::new(ErrorKind::UndefinedError, why));
            }
            let Some(text) = value.as_str().filter(|_| !value.is_safe()) else {
                return escape_formatter(out, state, value);
            };
            let text = markup::clean(text);
            let written = if *state.auto_escape() == AutoEscape::Html {
                out.write_str(&escape(&text))
            } else {
                out.write_str(&text)
            };
            written.map_err(Error::from)
        });
        environment.add_filter("bdi", isolate);
        for part in wording::PARTS {
            let source = markup::mark(wording::own(part, lang)?, lang);
            for form in [Form::Text, Form::Html] {
                environment.add_template_owned(form.part(part), source.clone()).map_err(own)?;
            }
        }
        Ok(Self { environment, letter, lang, site: profile.site.trim_end_matches('/') })
    }

    pub(crate) const fn site(&self) -> &str {
        self.site
    }

    /// One line of plain text.
    pub(crate) fn line(&self, source: &str, context: &Value) -> Result<String, LetterError> {
        let filled = self.render("subject.txt", source, context)?.replace(markup::BREAK, " ");
        Ok(filled.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    }

    /// A body, its marks still in it.
    pub(crate) fn fill(
        &self,
        source: &str,
        context: &Value,
        form: Form,
    ) -> Result<String, LetterError> {
        self.render(form.name(), &markup::mark(source, self.lang), context)
    }

    fn render(&self, name: &str, source: &str, context: &Value) -> Result<String, LetterError> {
        let filled = self.environment.render_named_str(name, source, context);
        filled.map_err(|source| template_error(self.letter, source))
    }
}

/// A name may run the other way than the sentence around it.
fn isolate(state: &State, name: &str) -> Value {
    if *state.auto_escape() == AutoEscape::Html {
        Value::from_safe_string(format!("<bdi>{}</bdi>", escape(&markup::clean(name))))
    } else {
        Value::from(name)
    }
}

fn template_error(letter: &str, source: Error) -> LetterError {
    LetterError::Template { letter: letter.to_owned(), source }
}

/// A template context from anything that can be stored.
pub(crate) fn value(facts: impl Serialize) -> Value {
    Value::from(Serde(facts))
}

/// Text as HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#x27;"),
            other => out.push(other),
        }
    }
    out
}
