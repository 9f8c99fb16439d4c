//! A filing as programs send it and as staff type it for somebody: plain answers in, the command
//! that opens a case out, with names and free text sealed. Every bad answer is pointed at.

use std::collections::BTreeMap;

use domain::case::codes::{Authority, Standing};
use domain::case::{Command, Contest, Incident, Opening, Representative};
use domain::ids::{Ids, PartId};
use domain::matter::{Content, Person};
use domain::place::{Mode, Place};
use domain::purpose::{Channel, Language, Purpose};
use domain::recourse::Mechanism;
use domain::recourse::inquiry::codes::{Complaint, Paper, ToldHow};
use domain::{CaseId, Jurisdiction, RecourseId, SubjectId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Order, Sealer, TEXT, Trouble};
use crate::places;

/// A request for redress, as filed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// By which mechanism.
    #[serde(default = "inquiry")]
    pub mechanism: String,
    /// Language of the traveller's letters.
    pub language: String,
    /// Why the person was travelling.
    pub purpose: String,
    /// Who the person is in law.
    pub standing: String,
    /// Under 18 today.
    #[serde(default)]
    pub minor: bool,
    /// Letters go by post.
    #[serde(default)]
    pub by_post: bool,
    /// Reference of another case of the household.
    #[serde(default)]
    pub household: Option<String>,
    /// Day on which it reached the sender, where that was earlier (`YYYY-MM-DD`).
    #[serde(default)]
    pub received_on: Option<String>,
    /// Who asks.
    pub traveller: Who,
    /// Who acts for the traveller.
    #[serde(default)]
    pub representative: Option<Helper>,
    /// What happened, one or more.
    pub incidents: Vec<What>,
}

fn inquiry() -> String {
    Mechanism::Inquiry.code().to_owned()
}

/// A person. Names are kept as the person writes them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Who {
    /// Full name.
    pub name: String,
    /// Other names used.
    pub other_names: String,
    /// Date of birth, `YYYY-MM-DD`.
    pub born: String,
    /// Place of birth.
    pub birthplace: String,
    /// Citizenships.
    pub citizenship: String,
    /// Mail address.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Postal address.
    pub address: String,
    /// Another way to reach the person.
    pub second_way: String,
}

/// Somebody who acts for the traveller.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Helper {
    /// The person.
    pub person: Who,
    /// By what right.
    pub authority: String,
    /// Language of their letters.
    pub language: String,
}

/// Something that happened at the border.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct What {
    /// Key of the place, such as `us-0901`; `unknown` where the person cannot say.
    pub place: String,
    /// How the person was crossing.
    pub mode: String,
    /// When (`YYYY-MM-DD`); the earlier day where the person is unsure.
    pub on: String,
    /// The person is unsure of the day.
    #[serde(default)]
    pub unsure: bool,
    /// Flight, carrier, officers' names, by name of the answer.
    #[serde(default)]
    pub details: BTreeMap<String, String>,
    /// The person's own account.
    #[serde(default)]
    pub narrative: String,
    /// What the person asks to have looked at, one or more.
    pub contests: Vec<Contested>,
}

/// A contested decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contested {
    /// What is complained of.
    pub complaint: String,
    /// The paper handed over.
    pub paper: String,
    /// How the person was told.
    pub told_how: String,
    /// When the person was told (`YYYY-MM-DD`).
    #[serde(default)]
    pub told_on: Option<String>,
}

/// The codes that each text of a filing may have, for the published description.
pub const CODES: &[(&str, &str, &[&str])] = &[
    ("Filing", "language", Language::CODES),
    ("Filing", "purpose", Purpose::CODES),
    ("Filing", "standing", Standing::CODES),
    ("Helper", "authority", Authority::CODES),
    ("Helper", "language", Language::CODES),
    ("What", "mode", Mode::CODES),
    ("Contested", "complaint", Complaint::CODES),
    ("Contested", "paper", Paper::CODES),
    ("Contested", "told_how", ToldHow::CODES),
];

