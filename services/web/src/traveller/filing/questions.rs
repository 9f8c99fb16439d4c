//! What is asked on the pages of a filing, as a table: one line a question. Wording follows from
//! the key: `ask-<key>` is the question, `ask-<key>-hint` explains, `ask-<key>-missing` says what
//! to do when it was left out.

use domain::case::codes::Standing;
use domain::place::Mode;
use domain::purpose::Purpose;
use domain::recourse::inquiry::codes::{Complaint, Paper, ToldHow};
use jiff::civil::Date;

use crate::forms::{Choice, Field, Kind};
use crate::places;
use crate::posted::Posted;
use crate::steps::{TEXT, typed_date};
use crate::words::Words;

/// One question.
#[derive(Debug, Clone, Copy)]
pub struct Question {
    /// Key of the answer and of its wording.
    pub key: &'static str,
    /// How it is answered.
    pub kind: Kind,
    /// Whether it must be.
    pub needed: bool,
    /// What is offered.
    pub offers: Offers,
    /// What browsers may fill in.
    pub autocomplete: &'static str,
}

/// What a question offers to tick.
#[derive(Debug, Clone, Copy)]
pub enum Offers {
    /// Nothing.
    Nothing,
    /// Codes, with the pattern of their words.
    Codes(&'static str, &'static [&'static str]),
    /// The places, under their countries.
    Places,
}

const fn question(key: &'static str, kind: Kind) -> Question {
    Question { key, kind, needed: true, offers: Offers::Nothing, autocomplete: "off" }
}

const fn optional(key: &'static str, kind: Kind) -> Question {
    Question { needed: false, ..question(key, kind) }
}

const fn one(key: &'static str, list: &'static str, codes: &'static [&'static str]) -> Question {
    Question { offers: Offers::Codes(list, codes), ..question(key, Kind::Radios) }
}

const fn many(key: &'static str, list: &'static str, codes: &'static [&'static str]) -> Question {
    Question { offers: Offers::Codes(list, codes), ..question(key, Kind::Checks) }
}

const fn filled(question: Question, autocomplete: &'static str) -> Question {
    Question { autocomplete, ..question }
}

/// Who fills it in.
pub const WHO: &[Question] =
    &[one("filer", "filer-{code}", &["self", "guardian", "representative"])];
/// The one who helps.
pub const HELPER: &[Question] = &[
    filled(question("helper_name", Kind::Text), "name"),
    one("helper_language", "language-{code}", &["en", "fr"]),
];
/// The address of whoever fills it in.
pub const ADDRESS: &[Question] = &[filled(question("email", Kind::Email), "email")];
/// How else to reach the person.
pub const REACH: &[Question] = &[
    one("language", "language-{code}", &["en", "fr"]),
    filled(optional("phone", Kind::Phone), "tel"),
    filled(optional("address", Kind::Long), "street-address"),
    optional("second_way", Kind::Text),
];
/// The address of the traveller, where a representative files.
pub const OWN_ADDRESS: &[Question] = &[optional("own_email", Kind::Email)];
/// Names.
pub const NAME: &[Question] =
    &[filled(question("name", Kind::Text), "name"), optional("other_names", Kind::Text)];
/// Birth.
pub const BORN: &[Question] =
    &[question("born", Kind::Date), filled(question("birthplace", Kind::Text), "off")];
/// Who the person is in law.
pub const STANDING: &[Question] =
    &[one("standing", "standing-{code}", Standing::CODES), optional("citizenship", Kind::Text)];
/// Why the person was travelling.
pub const PURPOSE: &[Question] = &[one("purpose", "purpose-{code}", Purpose::CODES)];
/// Where it happened.
pub const PLACE: &[Question] = &[
    Question { offers: Offers::Places, ..question("place", Kind::Select) },
    one("mode", "mode-{code}", Mode::CODES),
];
/// When it happened.
pub const WHEN: &[Question] = &[
    question("on", Kind::Date),
    Question { needed: false, ..many("unsure", "unsure-{code}", &["yes"]) },
];
/// What is to be looked at.
pub const WHAT: &[Question] = &[many("complaints", "complaint-{code}", Complaint::CODES)];
/// How the person was told.
pub const TOLD: &[Question] = &[
    one("told_how", "told-how-{code}", ToldHow::CODES),
    optional("told_on", Kind::Date),
    one("paper", "paper-{code}", Paper::CODES),
];
/// What helps to find it.
pub const DETAILS: &[Question] = &[
    optional("carrier", Kind::Text),
    optional("flight", Kind::Text),
    optional("officers", Kind::Text),
];
/// The person's own account.
pub const STORY: &[Question] = &[question("narrative", Kind::Long)];

