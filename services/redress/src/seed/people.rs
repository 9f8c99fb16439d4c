//! People who do not exist, and how to reach them. Names are put together from the committed
//! lists; mail goes to reserved example domains and telephones to 555-01xx.

use domain::case::codes::Standing;
use domain::matter::Person;
use domain::purpose::Language;
use jiff::civil::Date;

use super::chance::{Chance, after};
use super::lists::{Group, Lists};
use super::mail;
use super::outline::{Broken, Outline};
use super::span::Span;

/// The traveller of a matter.
pub(crate) fn traveller(seed: u64, lists: &Lists, span: &Span, outline: &Outline) -> Person {
    let mut chance = Chance::of(seed, "person", u64::from(outline.person));
    let french = outline.language == Language::Fr;
    let group = group(lists, outline.standing, french, &mut chance);
    let kin = outline.kin.map(|kin| Chance::of(seed, "family", u64::from(kin)));
    let mut family = kin.unwrap_or_else(|| Chance::of(seed, "family", u64::from(outline.person)));
    let (name, original) = name(group, &mut chance, &mut family);
    let (address, area) = address(lists, &mut family);
    let born = born(span, outline.minor, &mut chance);
    let citizenship = citizenship(group, outline.standing, &mut chance);
    let email = email(&name, outline.person, &mut chance);
    Person {
        birthplace: lists.towns.towns[chance.index(lists.towns.towns.len())].clone(),
        citizenship,
        phone: phone(area, &mut chance),
        second_way: phone(area, &mut chance),
        other_names: original,
        born: born.to_string(),
        email: outline.broken.map_or(email.clone(), |b: Broken| mail::until(&email, b.from)),
        name,
        address,
    }
}

/// The same traveller with a mailbox that works.
pub(crate) fn mended(person: &Person) -> Person {
    let plain = person.email.split_once('+').map(|(local, _)| local);
    let email = plain.map(|local| format!("{local}.new@example.net"));
    Person { email: email.unwrap_or_else(|| person.email.clone()), ..person.clone() }
}

/// Somebody who acts for travellers.
pub(crate) fn agent(seed: u64, lists: &Lists, number: u32, language: Language) -> Person {
    let mut chance = Chance::of(seed, "person", u64::from(number));
    let mut family = Chance::of(seed, "family", u64::from(number));
    let french = language == Language::Fr;
    let group = group(lists, Standing::CaCitizen, french, &mut chance);
    let (name, _) = name(group, &mut chance, &mut family);
    let (address, area) = address(lists, &mut family);
    Person {
        email: email(&name, number, &mut chance),
        phone: phone(area, &mut chance),
        name,
        address,
        ..Person::default()
    }
}

fn group<'a>(lists: &'a Lists, standing: Standing, french: bool, chance: &mut Chance) -> &'a Group {
    let often = french && chance.percent(70.0);
    let weight = |group: &Group| {
        let factor = if often && group.origin == "french" { 1000.0 } else { 1.0 };
        if group.standings.contains(&standing) { factor * group.weight } else { 0.0 }
    };
    &lists.names[chance.weighted(lists.names.iter().map(weight))]
}

fn name(group: &Group, chance: &mut Chance, family: &mut Chance) -> (String, String) {
    let original = if group.original.is_empty() || !chance.percent(50.0) {
        String::new()
    } else {
        chance.one(&group.original).clone()
    };
    let whole = group.given.is_empty() || (!group.whole.is_empty() && chance.percent(20.0));
    if whole {
        return (chance.one(&group.whole).clone(), original);
    }
    let first = chance.one(&group.given).clone();
    // Some have two given names, some a middle initial, most have neither.
    let middle = match chance.whole(0, 10) {
        0 => format!(" {}", chance.one(&group.given)),
        1 => format!(" {}.", first.chars().next().unwrap_or('A')),
        _ => String::new(),
    };
    (format!("{first}{middle} {}", family.one(&group.family)), original)
}

fn address(lists: &Lists, family: &mut Chance) -> (String, u64) {
    let number = family.whole(1, 400);
    let street = family.one(&lists.towns.streets).clone();
    let town = family.one(&lists.towns.towns).clone();
    (format!("{number} {street}, {town}"), 200 + number)
}

fn phone(area: u64, chance: &mut Chance) -> String {
    format!("+1 {area} 555 0{}", 100 + chance.whole(0, 100))
}

/// Never with today's day and month: the demonstration wishes nobody a happy birthday.
fn born(span: &Span, minor: bool, chance: &mut Chance) -> Date {
    let (from, to) = if minor { (365 * 3, 365 * 15) } else { (365 * 20, 365 * 82) };
    let days = i64::try_from(chance.whole(from, to)).unwrap_or(0);
    let born = after(span.from, -days);
    let today = (born.month(), born.day()) == (span.to.month(), span.to.day());
    after(born, i64::from(today))
}

fn citizenship(group: &Group, standing: Standing, chance: &mut Chance) -> String {
    let other = group.citizenship.iter().find(|c| *c != "Canada" && *c != "United States");
    match standing {
        Standing::CaCitizen => "Canada".to_owned(),
        Standing::UsCitizen => "United States".to_owned(),
        Standing::UsResident | Standing::CaResident | Standing::Other => {
            let any = chance.one(&group.citizenship);
            other.unwrap_or(any).clone()
        }
    }
}

/// Letters of the name that mail addresses take, and a number so that none is shared.
fn email(name: &str, number: u32, chance: &mut Chance) -> String {
    let plain: String = name.chars().filter_map(ascii).collect();
    let domain = if chance.percent(60.0) { "example.org" } else { "example.net" };
    format!("{}.{number}@{domain}", plain.trim_matches('.'))
}

fn ascii(letter: char) -> Option<char> {
    match letter {
        ' ' | '-' => Some('.'),
        letter if letter.is_ascii_alphanumeric() => Some(letter.to_ascii_lowercase()),
        'é' | 'è' | 'ê' | 'ë' | 'É' => Some('e'),
        'á' | 'à' | 'â' | 'ä' | 'å' | 'ã' => Some('a'),
        'ö' | 'ó' | 'ô' | 'ø' | 'õ' | 'Ö' | 'Ó' => Some('o'),
        'ü' | 'ú' | 'ù' | 'û' => Some('u'),
        'í' | 'î' | 'ï' | 'İ' | 'ı' => Some('i'),
        'ñ' => Some('n'),
        'ç' | 'Ç' | 'č' | 'ć' => Some('c'),
        _ => None,
    }
}