/// Where a filing comes from.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Whose record.
    pub jurisdiction: Jurisdiction,
    /// By which channel.
    pub channel: Channel,
    /// Made up for a demonstration.
    pub synthetic: bool,
}

/// A case to be opened.
#[derive(Debug)]
pub struct Opened {
    /// Its id.
    pub case: CaseId,
    /// The order that opens it.
    pub order: Order,
}

/// Reads a filing into the command that opens its case.
pub fn open(filing: &Filing, source: Source, ids: &dyn Ids) -> Result<Opened, Vec<Trouble>> {
    open_for(filing, source, SubjectId(ids.next()), ids)
}

/// The same for a traveller under whose key files were sealed already.
pub fn open_for(
    filing: &Filing,
    source: Source,
    traveller: SubjectId,
    ids: &dyn Ids,
) -> Result<Opened, Vec<Trouble>> {
    let lang = Some(filing.language.as_str()).filter(|l| Language::parse(l).is_some());
    let mut reader = Reader { sealer: Sealer::new(ids, traveller, lang), troubles: Vec::new() };
    let opening = reader.opening(filing, source, traveller);
    let Reader { sealer, troubles } = reader;
    let Some(opening) = opening.filter(|_| troubles.is_empty()) else {
        return Err(troubles);
    };
    let order = Order { command: Command::Open(Box::new(opening)), matter: sealer.into_matter() };
    Ok(Opened { case: CaseId(ids.next()), order })
}

struct Reader<'a> {
    sealer: Sealer<'a>,
    troubles: Vec<Trouble>,
}

