//! Codes by mail: whose they are, how many are sent, and that nothing tells whether there is
//! anything behind a number or an address.

use actix_web::http::StatusCode;
use jiff::ToSpan;
use store::people;
use web::CodePurpose;

use crate::browser::{Browser, Page};
use crate::desk_of_one::Office;
use crate::story::MAIL;

/// Seconds after which the same visitor may ask again.
const PAUSE: u64 = 61;

/// The newest code, once so many were mailed behind the pages' backs.
pub(crate) async fn mailed(office: &Office, to: &str, what: CodePurpose, count: usize) -> String {
    for _ in 0..1_000_000 {
        let sent = office.mailbox.sent(to, what);
        if sent.len() >= count {
            return sent[count - 1].code.clone();
        }
        actix_web::rt::task::yield_now().await;
    }
    panic!("{count} codes were not mailed to {to}");
}

async fn asks(browser: &mut Browser<'_>, number: &str) -> Page {
    let page = browser.get("/en/track").await;
    browser.fill(&page, "/en/track", &[("reference", number)]).await
}

async fn tries(browser: &mut Browser<'_>, on: &Page, code: &str) -> Page {
    browser.fill(on, "/en/track/code", &[("code", code)]).await
}

/// Whatever a stranger asks for or guesses, the code that the traveller asked for works.
pub(crate) async fn a_stranger_with_the_number_keeps_nobody_out(office: &Office, number: &str) {
    office.later(PAUSE);
    let before = office.mailbox.sent(MAIL, CodePurpose::Track).len();
    let mut traveller = Browser::from(office, 2);
    let asked = asks(&mut traveller, number).await;
    let code = mailed(office, MAIL, CodePurpose::Track, before + 1).await;
    let mut stranger = Browser::from(office, 3);
    let strange = asks(&mut stranger, number).await;
    let other = mailed(office, MAIL, CodePurpose::Track, before + 2).await;
    for wrong in ["00000000", "11111111", "22222222", "33333333", "44444444", &code, &other] {
        let page = tries(&mut stranger, &strange, wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "not for this visit, or dead");
    }
    for count in 3..10 {
        office.later(PAUSE);
        asks(&mut stranger, number).await;
        mailed(office, MAIL, CodePurpose::Track, before + count).await;
    }
    for _ in 0..5 {
        office.later(PAUSE);
        asks(&mut stranger, number).await;
    }
    let mut again = Browser::from(office, 4);
    let page = asks(&mut again, number).await;
    let sent = mailed(office, MAIL, CodePurpose::Track, before + 10).await;
    assert_eq!(office.mailbox.sent(MAIL, CodePurpose::Track).len(), before + 10, "eight each");
    assert!(tries(&mut again, &page, &sent).await.has("Withdrawn"));
    assert!(tries(&mut traveller, &asked, &code).await.has("Withdrawn"));
}

/// A filing at the page that asks for the code to an address.
async fn proves(browser: &mut Browser<'_>, to: &str) -> Page {
    let page = browser.get("/en/file").await;
    let page = browser.fill(&page, "/en/file", &[]).await;
    let page = browser.fill(&page, "/en/file/who", &[("filer", "self")]).await;
    browser.fill(&page, "/en/file/e-mail", &[("email", to)]).await
}

/// Opening the page sends nothing; one visitor gets a few codes sent, all together two dozen.
pub(crate) async fn a_mailbox_is_not_flooded(office: &Office) {
    let (to, prove) = ("flood@mail.example", "/en/file/e-mail/code");
    let sent = || office.mailbox.sent(to, CodePurpose::ProveAddress).len();
    let mut first = Browser::from(office, 10);
    let page = proves(&mut first, to).await;
    assert_eq!(sent(), 1);
    office.later(PAUSE);
    for _ in 0..3 {
        first.get(prove).await;
    }
    assert_eq!(sent(), 1, "a page that is opened sends nothing");
    first.fill(&page, prove, &[("again", "yes")]).await;
    assert_eq!(sent(), 2);
    let told = first.fill(&page, prove, &[("again", "yes")]).await;
    assert!(sent() == 2 && told.has("We did not send another code"));
    let told = proves(&mut Browser::from(office, 11), to).await;
    assert!(sent() == 2 && told.has("We did not send another code"), "another draft neither");
    for host in 12..18 {
        let mut other = Browser::from(office, host);
        office.later(PAUSE);
        let page = proves(&mut other, &to.to_uppercase()).await;
        for _ in 0..9 {
            office.later(PAUSE);
            other.fill(&page, prove, &[("again", "yes")]).await;
        }
    }
    let all = sent() + office.mailbox.sent(&to.to_uppercase(), CodePurpose::ProveAddress).len();
    assert_eq!(all, 24);
    let free = office.mailbox.len();
    proves(&mut Browser::from(office, 12), "other@mail.example").await;
    assert_eq!(office.mailbox.len(), free + 1, "other addresses are not kept waiting");
}

/// Rows that were kept, counted by sweeping them; at least so many are waited for.
async fn kept(office: &Office, least: u64) -> u64 {
    let register = &office.counter.register;
    let far = office.counter.time.now().saturating_add(9000.hours()).unwrap();
    let mut swept = 0;
    for _ in 0..2000 {
        swept += people::sweep(register, far).await.unwrap();
        if swept >= least {
            break;
        }
    }
    swept
}

/// Trying a code costs the same, whether there is a case or a filing or nobody at all.
pub(crate) async fn as_much_is_kept_for_nobody_as_for_somebody(office: &Office, number: &str) {
    let nobody = domain::CaseReference::of(domain::CaseId(uuid::Uuid::from_u128(9))).to_string();
    kept(office, u64::MAX).await;
    for (host, wanted) in [(30, nobody.as_str()), (31, number)] {
        asks(&mut Browser::from(office, host), wanted).await;
        assert_eq!(kept(office, 5).await, 5, "two codes and three counts for {wanted}");
    }
    let mut browser = Browser::from(office, 32);
    let page = browser.get("/en/file/come-back").await;
    let unknown = [("email", "nobody@mail.example")];
    browser.fill(&page, "/en/file/come-back", &unknown).await;
    assert_eq!(kept(office, 4).await, 4, "a code and three counts");
}
