//! The database goes away while people are at work: a page says so in their language with the words that
//! they wrote, a program is told when to come back, and once it is there again the same form and key are taken.

use acceptance::api::{BUSY, filing};
use acceptance::database::Owner;
use acceptance::installation::Installation;
use acceptance::visitor::Visitor;

const START: &str = "2026-03-02T14:00:00Z";
const STORY: &str = "Ils ont gardé mon passeport deux heures.\nJe l’ai <déjà> écrit une fois.";
const PAGE: &str = "/fr/deposer/evenement/1/recit";

/// Nobody gets in, and whoever was in is out.
fn goes(owner: &Owner) {
    owner.run("ALTER ROLE redress NOLOGIN; ALTER ROLE redress_owner NOLOGIN");
    owner.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = 'redress' AND pid <> pg_backend_pid()",
    );
}

fn comes_back(owner: &Owner) {
    owner.run("ALTER ROLE redress LOGIN; ALTER ROLE redress_owner LOGIN");
}

#[test]
fn while_the_database_is_away_nothing_is_lost_and_everybody_is_told() {
    let house = Installation::start("away", START);
    let (owner, client, officer) = (house.owner(), house.client(), house.staff("officer-1"));
    let mut visitor = Visitor::at(house.url());
    let begin = visitor.read("/fr/deposer");
    assert_eq!(visitor.send(&begin, "/fr/deposer", &[]).0, 303);
    let form = visitor.read(PAGE);
    let seen = form.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let typed = [("seen", seen.unwrap()), ("narrative", STORY)];
    let body = filing("a@example.org", "2026-02-20");
    for round in 0..3 {
        goes(&owner);
        let (status, page) = visitor.send(&form, PAGE, &typed);
        assert_eq!(status, 503, "{page}");
        assert!(page.contains("Nos registres sont hors d’atteinte"), "{page}");
        let said =
            "Ils ont gardé mon passeport deux heures.<br/>Je l’ai &#60;déjà&#62; écrit une fois.";
        assert!(page.contains(said), "what was written is there: {page}");
        assert!(page.contains("Que s’est-il passé"), "and what it answers: {page}");
        assert!(!page.contains("name=\"token\""), "nothing else of the form");
        let filed = client.post("/api/v1/cases", Some("away"), &body).unwrap();
        assert_eq!(filed.status, BUSY, "round {round}: {}", filed.text);
        let read = officer.post("/api/v1/cases", Some("other"), &body).unwrap();
        assert_eq!(read.status, BUSY, "{}", read.text);
        comes_back(&owner);
    }
    // The very form that was shown before, and the very key.
    assert_eq!(visitor.send(&form, PAGE, &typed).0, 303);
    assert!(visitor.read(PAGE).contains("Je l’ai &#60;déjà&#62; écrit"));
    let filed = client.post("/api/v1/cases", Some("away"), &body).unwrap();
    assert!(!filed.replayed, "nothing of it was taken before");
    filed.done();
    let opened = "SELECT count(*) FROM register.event WHERE name = 'case.opened'";
    assert_eq!(owner.number(opened), 1);
}