impl Reader<'_> {
    fn trouble(&mut self, at: impl Into<String>, what: &'static str) {
        self.troubles.push(Trouble::new(at, what));
    }

    /// A code, or a trouble and nothing.
    fn code<T>(&mut self, at: &str, text: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
        let value = parse(text);
        if value.is_none() {
            self.trouble(at, if text.is_empty() { "missing" } else { "unknown-code" });
        }
        value
    }

    fn date(&mut self, at: &str, text: &str) -> Option<Date> {
        let date = text.parse().ok().filter(|_| text.len() == 10);
        if date.is_none() {
            self.trouble(at, if text.is_empty() { "missing" } else { "not-a-date" });
        }
        date
    }

    fn may_date(&mut self, at: &str, text: Option<&str>) -> Option<Date> {
        self.date(at, text.filter(|t| !t.is_empty())?)
    }

    fn opening(&mut self, filing: &Filing, from: Source, traveller: SubjectId) -> Option<Opening> {
        let mechanism = |code: &str| Mechanism::ALL.iter().copied().find(|m| m.code() == code);
        let mechanism = self.code("mechanism", &filing.mechanism, mechanism);
        let language = self.code("language", &filing.language, Language::parse);
        let purpose = self.code("purpose", &filing.purpose, Purpose::parse);
        let standing = self.code("standing", &filing.standing, Standing::parse);
        let person = self.person("traveller", &filing.traveller);
        let person = self.sealer.seal(traveller, Content::Person(person));
        let representative = filing.representative.as_ref().map(|helper| self.helper(helper));
        if filing.incidents.is_empty() {
            self.trouble("incidents", "missing");
        }
        let incidents: Vec<Option<Incident>> = (0..)
            .zip(&filing.incidents)
            .map(|(place, what): (usize, _)| self.incident(&format!("incidents/{place}"), what))
            .collect();
        let received_on = self.may_date("received_on", filing.received_on.as_deref());
        Some(Opening {
            jurisdiction: from.jurisdiction,
            traveller,
            person,
            language: language?,
            channel: from.channel,
            purpose: purpose?,
            standing: standing?,
            minor: filing.minor,
            representative: representative.flatten(),
            household: filing.household.clone().filter(|h| !h.is_empty()),
            by_post: filing.by_post,
            synthetic: from.synthetic,
            received_on,
            incidents: incidents.into_iter().flatten().collect(),
            documents: Vec::new(),
            recourse: RecourseId(self.sealer.ids.next()),
            mechanism: mechanism?,
        })
    }

    fn person(&mut self, at: &str, who: &Who) -> Person {
        if who.name.trim().is_empty() {
            self.trouble(format!("{at}/name"), "missing");
        }
        if !who.born.is_empty() {
            self.date(&format!("{at}/born"), &who.born);
        }
        if !who.email.is_empty() && !looks_like_mail(&who.email) {
            self.trouble(format!("{at}/email"), "not-an-address");
        }
        Person::from(who)
    }

    fn helper(&mut self, helper: &Helper) -> Option<Representative> {
        let subject = SubjectId(self.sealer.ids.next());
        let person = self.person("representative/person", &helper.person);
        let person = self.sealer.seal(subject, Content::Person(person));
        let authority = self.code("representative/authority", &helper.authority, Authority::parse);
        let language = self.code("representative/language", &helper.language, Language::parse);
        Some(Representative { subject, person, authority: authority?, language: language? })
    }

    fn incident(&mut self, at: &str, what: &What) -> Option<Incident> {
        let mode = self.code(&format!("{at}/mode"), &what.mode, Mode::parse);
        if !places::is_known(&what.place) {
            let trouble = if what.place.is_empty() { "missing" } else { "unknown-code" };
            self.trouble(format!("{at}/place"), trouble);
        }
        let on = self.date(&format!("{at}/on"), &what.on);
        if what.narrative.chars().count() > TEXT {
            self.trouble(format!("{at}/narrative"), "too-long");
        }
        if what.contests.is_empty() {
            self.trouble(format!("{at}/contests"), "missing");
        }
        let contests: Vec<Option<Contest>> = (0..)
            .zip(&what.contests)
            .map(|(n, one): (usize, _)| self.contest(&format!("{at}/contests/{n}"), one))
            .collect();
        let subject = self.sealer.subject;
        let fields: BTreeMap<String, String> = what
            .details
            .iter()
            .filter(|d| !d.1.is_empty())
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect();
        let details =
            (!fields.is_empty()).then(|| self.sealer.seal(subject, Content::Details { fields }));
        let narrative = (!what.narrative.is_empty()).then(|| self.sealer.text(&what.narrative));
        Some(Incident {
            incident: PartId(self.sealer.ids.next()),
            place: Place { key: what.place.clone(), mode: mode? },
            on: on?,
            unsure: what.unsure,
            details,
            narrative,
            contests: contests.into_iter().flatten().collect(),
        })
    }

    fn contest(&mut self, at: &str, one: &Contested) -> Option<Contest> {
        let complaint = self.code(&format!("{at}/complaint"), &one.complaint, Complaint::parse);
        let paper = self.code(&format!("{at}/paper"), &one.paper, Paper::parse);
        let told_how = self.code(&format!("{at}/told_how"), &one.told_how, ToldHow::parse);
        let told_on = self.may_date(&format!("{at}/told_on"), one.told_on.as_deref());
        Some(Contest {
            decision: PartId(self.sealer.ids.next()),
            complaint: complaint?,
            paper: paper?,
            told_how: told_how?,
            told_on,
        })
    }
}

/// No shape is imposed beyond what a mail system needs.
fn looks_like_mail(text: &str) -> bool {
    let mut parts = text.splitn(2, '@');
    let (local, host) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    !local.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
}

impl From<&Who> for Person {
    fn from(who: &Who) -> Self {
        use unicode_normalization::UnicodeNormalization as _;
        let tidy = |text: &str| text.trim().nfc().collect::<String>();
        Self {
            name: tidy(&who.name),
            other_names: tidy(&who.other_names),
            born: tidy(&who.born),
            birthplace: tidy(&who.birthplace),
            citizenship: tidy(&who.citizenship),
            email: tidy(&who.email),
            phone: tidy(&who.phone),
            address: tidy(&who.address),
            second_way: tidy(&who.second_way),
        }
    }
}
