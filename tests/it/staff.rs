//! An operator staffs an empty office by command: somebody joins, signs in at the desk with what was printed
//! once, and is let in no more once they have left. Asked again, every command says so and changes nothing.
//! A last day that is yet to come closes the door by itself, on whatever clock the installation goes.

use acceptance::database::Owner;
use acceptance::desk::Desk;
use acceptance::installation::Installation;
use acceptance::one_time;
use acceptance::served::Served;
use jiff::Timestamp;
use serde_json::Value;

const ANA: &str = "ana.ferreira@office.example";
const LUC: &str = "luc.tremblay@office.example";

/// Joins the only unit there is.
fn joining<'a>(email: &'a str, name: &'a str) -> Vec<&'a str> {
    let words = ["--json", "staff", "add", "--email", email, "--name", name, "--role", "officer"];
    [&words[..], &["--unit", "redress-a", "--since", "2026-01-05"]].concat()
}

/// What a command answers that does what it was asked; what it shows once, it logs nowhere.
fn done(house: &Served, arguments: &[&str]) -> Value {
    let out = house.command(arguments);
    let logged = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.success(), "{arguments:?}: {logged}");
    let answer: Value = serde_json::from_slice(&out.stdout).unwrap();
    for secret in ["password", "totp_secret"].map(|key| answer[key].as_str()) {
        assert!(secret.is_none_or(|secret| !logged.contains(secret)), "a secret is in the log");
    }
    answer
}

/// What a command says that cannot do it.
fn told(house: &Served, arguments: &[&str]) -> String {
    let out = house.command(arguments);
    assert!(!out.status.success() && out.stdout.is_empty(), "{arguments:?}");
    String::from_utf8(out.stderr).unwrap()
}

fn events(owner: &Owner) -> i64 {
    owner.number("SELECT count(*) FROM register.event")
}

#[expect(clippy::disallowed_methods, reason = "the clock of `serve` is the system's")]
fn code(secret: &Value) -> String {
    let second = u64::try_from(Timestamp::now().as_second()).unwrap();
    one_time::code(secret.as_str().unwrap(), second).unwrap()
}

/// Everything that can be wrong with a first try, each told with what mends it.
fn what_is_missing_is_said(house: &Served) {
    let join = joining(ANA, "Ana Ferreira");
    assert!(told(house, &join).contains("redress migrate"));
    assert!(house.command(&["migrate"]).status.success());
    let unit = told(house, &join);
    assert!(unit.contains("there is no unit yet") && unit.contains("--new-unit"), "{unit}");
    let half = told(house, &[&join[..], &["--new-unit"]].concat());
    assert!(half.contains("--unit-port") && half.contains("--unit-above"), "{half}");
    let day = [&join[..join.len() - 1], &["2026-02-30"]].concat();
    assert!(told(house, &day).contains("--since"));
    let ahead = [&join[..join.len() - 1], &["2999-01-04"]].concat();
    assert!(told(house, &ahead).contains("yet to come"));
    assert_eq!(events(&house.owner()), 0);
}

fn ana_joins(house: &Served) -> Value {
    let join = joining(ANA, "Ana  Ferreira");
    let facts = ["--unit-port", "none", "--unit-above", "none", "--unit-since", "2025-12-01"];
    let ana = done(house, &[&join[..], &["--new-unit"], &facts].concat());
    let otpauth = ana["otpauth"].as_str().unwrap();
    assert!(otpauth.starts_with("otpauth://totp/Redress:ana.ferreira%40office.example?secret="));
    assert!(otpauth.contains(ana["totp_secret"].as_str().unwrap()));
    assert_eq!(ana["staff"]["name"], "Ana Ferreira");
    assert_eq!(ana["staff"]["unit"], "redress-a");
    let before = events(&house.owner());
    let again = done(house, &joining("ANA.Ferreira@office.example", "ana ferreira"));
    assert_eq!((&again["changed"], &again["password"]), (&Value::Bool(false), &Value::Null));
    let taken = told(house, &joining(ANA, "Somebody Else"));
    assert!(taken.contains("taken by Ana Ferreira"), "{taken}");
    let slip = told(
        house,
        &[&joining(LUC, "Luc Tremblay")[..9], &["--unit", "redres-a", "--since", "2026-01-05"]]
            .concat(),
    );
    assert!(slip.contains("near it are redress-a"), "{slip}");
    assert_eq!(events(&house.owner()), before);
    ana
}