impl Question {
    /// The field, with what was answered.
    pub fn field(&self, w: Words, value: &str) -> Field {
        let mut field = Field::new(self.key, self.kind, w.t(&format!("ask-{}", self.key)));
        let hint = format!("ask-{}-hint", self.key);
        field.hint = w.has(&hint).then(|| w.t(&hint));
        field.choices = self.choices(w);
        field.parts = [w.t("date-day"), w.t("date-month"), w.t("date-year")];
        field.error_word = w.t("error-word");
        field.autocomplete = self.autocomplete;
        if self.kind == Kind::Long && self.key == "narrative" {
            field.readers = Some(w.t("readers"));
            field.limit = TEXT;
        }
        if !self.needed && !matches!(self.kind, Kind::Checks) {
            field.label = w.t1("ask-optional", "question", &field.label);
        }
        field.holding(value)
    }

    fn choices(&self, w: Words) -> Vec<Choice> {
        match self.offers {
            Offers::Nothing => Vec::new(),
            Offers::Codes(list, codes) => {
                let choice = |code: &&str| {
                    let choice = Choice::new(code, w.of(list, code));
                    let hint = format!("{}-hint", list.replace("{code}", code));
                    if w.has(&hint) { choice.explained(w.t(&hint)) } else { choice }
                };
                codes.iter().map(choice).collect()
            }
            Offers::Places => {
                let group = |place: &places::Listed| match place.country.as_str() {
                    "ca" => w.t("places-ca"),
                    "us" => w.t("places-us"),
                    _ => w.t("places-other"),
                };
                let choice = |place: &places::Listed| Choice {
                    group: Some(group(place)),
                    ..Choice::new(&place.key, place.name.get(w.lang).to_owned())
                };
                let mut choices: Vec<Choice> = places::all().iter().map(choice).collect();
                choices.sort_by(|a, b| (&a.group, &a.label).cmp(&(&b.group, &b.label)));
                choices
            }
        }
    }

    /// What was typed, as it is kept.
    pub fn typed(&self, posted: &Posted) -> String {
        match self.kind {
            Kind::Date => typed_date(posted, self.key).unwrap_or_default(),
            Kind::Checks => posted.all(self.key).join(","),
            Kind::Text
            | Kind::Email
            | Kind::Phone
            | Kind::Code
            | Kind::Long
            | Kind::Radios
            | Kind::Select
            | Kind::File
            | Kind::Password => posted.get(self.key).to_owned(),
        }
    }

    /// What is wrong with an answer.
    pub fn trouble(&self, w: Words, field: &Field, today: Date) -> Option<String> {
        if !field.is_answered() {
            return self.needed.then(|| w.t(&format!("ask-{}-missing", self.key)));
        }
        let value = field.value.as_str();
        match self.kind {
            Kind::Date => match read_date(value) {
                None => Some(w.t("trouble-not-a-date")),
                Some(date) if date > today.tomorrow().unwrap_or(today) => {
                    Some(w.t("trouble-in-future"))
                }
                Some(date) if date.year() < 1900 => Some(w.t("trouble-not-a-date")),
                Some(_) => None,
            },
            Kind::Email if !looks_like_mail(value) => Some(w.t("trouble-not-an-address")),
            Kind::Long if value.chars().count() > TEXT => {
                let most = w.number(i64::try_from(TEXT).unwrap_or(0));
                Some(w.t1("trouble-too-long", "most", most))
            }
            Kind::Text | Kind::Phone if value.chars().count() > 300 => {
                Some(w.t1("trouble-too-long", "most", w.number(300)))
            }
            Kind::Text
            | Kind::Email
            | Kind::Phone
            | Kind::Code
            | Kind::Long
            | Kind::Radios
            | Kind::Checks
            | Kind::Select
            | Kind::File
            | Kind::Password => None,
        }
    }
}

/// A date as kept.
pub fn read_date(value: &str) -> Option<Date> {
    value.parse().ok().filter(|_| value.len() == 10)
}

/// No shape is imposed beyond what a mail system needs.
pub fn looks_like_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}
