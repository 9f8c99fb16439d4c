//! The case that goes on when another is closed as its duplicate. Whether it is there, is of the
//! same record, goes on itself and is the same person's can only be seen here, beside both files.

use domain::case::{Case, Command};
use domain::matter::{Content, Person};
use domain::recourse::definition::Step;
use domain::recourse::inquiry::{self, Terminal};
use domain::recourse::{self, Recourse};
use domain::{CaseReference, Moment};
use store::{Register, StoreError};

/// What stands in the way of a case that was named as the one that goes on.
#[derive(Clone, PartialEq, Eq)]
pub struct Not {
    /// What is wrong with its number.
    pub what: &'static str,
    /// Both persons, this case's first, where it is they who differ.
    pub persons: Option<Box<[Person; 2]>>,
}

/// Looks at the case that an order names as the one that goes on; other orders name none. Where
/// the step is not open, or not to this actor, nothing is looked at: the record says so itself, or
/// gives back the receipt of the first time.
pub async fn check(
    register: &Register,
    case: &Case,
    step: &Step,
    command: &Command,
    moment: &Moment,
) -> Result<Result<(), Not>, StoreError> {
    let Command::Recourse { id, step: recourse::Command::Inquiry(ordered) } = command else {
        return Ok(Ok(()));
    };
    let inquiry::Command::MarkDuplicate { lead, compared } = ordered else {
        return Ok(Ok(()));
    };
    let is_theirs = step.who.iter().any(|role| moment.by.is(*role));
    let is_open = case.recourse(*id).is_some_and(|r| step.from.contains(&r.stage()));
    // A number that is none, or this case's own, is the law's to see.
    let named = lead.parse().ok().filter(|lead| *lead != case.reference);
    match named.filter(|_| is_theirs && is_open) {
        Some(lead) => look(register, case, &lead, *compared, moment).await,
        None => Ok(Ok(())),
    }
}

async fn look(
    register: &Register,
    case: &Case,
    lead: &CaseReference,
    compared: bool,
    moment: &Moment,
) -> Result<Result<(), Not>, StoreError> {
    let not = |what, persons| Ok(Err(Not { what, persons }));
    let found = register.find(lead).await?;
    let Some((shard, id)) = found.filter(|(shard, _)| *shard == case.jurisdiction) else {
        return not("no-such-case", None);
    };
    let Some(other) = register.load(shard, id).await? else {
        return not("no-such-case", None);
    };
    if other.case.recourses.iter().all(is_duplicate) {
        return not("lead-is-duplicate", None);
    }
    let held = register.matter(shard, &[case.person, other.case.person]).await?;
    let person = |id| match held.get(&id) {
        Some(Content::Person(person)) => person.clone(),
        Some(Content::Text { .. } | Content::File(_) | Content::Details { .. }) | None => {
            Person::default()
        }
    };
    let persons = [person(case.person), person(other.case.person)];
    let is_same = same(&persons[0], &persons[1]);
    if is_same {
        return Ok(Ok(()));
    }
    // The log of reads keeps that both were shown, and that somebody said to have compared them.
    let what = if compared { "compared" } else { "compare" };
    register.record_access(shard, id, &moment.by, what, moment.at).await?;
    if compared { Ok(Ok(())) } else { not("another-person", Some(Box::new(persons))) }
}

fn is_duplicate(recourse: &Recourse) -> bool {
    let Recourse::Inquiry(inquiry) = recourse;
    inquiry.terminal() == Some(Terminal::Duplicate)
}

/// Whether name and birth date say that two are one. What is not known, or was erased, says
/// nothing.
fn same(one: &Person, other: &Person) -> bool {
    let name = |person: &Person| {
        let words = person.name.split_whitespace().map(str::to_lowercase);
        words.collect::<Vec<_>>().join(" ")
    };
    let is_known = !one.name.trim().is_empty() && !one.born.is_empty();
    is_known && name(one) == name(other) && one.born == other.born
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, born: &str) -> Person {
        Person { name: name.to_owned(), born: born.to_owned(), ..Person::default() }
    }

    #[test]
    fn one_person_is_told_by_name_and_birth_date_together() {
        let zoe = person("Zoë  Nguyễn", "1980-02-03");
        assert!(same(&zoe, &person("zoë nguyễn", "1980-02-03")), "spaces and case say nothing");
        for other in [("Zoë Nguyễn", "1980-03-02"), ("Zoé Nguyễn", "1980-02-03"), ("", "")] {
            assert!(!same(&zoe, &person(other.0, other.1)), "{other:?}");
        }
        assert!(!same(&person("Zoë", ""), &person("Zoë", "")), "two unknown days are not one");
        assert!(!same(&person("", "1980-02-03"), &person("", "1980-02-03")));
    }
}