/// Two operators at the same moment: one of them puts Luc on the staff, the other changes nothing.
fn luc_joins_twice_at_once(house: &Served) {
    let above = ["--reports-to", ANA, "--language", "fr,en"];
    let join = [&joining(LUC, "Luc Tremblay")[1..], &above].concat();
    let outs = std::thread::scope(|scope| {
        let both = [scope.spawn(|| house.command(&join)), scope.spawn(|| house.command(&join))];
        both.map(|one| one.join().unwrap())
    });
    let said = outs.map(|out| String::from_utf8([out.stdout, out.stderr].concat()).unwrap());
    let shown = said.iter().filter(|text| text.contains("Password  ")).collect::<Vec<_>>();
    assert_eq!(shown.len(), 1, "{said:?}");
    assert!(shown[0].contains("no way yet to change a password"), "{}", shown[0]);
    let added = "SELECT count(*) FROM register.event WHERE name = 'office.staff_added'";
    assert_eq!(house.owner().number(added), 2);
}

#[test]
fn whoever_joins_signs_in_and_whoever_left_does_not() {
    let mut house = Served::prepared("staff");
    what_is_missing_is_said(&house);
    let ana = ana_joins(&house);
    let lost = ana["password"].as_str().unwrap();
    house.serve();
    let mut desk = Desk::sign_in(house.url(), ANA, lost, &code(&ana["totp_secret"]));
    let page = desk.read("/desk");
    assert!(page.status == 200 && page.text().contains("Ana Ferreira"), "{}", page.text());
    let before = events(&house.owner());
    let ana = done(&house, &["--json", "staff", "renew", "--email", ANA]);
    let password = ana["password"].as_str().unwrap();
    assert_eq!(desk.read("/desk").status, 303, "what the lost one opened is shut");
    assert!(!Desk::takes(house.url(), ANA, lost));
    let nobody = told(&house, &["--json", "staff", "renew", "--email", LUC]);
    assert!(nobody.contains("near it are ana.ferreira@office.example"), "{nobody}");
    assert_eq!(events(&house.owner()), before, "a lost password is no event of the office");
    let mut desk = Desk::sign_in(house.url(), ANA, password, &code(&ana["totp_secret"]));
    luc_joins_twice_at_once(&house);

    let later = done(&house, &["--json", "staff", "leave", "--email", ANA, "--on", "2999-01-04"]);
    assert_eq!((&later["changed"], &later["can_sign_in"]), (&true.into(), &true.into()));
    assert_eq!(desk.read("/desk").status, 200);
    let gone = done(&house, &["--json", "staff", "leave", "--email", ANA]);
    assert_eq!((&gone["changed"], &gone["sessions_ended"]), (&true.into(), &1.into()));
    assert_eq!(desk.read("/desk").status, 303);
    assert!(!Desk::takes(house.url(), ANA, password), "the door still opens");
    let before = events(&house.owner());
    let again = done(&house, &["--json", "staff", "leave", "--email", ANA]);
    assert_eq!((&again["changed"], &again["until"]), (&false.into(), &gone["until"]));
    assert!(told(&house, &joining(ANA, "Ana Ferreira")).contains("who left on"));
    let left = told(&house, &["--json", "staff", "renew", "--email", ANA]);
    assert!(left.contains("Ana Ferreira has left the staff"), "{left}");
    assert_eq!(events(&house.owner()), before);

    let all = done(&house, &["--json", "staff", "list"]);
    let one = |n: usize| (all[n]["name"].as_str(), all[n]["until"].as_str());
    assert_eq!(one(0), (Some("Ana Ferreira"), gone["until"].as_str()));
    assert_eq!(one(1), (Some("Luc Tremblay"), None));
}

#[test]
fn on_the_day_after_the_last_the_door_stays_shut() {
    let mut house = Installation::start("leaving", "2026-03-02T14:00:00Z");
    let words = ["staff", "add", "--email", LUC, "--name", "Luc Tremblay", "--role", "admin"];
    let unit = ["--unit", "redress", "--since", "2026-03-02"];
    let out = house.command(&[&words[..], &unit].concat());
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let luc: Value = serde_json::from_slice(&out.stdout).unwrap();
    let password = luc["password"].as_str().unwrap();
    let out = house.command(&["staff", "leave", "--email", LUC, "--on", "2026-03-03"]);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    // In the office's zone the second of March has minutes left, then none.
    house.clock("2026-03-03T04:58:00Z");
    assert!(Desk::takes(house.url(), LUC, password));
    house.clock("2026-03-03T05:01:00Z");
    assert!(!Desk::takes(house.url(), LUC, password));
}
