//! What a form may bring: as much as our own pages ask for, no more, and nothing typed is lost.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;

use crate::browser::{Browser, Page};
use crate::desk_of_one::Office;

const STORY: &str = "/en/file/event/1/story";
const DOCUMENTS: &str = "/en/file/documents";

/// A browser with a filing that was just begun.
pub(crate) async fn begun(office: &Office) -> Browser<'_> {
    let mut browser = Browser::new(office);
    let page = browser.get("/en/file").await;
    browser.fill(&page, "/en/file", &[]).await;
    browser
}

/// The longest text that we take is taken, whatever its letters cost on the way; a longer one
/// comes back whole, with what to do about it.
pub(crate) async fn a_long_story_is_taken_or_comes_back(office: &Office) {
    let mut browser = begun(office).await;
    for longest in ["a".repeat(20_000), "\u{1f642}".repeat(20_000)] {
        let page = browser.get(STORY).await;
        let taken = browser.fill(&page, STORY, &[("narrative", &longest)]).await;
        assert!(taken.status == StatusCode::OK && taken.path != STORY, "{}", taken.status);
        assert!(browser.get(STORY).await.has(&longest), "kept whole");
    }
    let longer = "b".repeat(60_000);
    let page = browser.get(STORY).await;
    let again = browser.fill(&page, STORY, &[("narrative", &longer)]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.has(&longer) && again.has("Shorten this to 20,000 characters"));
    let boundless = "c".repeat(400 * 1024);
    let page = browser.fill(&page, STORY, &[("narrative", &boundless)]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.has("still holds what you typed"));
}

fn field(name: &str, value: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn file(name: &str) -> String {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
    format!("{head}\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7 {name} %%EOF\r\n")
}

async fn send(browser: &mut Browser<'_>, pieces: &[String]) -> Page {
    let request = TestRequest::post()
        .insert_header(("content-type", "multipart/form-data; boundary=x"))
        .set_payload(format!("{}--x--\r\n", pieces.concat()));
    browser.send(request, DOCUMENTS).await
}

/// Neither many fields nor many bytes of answers are gathered, with a token or without.
pub(crate) async fn a_form_with_a_file_is_bounded(office: &Office) {
    let mut browser = begun(office).await;
    let page = browser.get(DOCUMENTS).await;
    let token = field("token", &page.hidden(DOCUMENTS, "token"));
    for first in [token.clone(), field("a", "b")] {
        let mut many = vec![first.clone()];
        many.extend((0..30).map(|n| field(&format!("f{n}"), "x")));
        assert_eq!(send(&mut browser, &many).await.status, StatusCode::PAYLOAD_TOO_LARGE);
        let mut large = vec![first];
        large.extend((0..10).map(|n| field(&format!("f{n}"), &"x".repeat(8000))));
        assert_eq!(send(&mut browser, &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    }
    let item = field("item", "IDENTITY_DOCUMENT");
    let two = [token.clone(), item.clone(), file("one.pdf"), file("two.pdf")];
    assert_eq!(send(&mut browser, &two).await.status, StatusCode::FORBIDDEN);
    let early = [file("one.pdf"), token.clone(), item.clone()];
    assert_eq!(send(&mut browser, &early).await.status, StatusCode::FORBIDDEN);
    let one = [token, item, file("one.pdf")];
    assert_eq!(send(&mut browser, &one).await.status, StatusCode::SEE_OTHER);
}

/// A case that is open takes as many files as a filing, and then says so.
pub(crate) async fn an_open_case_takes_so_many_files(browser: &mut Browser<'_>) {
    let to = "/en/case/documents";
    let mut page = browser.get(to).await;
    let first = page.clone();
    let mut sent = 0;
    while page.has("name=\"file\"") {
        sent += 1;
        page = browser.upload(&page, to, "OTHER", &format!("%PDF-1.7 {sent} %%EOF")).await;
        assert_eq!(page.status, StatusCode::OK);
    }
    assert_eq!(sent, 29, "one came with the filing");
    assert!(page.has("send us a message"));
    let more = browser.upload(&first, to, "OTHER", "%PDF-1.7 more %%EOF").await;
    assert_eq!(more.status, StatusCode::UNPROCESSABLE_ENTITY);
}
