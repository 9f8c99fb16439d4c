//! One traveller, from "start" to "withdraw", without a script; then a stranger with the number.

use actix_web::http::StatusCode;

use web::CodePurpose;

use crate::browser::{Browser, Page};
use crate::desk_of_one::Office;
use crate::{codes, limits};

/// Names as people have them come back as they were typed.
const NAME: &str = "Zoë Nguyễn-D’Arcy O'Brien 山田";
pub(crate) const MAIL: &str = "zoe@mail.example";

fn path(tail: &str) -> String {
    format!("/en/{tail}")
}

pub(crate) async fn step(
    browser: &mut Browser<'_>,
    on: Page,
    tail: &str,
    fields: &[(&str, &str)],
) -> Page {
    let page = browser.fill(&on, &path(tail), fields).await;
    assert_eq!(page.status, StatusCode::OK, "{tail}: {}", page.html);
    page
}

async fn begin<'a>(office: &'a Office, browser: &mut Browser<'a>) -> Page {
    let page = browser.get("/en/file").await;
    let page = step(browser, page, "file", &[]).await;
    let page = step(browser, page, "file/who", &[("filer", "self")]).await;
    let page = step(browser, page, "file/e-mail", &[("email", MAIL)]).await;
    let wrong = browser.fill(&page, "/en/file/e-mail/code", &[("code", "12")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = office.mailbox.last(MAIL).unwrap().code;
    step(browser, page, "file/e-mail/code", &[("code", &code)]).await
}

async fn tell(browser: &mut Browser<'_>, page: Page) -> Page {
    let page = says_who(browser, page).await;
    says_what(browser, page).await
}

/// About the traveller, down to how to reach them.
pub(crate) async fn says_who(browser: &mut Browser<'_>, page: Page) -> Page {
    let page = step(browser, page, "file/name", &[("name", NAME)]).await;
    let born =
        [("born-day", "31"), ("born-month", "2"), ("born-year", "1980"), ("birthplace", "Q")];
    let again = browser.fill(&page, "/en/file/birth", &born).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.has("value=\"31\"") && again.has("Write a real date"), "what was typed is there");
    let born = [("born-day", "3"), ("born-month", "2"), ("born-year", "1980"), ("birthplace", "Q")];
    let page = step(browser, again, "file/birth", &born).await;
    let page = step(browser, page, "file/citizenship", &[("standing", "CA_CITIZEN")]).await;
    step(browser, page, "file/reach", &[("language", "fr")]).await
}

/// About the journey and what happened on it.
pub(crate) async fn says_what(browser: &mut Browser<'_>, page: Page) -> Page {
    let page = step(browser, page, "file/purpose", &[("purpose", "specialised_repair")]).await;
    let place = [("place", "us-0901"), ("mode", "land")];
    let page = step(browser, page, "file/event/1/where", &place).await;
    let day = [("on-day", "14"), ("on-month", "2"), ("on-year", "2026")];
    let page = step(browser, page, "file/event/1/when", &day).await;
    let what = [("complaints", "REPEAT_SECONDARY"), ("complaints", "ENTRY_REFUSED")];
    let page = step(browser, page, "file/event/1/what", &what).await;
    let told = [("told_how", "IN_PERSON"), ("paper", "I-275")];
    let page = step(browser, page, "file/event/1/told", &told).await;
    let page = step(browser, page, "file/event/1/details", &[]).await;
    let page = step(browser, page, "file/event/1/story", &[("narrative", "They said no.")]).await;
    step(browser, page, "file/events", &[("action", "go-on")]).await
}

