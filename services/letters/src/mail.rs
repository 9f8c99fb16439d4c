//! Mails. A mail says that there is a letter and by when something is needed, and nothing of the
//! case: not what it is about, not its number. Who reads a mailbox may not be the person, and the
//! number is the second thing, beside the mailed code, that opens the letter.

use domain::purpose::Language;
use jiff::civil::Date;
use serde::Serialize;

use crate::dates;
use crate::error::LetterError;
use crate::facts::{Due, LetterFacts};
use crate::labels::Labels;
use crate::markup;
use crate::profile::{Operator, Profile};
use crate::render::{Form, Pen, Rendered, escape, value};
use crate::wording::{self, Template};

/// What a mailed code opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodePurpose {
    /// Shows that an address is the person's own.
    ProveAddress,
    /// Shows that an address is the traveller's, who passes it on to a representative.
    ProveTraveller,
    /// Goes on with a filing on another device.
    Resume,
    /// Signs in to follow a request.
    Track,
}

impl CodePurpose {
    /// Every purpose.
    pub const ALL: [Self; 4] =
        [Self::ProveAddress, Self::ProveTraveller, Self::Resume, Self::Track];

    /// Stored code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ProveAddress => "prove-address",
            Self::ProveTraveller => "prove-traveller",
            Self::Resume => "resume",
            Self::Track => "track",
        }
    }

    /// The purpose of a stored code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.code() == code)
    }
}

#[derive(Serialize)]
struct NoticeFacts<'a> {
    subject: &'a str,
    answer_by: Option<&'a Due>,
    synthetic: bool,
    operator: Operator<'a>,
}

/// The mail that says that there is a letter; its version is the letter's, which is what is read.
pub fn mail(letter: &str, facts: &LetterFacts, profile: &Profile) -> Result<Rendered, LetterError> {
    let lang = facts.lang;
    let source = wording::letter(letter, lang)?;
    let template = Template::of(source);
    let subject =
        Pen::new(letter, lang, profile)?.line(template.subject, &facts.context(letter, profile))?;
    let facts = NoticeFacts {
        subject: &subject,
        answer_by: facts.answer_by(letter),
        synthetic: facts.synthetic(),
        operator: profile.operator(lang),
    };
    let version = wording::version(source, lang)?;
    Ok(Rendered { version, ..whole("mail", lang, profile, facts)? })
}

#[derive(Serialize)]
struct CodeFacts<'a> {
    code: &'a str,
    purpose: &'static str,
    minutes: u32,
    synthetic: bool,
    operator: Operator<'a>,
}

/// The mail that brings a one-time code.
pub fn code(
    code: &str,
    purpose: CodePurpose,
    minutes: u32,
    (lang, synthetic): (Language, bool),
    profile: &Profile,
) -> Result<Rendered, LetterError> {
    let operator = profile.operator(lang);
    let facts = CodeFacts { code, purpose: purpose.code(), minutes, synthetic, operator };
    whole("code", lang, profile, facts)
}

#[derive(Serialize)]
struct Count {
    label: String,
    count: i64,
}

#[derive(Serialize)]
struct DigestFacts<'a> {
    day: String,
    counts: Vec<Count>,
    synthetic: bool,
    operator: Operator<'a>,
}

/// The supervisors' daily mail: counts by label key (`digest-open` and the like), no case.
pub fn digest(
    day: Date,
    counts: &[(String, i64)],
    (lang, synthetic): (Language, bool),
    profile: &Profile,
) -> Result<Rendered, LetterError> {
    let count = |(key, count): &(String, i64)| Count {
        label: Labels(lang).of("digest", key),
        count: *count,
    };
    let facts = DigestFacts {
        day: dates::day(day, lang),
        counts: counts.iter().map(count).collect(),
        synthetic,
        operator: profile.operator(lang),
    };
    whole("digest", lang, profile, facts)
}

fn whole(
    name: &str,
    lang: Language,
    profile: &Profile,
    facts: impl Serialize,
) -> Result<Rendered, LetterError> {
    let source = wording::own(name, lang)?;
    let template = Template::of(source);
    let pen = Pen::new(name, lang, profile)?;
    let context = value(facts);
    let subject = pen.line(template.subject, &context)?;
    let text = markup::text(&pen.fill(template.body, &context, Form::Text)?);
    let inner = markup::html(&pen.fill(template.body, &context, Form::Html)?, pen.site());
    let (title, code) = (escape(&subject), lang.code());
    let html = format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head><meta charset=\"utf-8\">\
         <title>{title}</title></head>\n<body>\n{inner}</body>\n</html>\n"
    );
    Ok(Rendered { subject, text, html, version: wording::version(source, lang)? })
}
