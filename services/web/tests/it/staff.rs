//! The doors of the staff from outside: they tell nothing of who has an account, lead nowhere else,
//! and no page of a case is shown without a line in the log of reads.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::test::TestRequest;
use domain::matter::{Content, Matter, Person};
use domain::office::Event;
use domain::{Actor, CaseReference, Jurisdiction, MatterId, Moment, Role, StaffId, SubjectId};
use store::accounts::{self, NewAccount};
use uuid::Uuid;
use web::staff::session::{self, Kept};

use crate::browser::Browser;
use crate::desk_of_one::Office;

const US: Jurisdiction = Jurisdiction::Us;
pub(crate) const STAFF: StaffId =
    StaffId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001));

pub(crate) async fn an_address_without_an_account_waits_as_one_with(office: &Office) {
    let counter = &office.counter;
    let hash = web::hash_password("right", &[7; 16]).unwrap();
    let new = NewAccount {
        staff: STAFF,
        email: "officer@office.example",
        password_hash: &hash,
        totp_secret: b"12345678901234567890",
    };
    accounts::create(&counter.register, US, new, counter.time.now()).await.unwrap();
    let mut answers = Vec::new();
    for (host, email) in [(40, "Officer@office.example"), (41, "nobody@office.example")] {
        let mut browser = Browser::from(office, host);
        let page = browser.get("/desk/sign-in").await;
        let mut said = Vec::new();
        for password in ["a", "b", "c", "d", "e", "right"] {
            let fields = [("email", email), ("password", password)];
            let page = browser.fill(&page, "/desk/sign-in?to=", &fields).await;
            said.push((page.status, page.has("Wait 1 minute")));
        }
        answers.push(said);
    }
    let wrong = (StatusCode::UNPROCESSABLE_ENTITY, false);
    let wait = (StatusCode::TOO_MANY_REQUESTS, true);
    assert_eq!(answers[0], [wrong, wrong, wrong, wrong, wait, wait]);
    assert_eq!(answers[1], answers[0]);
    office.later(61);
    let mut browser = Browser::from(office, 40);
    let page = browser.get("/desk/sign-in").await;
    let fields = [("email", "officer@office.example"), ("password", "right")];
    let page = browser.fill(&page, "/desk/sign-in?to=", &fields).await;
    assert!(page.path.starts_with("/desk/sign-in/code"), "{}", page.path);
}

pub(crate) async fn the_language_leads_only_to_addresses(office: &Office) {
    for (to, expected) in [
        ("/desk/sign-in%0d%0aX:y", "/desk"),
        ("/desk/sign-in%3Fto=%C3%A9", "/desk"),
        ("/desk/sign-in%3Fto=/desk", "/desk/sign-in?to=/desk"),
        ("/desk/cases/RDR-1", "/desk/cases/RDR-1"),
    ] {
        let path = format!("/desk/language/fr?to={to}");
        let page = Browser::new(office).send(TestRequest::get(), &path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{to}");
        assert_eq!(page.headers.get(LOCATION).unwrap(), expected, "{to}");
    }
}

/// An officer's browser, signed in for the first time.
async fn officer(office: &Office) -> Browser<'_> {
    let counter = &office.counter;
    let (subject, person) = (SubjectId(Uuid::from_u128(2)), MatterId(Uuid::from_u128(3)));
    let added = Event::StaffAdded {
        staff: STAFF,
        subject,
        person,
        roles: vec![Role::Officer],
        languages: vec!["en".to_owned()],
    };
    let content = Content::Person(Person { name: "An Officer".to_owned(), ..Person::default() });
    let (matter, at) = (vec![Matter { id: person, subject, content }], counter.time.now());
    let moment = Moment::new(at, Actor::Staff { staff: STAFF, roles: vec![Role::Administrator] });
    counter.register.submit_office(US, vec![added], matter, moment).await.unwrap();
    // The list of letters is a projection's: the page of a case reads it.
    store::Follower::open(counter.register.clone()).await.unwrap();
    signed_in(office).await
}

/// A browser of the officer's.
pub(crate) async fn signed_in(office: &Office) -> Browser<'_> {
    let (counter, at) = (&office.counter, office.counter.time.now());
    let kept = Kept { staff: STAFF, name: "An Officer".to_owned() };
    let (register, chance) = (&counter.register, counter.chance.as_ref());
    let cookie = session::begin(register, US, &kept, chance, at).await.unwrap();
    let mut browser = Browser::from(office, 42);
    browser.keep(session::COOKIE, &cookie);
    browser
}

/// Lines that the log of reads has grown by since it was last asked.
async fn reads(office: &Office, number: &str, last: &mut i64) -> i64 {
    let (register, at) = (&office.counter.register, office.counter.time.now());
    let number: CaseReference = number.parse().unwrap();
    let (_, case) = register.find(&number).await.unwrap().unwrap();
    let actor = Actor::Staff { staff: STAFF, roles: vec![] };
    let line = register.record_access(US, case, &actor, "test", at).await.unwrap();
    let grown = line - *last - 1;
    *last = line;
    grown
}

pub(crate) async fn no_page_of_a_case_is_shown_without_a_trace(office: &Office, number: &str) {
    let mut officer = officer(office).await;
    let mut last = 0;
    reads(office, number, &mut last).await;
    let case = format!("/desk/cases/{number}");
    let page = officer.get(&format!("{case}?step=add-note&on=case")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    assert_eq!(reads(office, number, &mut last).await, 1);
    let form = page.html.split("action=\"").find(|f| f.contains("/steps/case/add-note")).unwrap();
    let action = form.split('"').next().unwrap().to_owned();
    let again = officer.fill(&page, &action, &[("text", "")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reads(office, number, &mut last).await, 1, "shown again, and written down again");
    let page = officer.get(&format!("{case}?step=add-document&on=case")).await;
    reads(office, number, &mut last).await;
    let ill = officer.upload(&page, &format!("{case}/documents"), "OTHER", "MZ").await;
    assert_eq!(ill.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reads(office, number, &mut last).await, 1);
    let missed = officer.send(TestRequest::get(), "/desk/cases/RDR-00000-00000").await;
    assert_eq!(missed.status, StatusCode::NOT_FOUND);
    assert_eq!(reads(office, number, &mut last).await, 0);
}
