//! The fields of a form: what is asked, what was typed, what is wrong with it. A field knows how
//! to write itself as markup; a form is a list of fields.

use std::borrow::Cow;

use askama::Template;

/// One thing to tick.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What explains it.
    pub hint: Option<String>,
    /// Heading under which it stands in a long list.
    pub group: Option<String>,
    /// Whether it is ticked.
    pub chosen: bool,
}

impl Choice {
    /// A choice that is not ticked.
    pub fn new(value: &str, label: String) -> Self {
        Self { value: value.to_owned(), label, hint: None, group: None, chosen: false }
    }

    /// With an explanation.
    #[must_use]
    pub fn explained(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Text,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Digits of a mailed code.
    Code,
    /// A password.
    Password,
    /// Many lines.
    Long,
    /// A day, a month and a year.
    Date,
    /// One of a few.
    Radios,
    /// Any of a few.
    Checks,
    /// One of many.
    Select,
    /// One or more files.
    File,
}

/// One field.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    /// Name in the form.
    pub key: Cow<'static, str>,
    /// What kind.
    pub kind: Kind,
    /// What is asked.
    pub label: String,
    /// What explains it.
    pub hint: Option<String>,
    /// Who will read the answer; said before free text.
    pub readers: Option<String>,
    /// What was typed.
    pub value: String,
    /// What can be ticked.
    pub choices: Vec<Choice>,
    /// Names of day, month and year.
    pub parts: [String; 3],
    /// What is wrong.
    pub error: Option<String>,
    /// Whether the label is the page's heading.
    pub heading: bool,
    /// What browsers may fill in.
    pub autocomplete: &'static str,
    /// Most characters of a long text.
    pub limit: usize,
    /// Word that stands before an error for those who hear the page.
    pub error_word: String,
}

impl Field {
    /// A field of a kind.
    pub fn new(key: impl Into<Cow<'static, str>>, kind: Kind, label: String) -> Self {
        Self {
            key: key.into(),
            kind,
            label,
            hint: None,
            readers: None,
            value: String::new(),
            choices: Vec::new(),
            parts: Default::default(),
            error: None,
            heading: false,
            autocomplete: "off",
            limit: 0,
            error_word: String::new(),
        }
    }

    /// One of a few.
    pub fn radios(key: impl Into<Cow<'static, str>>, label: String, choices: Vec<Choice>) -> Self {
        Self { choices, ..Self::new(key, Kind::Radios, label) }
    }

    /// With what was typed or ticked; several ticks are parted by commas.
    #[must_use]
    pub fn holding(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        for choice in &mut self.choices {
            choice.chosen = match self.kind {
                Kind::Checks => value.split(',').any(|v| v == choice.value),
                Kind::Radios | Kind::Select => value == choice.value,
                Kind::Text
                | Kind::Email
                | Kind::Phone
                | Kind::Code
                | Kind::Password
                | Kind::Long
                | Kind::Date
                | Kind::File => false,
            };
        }
        self
    }

    /// With an explanation.
    #[must_use]
    pub fn explained(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Whether there is an answer that the field offers.
    pub fn is_answered(&self) -> bool {
        match self.kind {
            Kind::Radios | Kind::Checks | Kind::Select => self.choices.iter().any(|c| c.chosen),
            Kind::Date => self.value.chars().any(|c| c.is_ascii_digit()),
            Kind::Text
            | Kind::Email
            | Kind::Phone
            | Kind::Code
            | Kind::Password
            | Kind::Long
            | Kind::File => !self.value.is_empty(),
        }
    }

    /// What was answered, as people read it: choices by their words.
    pub fn spoken(&self) -> String {
        let chosen: Vec<&str> =
            self.choices.iter().filter(|c| c.chosen).map(|c| c.label.as_str()).collect();
        if chosen.is_empty() { self.value.clone() } else { chosen.join("; ") }
    }

    /// Day, month and year as typed, from `YYYY-MM-DD` whose pieces may be anything.
    pub fn date_parts(&self) -> [&str; 3] {
        let mut pieces = self.value.splitn(3, '-');
        let (year, month, day) = (pieces.next(), pieces.next(), pieces.next());
        [day.unwrap_or(""), month.unwrap_or(""), year.unwrap_or("")]
    }

    /// Id of the first thing that can hold the focus.
    pub fn first_id(&self) -> String {
        match self.kind {
            Kind::Date => format!("{}-day", self.key),
            Kind::Radios | Kind::Checks => format!("{}-0", self.key),
            Kind::Text
            | Kind::Email
            | Kind::Phone
            | Kind::Code
            | Kind::Password
            | Kind::Long
            | Kind::Select
            | Kind::File => self.key.clone().into_owned(),
        }
    }

    /// Ids of what describes it, for `aria-describedby`.
    pub fn described(&self) -> String {
        let parts = [
            self.readers.as_ref().map(|_| format!("{}-readers", self.key)),
            self.hint.as_ref().map(|_| format!("{}-hint", self.key)),
            self.error.as_ref().map(|_| format!("{}-error", self.key)),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Whether it is answered in a group of several inputs.
    pub const fn is_group(&self) -> bool {
        matches!(self.kind, Kind::Date | Kind::Radios | Kind::Checks)
    }

    /// The choices under their headings, in order.
    pub fn groups(&self) -> Vec<(&str, Vec<&Choice>)> {
        let mut groups: Vec<(&str, Vec<&Choice>)> = Vec::new();
        for choice in &self.choices {
            let heading = choice.group.as_deref().unwrap_or("");
            match groups.last_mut() {
                Some((last, members)) if *last == heading => members.push(choice),
                _ => groups.push((heading, vec![choice])),
            }
        }
        groups
    }
}
