//! Somebody with a signed authority files for a traveller who has a mailbox: the traveller agrees by
//! passing on a code, and from then on each reads and follows alone.

use actix_web::http::StatusCode;
use domain::CaseReference;
use domain::matter::Content;
use web::{CodePurpose, Lang};

use crate::browser::{Browser, Page};
use crate::codes;
use crate::desk_of_one::Office;
use crate::story::{reference, says_what, says_who, step};

const HELPER: &str = "helper@mail.example";
const OWN: &str = "Own@mail.example";

async fn begin(office: &Office, browser: &mut Browser<'_>) -> Page {
    let page = browser.get("/en/file").await;
    let page = step(browser, page, "file", &[]).await;
    let page = step(browser, page, "file/who", &[("filer", "representative")]).await;
    let helper = [("helper_name", "Ravi"), ("helper_language", "en")];
    let page = step(browser, page, "file/helper", &helper).await;
    let page = step(browser, page, "file/e-mail", &[("email", HELPER)]).await;
    let code = office.mailbox.last(HELPER).unwrap().code;
    let page = step(browser, page, "file/e-mail/code", &[("code", &code)]).await;
    says_who(browser, page).await
}

/// The traveller's mailbox gets a code in the traveller's language, and nothing goes on without it.
async fn agree(office: &Office, browser: &mut Browser<'_>, page: Page) -> Page {
    let page = step(browser, page, "file/traveller-e-mail", &[("own_email", OWN)]).await;
    assert!(page.has("Ask the traveller to tell you the code") && page.has(OWN), "{}", page.html);
    let sent = office.mailbox.last(OWN).unwrap();
    assert_eq!((sent.purpose, sent.lang), (CodePurpose::ProveTraveller, Lang::Fr));
    let to = "/en/file/traveller-e-mail/code";
    let wrong = browser.fill(&page, to, &[("code", "12345678")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let check = browser.get("/en/file/check").await;
    assert!(check.has("Code for the traveller’s e-mail address"), "it is still open");
    step(browser, wrong, "file/traveller-e-mail/code", &[("code", &sent.code)]).await
}

/// Goes in with the number and the code that one mailbox got; the other one got another.
async fn follows(office: &Office, number: &str, email: &str) -> Page {
    let before = office.mailbox.sent(email, CodePurpose::Track).len();
    office.later(61);
    let mut browser = Browser::from(office, 30);
    let page = browser.get("/en/track").await;
    let sent = step(&mut browser, page, "track", &[("reference", number)]).await;
    let code = codes::mailed(office, email, CodePurpose::Track, before + 1).await;
    step(&mut browser, sent, "track/code", &[("code", &code)]).await
}

pub(crate) async fn both_are_written_to_where_each_reads(office: &Office) -> String {
    let mut browser = Browser::from(office, 30);
    let page = begin(office, &mut browser).await;
    let page = agree(office, &mut browser, page).await;
    let page = says_what(&mut browser, page).await;
    let page = step(&mut browser, page, "file/documents/change", &[("action", "go-on")]).await;
    assert!(page.has(OWN) && page.has(HELPER));
    let done = step(&mut browser, page, "file/check", &[("declare", "yes")]).await;
    assert!(done.has("Inquiry received"), "{}", done.html);
    let number = reference(&done);
    for email in [OWN, HELPER] {
        let case = follows(office, &number, email).await;
        assert!(case.has("You filed your request"), "{email}: {}", case.html);
    }
    let register = &office.counter.register;
    let (country, id) =
        register.find(&number.parse::<CaseReference>().unwrap()).await.unwrap().unwrap();
    let case = register.load(country, id).await.unwrap().unwrap().case;
    let persons = [case.person, case.representative.unwrap().person];
    let matter = register.matter(country, &persons).await.unwrap();
    let emails = persons.map(|person| {
        let Content::Person(person) = &matter[&person] else { panic!("no person") };
        person.email.clone()
    });
    assert_eq!(emails, [OWN, HELPER], "letters go to the address on file of each");
    number
}
