//! Is a traveller redress inquiry the right door? Four questions; the answers are read once to
//! write the page and kept nowhere.

use askama::Template;

use crate::forms::{Choice, Field};
use crate::posted::Posted;
use crate::visit::{Frame, Reply, Visit};

#[derive(Template)]
#[template(path = "traveller/check.html")]
struct Ask {
    f: Frame,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "traveller/check_answer.html")]
struct Answer {
    f: Frame,
    verdict: &'static str,
    notes: Vec<&'static str>,
    country: &'static str,
}

/// The questions and their answers.
const QUESTIONS: [(&str, &[&str]); 4] = [
    ("country", &["us", "ca", "unsure"]),
    (
        "trouble",
        &["checks", "record", "refused", "boarding", "trusted", "conduct", "bags", "service"],
    ),
    ("want", &["correct", "enter", "reasons", "apology"]),
    ("court", &["yes", "no", "unsure"]),
];

fn fields(visit: &Visit, posted: &Posted) -> Vec<Field> {
    let field = |(key, answers): (&'static str, &[&str])| {
        let choices = answers
            .iter()
            .map(|answer| Choice::new(answer, visit.w.t(&format!("check-{key}-{answer}"))))
            .collect();
        Field::radios(key, visit.w.t(&format!("check-{key}")), choices).holding(posted.get(key))
    };
    QUESTIONS.into_iter().map(field).collect()
}

/// Asks.
pub async fn ask(visit: Visit) -> Reply {
    let f = visit.frame(visit.w.t("check-title"));
    visit.show(&Ask { f, fields: fields(&visit, &Posted::default()) })
}

/// Answers, or asks again for what was left out.
pub async fn answer(visit: Visit, posted: Posted) -> Reply {
    let mut fields = fields(&visit, &posted);
    for field in &mut fields {
        if !field.is_answered() {
            field.error = Some(visit.w.t("check-missing"));
        }
    }
    if fields.iter().any(|f| f.error.is_some()) {
        let f = visit.frame(visit.w.t("check-title")).as_failed();
        return visit.show_again(&Ask { f, fields });
    }
    let f = visit.frame(visit.w.t("check-answer-title"));
    let get = |key| posted.get(key).to_owned();
    let (verdict, notes) = judge(&get("country"), &get("trouble"), &get("want"), &get("court"));
    let country = match posted.get("country") {
        "us" => "us",
        "ca" => "ca",
        _ => "unsure",
    };
    visit.show(&Answer { f, verdict, notes, country })
}

/// Which door, and what else to know. It names facts, never odds.
fn judge(
    country: &str,
    trouble: &str,
    want: &str,
    court: &str,
) -> (&'static str, Vec<&'static str>) {
    let verdict = match (trouble, country) {
        ("bags" | "service", _) => "out",
        (_, "ca") => "canada",
        ("conduct", _) => "conduct",
        ("trusted", _) => "trusted",
        ("refused", _) => "maybe",
        _ => "yes",
    };
    let mut notes = Vec::new();
    if country == "unsure" {
        notes.push("unsure");
    }
    if want == "enter" && verdict != "out" {
        notes.push("enter");
    }
    if want == "reasons" && verdict != "out" {
        notes.push("reasons");
    }
    if want == "apology" && verdict != "conduct" {
        notes.push("conduct");
    }
    if court != "no" {
        notes.push("clock");
    }
    (verdict, notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bags_and_service_are_out_whoever_the_officers_were() {
        for country in QUESTIONS[0].1 {
            for trouble in ["bags", "service"] {
                assert_eq!(judge(country, trouble, "correct", "no"), ("out", extra(country)));
            }
        }
    }

    fn extra(country: &str) -> Vec<&'static str> {
        if country == "unsure" { vec!["unsure"] } else { vec![] }
    }

    #[test]
    fn another_clock_is_always_named_unless_there_is_surely_none() {
        assert_eq!(judge("us", "checks", "correct", "no"), ("yes", vec![]));
        assert_eq!(judge("us", "checks", "correct", "unsure"), ("yes", vec!["clock"]));
        assert_eq!(judge("us", "refused", "enter", "yes"), ("maybe", vec!["enter", "clock"]));
    }
}
