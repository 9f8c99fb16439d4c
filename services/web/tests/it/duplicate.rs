//! A case is closed as a duplicate only of one that is there, goes on, and is the same person's, or
//! an officer who saw both names says so.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use domain::Jurisdiction;
use uuid::Uuid;
use web::api::jwt::{self, Holder};
use web::staff::record::Record;

use crate::browser::{Browser, Page};
use crate::desk_of_one::Office;
use crate::staff::{STAFF, signed_in};
use crate::taken_down::filed;

/// Where the step's form goes.
fn action(page: &Page) -> String {
    let form = page
        .html
        .split("action=\"")
        .find(|f| f.split('"').next().is_some_and(|path| path.ends_with("/mark-duplicate")));
    form.unwrap().split('"').next().unwrap().to_owned()
}

/// Says on one case that another goes on.
async fn mark(officer: &mut Browser<'_>, case: &str, lead: &str, compared: &str) -> Page {
    let page = officer.get(&format!("/desk/cases/{case}?step=mark-duplicate")).await;
    officer.fill(&page, &action(&page), &[("lead", lead), ("compared", compared)]).await
}

/// The step over the programming interface, on the case whose form was just shown.
async fn a_program_reads_the_same(
    office: &Office,
    officer: &mut Browser<'_>,
    page: &Page,
    lead: &str,
) {
    let counter = &office.counter;
    let (keys, site) = (Record::of(counter).keys, &counter.public_url);
    let holder = (Jurisdiction::Us, Holder::Staff { staff: STAFF });
    let token = jwt::issue(&keys, site, holder, Uuid::from_u128(4), counter.time.now()).unwrap();
    let path = action(page).replace("/desk/cases/", "/api/v1/cases/");
    let (before, after) = path.split_once("/steps/").unwrap();
    let path = format!("{before}/recourses/{}", after.replacen('/', "/steps/", 1));
    let version = page.hidden(&action(page), "version");
    let request = TestRequest::post()
        .insert_header(("authorization", format!("Bearer {token}")))
        .insert_header(("idempotency-key", "one"))
        .insert_header(("if-match", format!("\"v{version}\"")))
        .insert_header(("accept-language", "fr"))
        .set_json(serde_json::json!({ "lead": lead }));
    let answer = officer.send(request, &path).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.html);
    let problem: serde_json::Value = serde_json::from_str(&answer.html).unwrap();
    assert_eq!(problem["code"], "bad-field");
    assert_eq!(problem["errors"][0]["code"], "another-person");
    assert_eq!(problem["errors"][0]["pointer"], "/lead");
    let message = problem["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("ne sont pas les mêmes"), "{message}");
    assert!(!answer.html.contains("1980"), "no program is shown the other person");
}

pub(crate) async fn the_other_case_is_there_and_of_the_same_person(
    office: &Office,
    number: &str,
    other: &str,
) {
    let mut officer = signed_in(office).await;
    let case = filed(&mut officer, &[]).await;
    let nobody = domain::CaseReference::of(domain::CaseId(uuid::Uuid::from_u128(7))).to_string();
    let page = mark(&mut officer, &case, &nobody, "").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("no case with this number"), "{}", page.html);
    let page = mark(&mut officer, &case, number, "").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in ["This case: ", "1975", "The other case: ", "山田", "1980"] {
        assert!(page.has(shown), "{shown}: {}", page.html);
    }
    a_program_reads_the_same(office, &mut officer, &page, number).await;
    let page = mark(&mut officer, &case, number, "yes").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.html);
    let page = mark(&mut officer, other, &case, "yes").await;
    assert!(page.has("itself closed as a duplicate"), "no two lead to each other: {}", page.html);
    let page = mark(&mut officer, other, number, "").await;
    assert_eq!(page.status, StatusCode::OK, "same name, same birth date: {}", page.html);
}
