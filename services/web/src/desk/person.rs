//! Name and address written anew, for the traveller or for whoever acts for the traveller. A
//! change is told to both addresses by the letters that follow it.

use actix_web::{HttpResponse, web};
use domain::SubjectId;
use domain::matter::Person;

use super::act;
use super::case::Asked;
use super::facts::Facts;
use super::open::OpenCase;
use crate::error::WebError;
use crate::forms::{Choice, Field, Kind};
use crate::posted::Posted;
use crate::staff::{NotIn, SignedIn};
use crate::steps::{self, Sealer};
use crate::words::Words;

/// The parts of a person, and how each is asked.
pub const PARTS: [(&str, Kind); 9] = [
    ("name", Kind::Text),
    ("other-names", Kind::Text),
    ("born", Kind::Date),
    ("birthplace", Kind::Text),
    ("citizenship", Kind::Text),
    ("email", Kind::Email),
    ("phone", Kind::Phone),
    ("address", Kind::Long),
    ("second-way", Kind::Text),
];

/// The form.
pub struct PersonForm {
    /// What is asked.
    pub fields: Vec<Field>,
}

/// The fields of a person, filled in with what is known or was typed.
pub fn fields(w: Words, known: impl Fn(&str) -> String) -> Vec<Field> {
    let one = |(key, kind): (&'static str, Kind)| {
        let mut field = Field::new(key, kind, w.of("desk-fact-{key}", key));
        if kind == Kind::Date {
            field.parts = ["day", "month", "year"].map(|part| w.of("date-{part}", part));
        }
        field.error_word = w.t("error-word");
        field.holding(&known(key))
    };
    PARTS.into_iter().map(one).collect()
}

/// A part of a person by its key.
fn part<'a>(person: &'a Person, key: &str) -> &'a str {
    match key {
        "name" => &person.name,
        "other-names" => &person.other_names,
        "born" => &person.born,
        "birthplace" => &person.birthplace,
        "citizenship" => &person.citizenship,
        "email" => &person.email,
        "phone" => &person.phone,
        "address" => &person.address,
        _ => &person.second_way,
    }
}

/// A person as typed.
pub fn typed(posted: &Posted) -> Person {
    let get = |key: &str| posted.get(key).to_owned();
    Person {
        name: get("name"),
        other_names: get("other-names"),
        born: steps::typed_date(posted, "born").unwrap_or_default(),
        birthplace: get("birthplace"),
        citizenship: get("citizenship"),
        email: get("email"),
        phone: get("phone"),
        address: get("address"),
        second_way: get("second-way"),
    }
}

impl Facts<'_> {
    /// The form of the traveller's name and address.
    pub fn person_form(&self) -> PersonForm {
        let person = self.opened.person(self.case.person).cloned().unwrap_or_default();
        let mut fields = fields(self.w, |key| part(&person, key).to_owned());
        if let Some(helper) = &self.case.representative {
            let role = |code| self.w.of("role-{role}", code);
            let whose = vec![
                Choice::new(&self.case.traveller.to_string(), role("traveller")),
                Choice::new(&helper.subject.to_string(), role("representative")),
            ];
            let traveller = self.case.traveller.to_string();
            let whose = Field::radios("subject", self.w.t("desk-whose"), whose).holding(&traveller);
            fields.insert(0, whose);
        }
        PersonForm { fields }
    }
}

/// Writes name and address anew.
pub async fn change(
    me: SignedIn,
    path: web::Path<String>,
    query: web::Query<Asked>,
    posted: Posted,
) -> Result<HttpResponse, NotIn> {
    let open = OpenCase::find(&me, &path).await?;
    let case = open.case();
    let subject = match posted.get("subject") {
        "" => case.traveller,
        id => SubjectId(id.parse().map_err(|_| WebError::StaleForm)?),
    };
    let asked = Asked { step: "change-person".to_owned(), ..query.into_inner() };
    let person = typed(&posted);
    let digest = act::digest(&[
        b"person",
        subject.0.as_bytes(),
        &serde_json::to_vec(&person).unwrap_or_default(),
    ]);
    let sealer = Sealer::new(me.visit.counter.ids.as_ref(), subject, None);
    let order = steps::person(subject, person, sealer).ok_or(WebError::StaleForm)?;
    let result = act::submit(&me, &open, &posted, order, (None, digest)).await?;
    Ok(act::answer(&me, &open, &asked, &posted, result).await?)
}