pub(crate) async fn a_traveller_files_and_follows(office: &Office) -> String {
    let mut first = Browser::new(office);
    let page = begin(office, &mut first).await;
    tell(&mut first, page).await;
    // Another device goes on with a mailed code.
    let mut phone = Browser::new(office);
    let ask = phone.get("/en/file/come-back").await;
    let sent = step(&mut phone, ask, "file/come-back", &[("email", MAIL)]).await;
    let code = codes::mailed(office, MAIL, CodePurpose::Resume, 1).await;
    let page_there = step(&mut phone, sent, "file/come-back/code", &[("code", &code)]).await;
    assert!(page_there.has(&NAME.replace('\'', "&#39;")), "the name is as it was typed");
    upload(office, &mut phone).await;
    let page = phone.get("/en/file/check").await;
    let undeclared = phone.fill(&page, "/en/file/check", &[]).await;
    assert_eq!(undeclared.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = step(&mut phone, page, "file/check", &[("declare", "yes")]).await;
    assert!(done.has("Inquiry received") && done.has("is an application to"), "{}", done.html);
    let not = "It is not an application to: U.S. Department of Homeland Security.";
    assert!(done.has(not), "a demonstration files with nobody: {}", done.html);
    // The first device still has the page open: it is told, and gets back what it typed.
    let late = first.get("/en/file/name").await;
    assert_eq!(late.status, StatusCode::GONE);
    follow(office, &done).await;
    reference(&done)
}

async fn upload(office: &Office, phone: &mut Browser<'_>) {
    let page = phone.get("/en/file/documents").await;
    let to = "/en/file/documents";
    let bad = phone.upload(&page, to, "IDENTITY_DOCUMENT", "MZ not a pdf").await;
    assert!(bad.has("whatever its name says"), "judged by its bytes");
    let good = phone.upload(&bad, to, "IDENTITY_DOCUMENT", "%PDF-1.7 x %%EOF").await;
    assert!(good.status == StatusCode::OK && good.has("é.pdf"), "{}", good.html);
    let twice = phone.upload(&good, to, "IDENTITY_DOCUMENT", "%PDF-1.7 x %%EOF").await;
    assert!(twice.has("already sent this file"));
    let there = office.files();
    let other = phone.upload(&twice, to, "OTHER", "%PDF-1.7 y %%EOF").await;
    assert_eq!(office.files(), there + 1);
    let id = other.html.rsplit("name=\"id\" value=\"").next().unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    let out = [("action", "remove"), ("id", id.as_str())];
    let twice = phone.fill(&other, "/en/file/documents/change", &out).await;
    assert_eq!(office.files(), there, "what was taken out is not kept");
    let change = "/en/file/documents/change";
    let page = phone.fill(&twice, change, &[("action", "go-on")]).await;
    assert_eq!(page.status, StatusCode::OK);
}

pub(crate) fn reference(done: &Page) -> String {
    let at = done.html.find("RDR-").unwrap();
    done.html[at..at + 15].to_owned()
}

async fn follow(office: &Office, done: &Page) {
    let mut later = Browser::new(office);
    let page = later.get("/en/track").await;
    let number = reference(done).to_lowercase();
    let sent = step(&mut later, page, "track", &[("reference", &number)]).await;
    let code = codes::mailed(office, MAIL, CodePurpose::Track, 1).await;
    let case = step(&mut later, sent, "track/code", &[("code", &code)]).await;
    assert!(case.has("You filed your request") && case.has("How was this worked out?"));
    assert!(case.has("could not confirm this rule"), "an unconfirmed date says so");
    let letter = later.get("/en/case/letter/1").await;
    assert_eq!(letter.status, StatusCode::NOT_FOUND, "no letter follows the opening itself");
    assert!(!case.has("case/do/report-crossing"), "nothing is over that could have helped");
    limits::an_open_case_takes_so_many_files(&mut later).await;
    let form = later.get("/en/case/do/send-message").await;
    let case = step(&mut later, form, "case/do/send-message", &[("text", "Merci <b>")]).await;
    assert!(case.has("Merci &#60;b&#62;"), "shown as it was written");
    let form = later.get("/en/case/do/withdraw").await;
    let case = step(&mut later, form, "case/do/withdraw", &[]).await;
    assert!(case.has("Withdrawn") && case.has("You took your request back"));
    crossed(&mut later, case).await;
}

/// The next crossing is told with one tap, on the page itself; a second tap changes nothing.
async fn crossed(browser: &mut Browser<'_>, case: Page) {
    let day = |name: &str| {
        let field = case.html.split(&format!("name=\"crossed_on-{name}\"")).nth(1).unwrap();
        field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (day, month, year) = (day("day"), day("month"), day("year"));
    let tap = [
        ("result", "SMOOTH"),
        ("crossed_on-day", day.as_str()),
        ("crossed_on-month", month.as_str()),
        ("crossed_on-year", year.as_str()),
    ];
    let told = "You told us how your crossing went";
    let once = step(browser, case.clone(), "case/do/report-crossing", &tap).await;
    assert_eq!(once.html.matches(told).count(), 1, "{}", once.html);
    let twice = step(browser, case, "case/do/report-crossing", &tap).await;
    let thrice = step(browser, once, "case/do/report-crossing", &tap).await;
    for page in [twice, thrice] {
        assert_eq!(page.html.matches(told).count(), 1, "{}", page.html);
    }
}

/// The same page, and no mail, for a number that is nobody's.
pub(crate) async fn a_number_alone_opens_nothing(office: &Office) {
    let mut stranger = Browser::new(office);
    let nobody = domain::CaseReference::of(domain::CaseId(uuid::Uuid::from_u128(7))).to_string();
    let page = stranger.get("/en/track").await;
    let before = office.mailbox.len();
    let sent = step(&mut stranger, page, "track", &[("reference", &nobody)]).await;
    assert!(sent.has("If ") && sent.has(&nobody));
    let tried = stranger.fill(&sent, "/en/track/code", &[("code", "12345678")]).await;
    assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY);
    let case = stranger.get("/en/case").await;
    assert!(case.path == "/en/track" && office.mailbox.len() == before);
}
