//! What came on paper is taken down by staff: with every event that it tells of, and with the day on
//! which it reached the office, not the day on which somebody got round to it.

use actix_web::http::StatusCode;
use domain::case::Case;
use domain::recourse::Recourse;
use domain::{CaseReference, Jurisdiction};
use jiff::civil::date;

use crate::browser::{Browser, Page};
use crate::desk_of_one::Office;
use crate::staff::signed_in;
use crate::story::reference;

const FILE: &str = "/desk/file";
const PERSON: [(&str, &str); 9] = [
    ("channel", "paper"),
    ("language", "en"),
    ("name", "Ana Other"),
    ("born-day", "9"),
    ("born-month", "8"),
    ("born-year", "1975"),
    ("standing", "CA_CITIZEN"),
    ("purpose", "business_visitor"),
    ("narrative", "It is all in my letter."),
];
const EVENT: [(&str, &str); 8] = [
    ("place", "us-0901"),
    ("mode", "land"),
    ("on-day", "14"),
    ("on-month", "2"),
    ("on-year", "2026"),
    ("complaints", "REPEAT_SECONDARY"),
    ("paper", "NONE"),
    ("told_how", "IN_PERSON"),
];
const RECEIVED: [(&str, &str); 3] =
    [("received_on-day", "2"), ("received_on-month", "3"), ("received_on-year", "2026")];

/// Takes a letter down; answers the number of its case.
pub(crate) async fn filed(officer: &mut Browser<'_>, more: &[(&str, &str)]) -> String {
    let page = officer.get(FILE).await;
    let told = [&PERSON[..], &EVENT, &RECEIVED, more].concat();
    let page = officer.fill(&page, FILE, &told).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    reference(&page)
}

async fn case(office: &Office, number: &str) -> Case {
    let (register, number) = (&office.counter.register, number.parse::<CaseReference>());
    let (_, id) = register.find(&number.unwrap()).await.unwrap().unwrap();
    register.load(Jurisdiction::Us, id).await.unwrap().unwrap().case
}

/// Asks for room for another event; everything that was typed stays.
async fn another(officer: &mut Browser<'_>) -> Page {
    let page = officer.get(FILE).await;
    assert!(!page.has("name=\"place_2\""));
    let told = [&PERSON[..], &EVENT, &[("action", "add")]].concat();
    let page = officer.fill(&page, FILE, &told).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("name=\"place_2\"") && page.has("name=\"events\" value=\"2\""));
    let kept = ["value=\"Ana Other\"", "It is all in my letter.", "value=\"14\"", "Event 2"];
    for typed in kept {
        assert!(page.has(typed), "{typed}: {}", page.html);
    }
    page
}

pub(crate) async fn a_letter_tells_of_as_much_as_it_tells(office: &Office) {
    let mut officer = signed_in(office).await;
    let page = another(&mut officer).await;
    let second = [("events", "3"), ("place_3", "us-0901"), ("complaints_3", "OFFICER_CONDUCT")];
    let told = [&PERSON[..], &EVENT, &second].concat();
    let again = officer.fill(&page, FILE, &told).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    for wrong in ["href=\"#received_on-day\"", "href=\"#on_3-day\"", "href=\"#told_how_3\""] {
        assert!(again.has(wrong), "{wrong}: {}", again.html);
    }
    let rest = [
        ("mode_3", "land"),
        ("on_3-day", "20"),
        ("on_3-month", "2"),
        ("on_3-year", "2026"),
        ("paper_3", "NONE"),
        ("told_how_3", "IN_PERSON"),
        ("narrative_3", "It happened again."),
    ];
    let number = filed(&mut officer, &[&second[..], &rest].concat()).await;
    let case = case(office, &number).await;
    let days: Vec<_> = case.incidents.iter().map(|incident| incident.on).collect();
    assert_eq!(days, [date(2026, 2, 14), date(2026, 2, 20)], "the one left empty is not there");
    let Recourse::Inquiry(inquiry) = &case.recourses[0];
    assert_eq!(inquiry.spell().received, date(2026, 3, 2));
    scanned(office, &mut officer, &number).await;
}

/// A paper that was scanned later came when it came.
async fn scanned(office: &Office, officer: &mut Browser<'_>, number: &str) {
    let page = officer.get(&format!("/desk/cases/{number}?step=add-document&on=case")).await;
    let to = format!("/desk/cases/{number}/documents");
    let file = "%PDF-1.7 on paper %%EOF";
    let paper = [("item", "IDENTITY_DOCUMENT"), ("channel", "paper")];
    let ill = officer.upload_with(&page, &to, &paper, file).await;
    assert_eq!(ill.status, StatusCode::UNPROCESSABLE_ENTITY, "which day is for the office to say");
    let paper = [&paper[..], &RECEIVED].concat();
    let page = officer.upload_with(&ill, &to, &paper, file).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    let case = case(office, number).await;
    assert_eq!(case.documents.last().unwrap().on, date(2026, 3, 2));
}
