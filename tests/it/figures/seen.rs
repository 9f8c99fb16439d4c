//! All that can be seen of a world from outside the sealed part: published figures, mails, letters, public
//! status, and what a search finds. Numbers and ids that are drawn anew in each world are written as what
//! they stand for, and moments by their day: which hour of it a mail goes out at is chance.

use std::collections::{BTreeMap, BTreeSet};

use acceptance::api::Api;
use acceptance::desk::Desk;
use acceptance::mailbox;
use acceptance::visitor::Visitor;

use super::world::{NAMES, World, address};

/// Every view by its name; what comes before the first colon says of which kind it is.
pub(super) type Seen = BTreeMap<String, String>;

/// Whole quarters: nothing is masked for the period alone.
const PERIOD: &str = "from=2026-01-01&to=2026-07-01";

const TOLD_BY: [&str; 11] = [
    "none",
    "mechanism",
    "country",
    "region",
    "port",
    "mode",
    "purpose",
    "complaint",
    "channel",
    "language",
    "represented",
];

/// How a page begins that shows the mail of a one-time code.
const CODE_MAILS: [&str; 2] = [">Your code</h1>", ">Votre code</h1>"];

/// Words that only a sealed part holds.
const SEALED_WORDS: [&str; 5] =
    ["LISTING_KEPT", "NOT_LISTED", "TRUE_MATCH_TOLD_APART", "list", "stays there"];

/// Looks at everything.
pub(super) fn all(world: &mut World, measures: &[String]) -> Seen {
    let mut seen = Seen::new();
    mails(world, &mut seen);
    followed(world, &mut seen);
    figures(world, measures, &mut seen);
    searches(world, &mut seen);
    let rows =
        world.house.owner().run("SELECT to_jsonb(r)::text FROM analytics.recourses r ORDER BY 1");
    seen.insert("figure: analytics view".to_owned(), format!("{rows:#?}"));
    let plain = |(name, view): (String, String)| (plain(world, &name), plain(world, &view));
    seen.into_iter().map(plain).collect()
}

/// The names of all measures, as the programming interface describes them.
pub(super) fn measures(api: &Api) -> Vec<String> {
    let page = api.get("/api/v1/openapi.json").unwrap().done();
    let parameters = page["paths"]["/measures/{name}"]["get"]["parameters"].as_array().unwrap();
    let name = parameters.iter().find(|parameter| parameter["name"] == "name").unwrap();
    let names = name["schema"]["enum"].as_array().unwrap().iter();
    names.map(|name| name.as_str().unwrap().to_owned()).collect()
}

fn figures(world: &World, measures: &[String], seen: &mut Seen) {
    let (client, mut desk) = (world.house.client(), world.house.desk("analyst-1"));
    for name in measures {
        for by in TOLD_BY {
            let figure = client.get(&format!("/api/v1/measures/{name}?{PERIOD}&by={by}")).unwrap();
            assert_eq!(figure.status, 200, "{}", figure.text);
            seen.insert(format!("figure: {name} by {by}"), figure.text);
        }
        let file = desk.read(&format!("/insight/{name}.csv?{PERIOD}&by=port"));
        assert_eq!(file.status, 200);
        seen.insert(format!("figure: {name}.csv"), file.text());
    }
    seen.insert("figure: page".to_owned(), desk.read(&format!("/insight?{PERIOD}&by=port")).text());
}

/// Every mail but the codes, which are drawn anew; how often there is one of its words.
fn mails(world: &World, seen: &mut Seen) {
    let api = Api::at(world.house.url());
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    for id in mailbox::mails(&api).into_keys() {
        let page = api.get(&format!("/demo/mailbox/{id}")).unwrap().text;
        if code(&page).is_none() {
            // When it left this house is seen on the case; here it is what it says, and to whom.
            let (_, mail) = page.split_once("<h1").expect("a page");
            let rows = mail.split_inclusive('\n').filter(|row| !row.contains(">Sent</dt>"));
            *texts.entry(plain(world, &rows.collect::<String>())).or_default() += 1;
        }
    }
    seen.extend(texts.into_iter().map(|(mail, n)| (format!("mail: {mail}"), n.to_string())));
}

/// What each person reads who follows the request by number and code, letters too, and what the program
/// that filed it is told.
fn followed(world: &mut World, seen: &mut Seen) {
    let url = world.house.url().to_owned();
    for (n, name) in NAMES.iter().enumerate() {
        let mut visitor = Visitor::at(&url);
        let form = visitor.read("/en/track");
        let sent = visitor.send(&form, "/en/track", &[("reference", &world.cases[n])]);
        assert_eq!(sent.0, 200, "{}", sent.1);
        let digits = code_for(&url, &address(n), &world.used);
        world.used.insert(digits.clone());
        let fields = [("reference", world.cases[n].as_str()), ("code", &digits)];
        let (status, page) = visitor.send(&sent.1, "/en/track/code", &fields);
        assert_eq!(status, 303, "{page}");
        let case = visitor.read("/en/case");
        for link in case.split("href=\"/en/case/letter/").skip(1) {
            let version = link.split('"').next().unwrap();
            let letter = visitor.read(&format!("/en/case/letter/{version}"));
            seen.insert(format!("letter: {name} {version}"), letter);
        }
        seen.insert(format!("status: {name} page"), case);
    }
    let client = world.house.client();
    for (n, name) in NAMES.iter().enumerate() {
        for what in ["", "/history", "/deadlines"] {
            let told = world.read(&client, n, what).to_string();
            seen.insert(format!("status: {name} program{what}"), told);
        }
    }
}

/// The newest code that was mailed to an address; it is sent behind the visitor's back.
fn code_for(url: &str, to: &str, used: &BTreeSet<String>) -> String {
    const LOOKS: usize = 500;
    let api = Api::at(url);
    for _ in 0..LOOKS {
        let list = api.get("/demo/mailbox").unwrap().text;
        let rows =
            list.split("<tr").filter(|row| row.contains("/demo/mailbox/") && row.contains(to));
        for row in rows {
            let id = row.split("/demo/mailbox/").nth(1).unwrap().split('"').next().unwrap();
            let mail = api.get(&format!("/demo/mailbox/{id}")).unwrap().text;
            if let Some(code) = code(&mail).filter(|code| !used.contains(code)) {
                return code;
            }
        }
    }
    panic!("no code was mailed to {to}");
}

/// The code in a mail, if it brings one.
fn code(mail: &str) -> Option<String> {
    let mut headed = CODE_MAILS.into_iter().filter_map(|head| mail.split_once(head));
    let (_, text) = headed.next()?;
    let text = without_ids(text);
    let mut words = text.split(|mark: char| !mark.is_alphanumeric());
    let is_code = |word: &&str| word.len() == 8 && word.chars().all(|mark| mark.is_ascii_digit());
    words.find(is_code).map(ToOwned::to_owned)
}

/// What members of staff find, one of them from the port itself.
fn searches(world: &mut World, seen: &mut Seen) {
    for who in ["officer-2", "supervisor-1", "port-1"] {
        let mut desk: Desk = world.house.desk(who);
        let own = (0..NAMES.len()).flat_map(|n| [NAMES[n].to_owned(), address(n)]);
        let words = own.chain(SEALED_WORDS.map(|word| word.replace(' ', "+")));
        for word in words {
            let page = desk.read(&format!("/desk/search?q={word}"));
            assert_eq!(page.status, 200, "{word}");
            seen.insert(format!("search: {who} {word}"), page.text());
        }
    }
}

/// The view with what is drawn anew in each world written as what it stands for.
fn plain(world: &World, view: &str) -> String {
    let mut view = view.replace(world.house.url(), "SITE");
    view = view.replace(world.house.url().trim_start_matches("http://"), "SITE");
    for (n, case) in world.cases.iter().enumerate() {
        view = view.replace(case, &format!("CASE-{}", NAMES[n]));
    }
    let pieces: Vec<&str> = view.split("name=\"token\" value=\"").collect();
    let without = |piece: &&str| piece.split_once('"').map_or("", |(_, rest)| rest).to_owned();
    let rest: Vec<String> = pieces[1..].iter().map(without).collect();
    let view = [vec![pieces[0].to_owned()], rest].concat().join("TOKEN");
    by_day(&without_ids(&view))
}

/// Leaves the day of a moment and takes its hour away: `2026-03-25T14:00:00Z` and `10:00 a.m.`.
fn by_day(view: &str) -> String {
    let is_edge = |mark: char| mark.is_ascii_whitespace() || "\"<>(),;".contains(mark);
    let plain = |piece: &str| {
        let word = piece.trim_end_matches(is_edge);
        let edge = &piece[word.len()..];
        let is_clock = word.contains(':') && (word.ends_with("a.m.") || word.ends_with("p.m."));
        match word.split_once('T') {
            _ if is_clock => format!("HOUR{edge}"),
            Some((day, _)) if word.parse::<jiff::Timestamp>().is_ok() => format!("{day}{edge}"),
            Some(_) | None => piece.to_owned(),
        }
    };
    view.split_inclusive(is_edge).map(plain).collect()
}

fn without_ids(view: &str) -> String {
    const SHAPE: [usize; 5] = [8, 4, 4, 4, 12];
    let is_mark = |mark: char| mark.is_ascii_hexdigit() || mark == '-';
    let is_id = |word: &str| {
        let parts: Vec<usize> = word.split('-').map(str::len).collect();
        parts == SHAPE
    };
    let mut plain = String::new();
    let mut rest = view;
    while let Some(at) = rest.find(is_mark) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|mark| !is_mark(mark)).unwrap_or(from.len());
        plain.push_str(before);
        plain.push_str(if is_id(&from[..end]) { "ID" } else { &from[..end] });
        rest = &from[end..];
    }
    plain + rest
}

/// Views that two worlds do not share, each with the first line that differs.
pub(super) fn differences(one: &Seen, other: &Seen) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differing = names.into_iter().filter(|name| one.get(*name) != other.get(*name));
    differing
        .map(|name| {
            let lines = |seen: &Seen| -> Vec<String> {
                seen.get(name)
                    .map(|v| v.lines().map(ToOwned::to_owned).collect())
                    .unwrap_or_default()
            };
            let (a, b) = (lines(one), lines(other));
            let at = a.iter().zip(&b).position(|(a, b)| a != b).unwrap_or(a.len().min(b.len()));
            let line = |all: &[String]| all.get(at).cloned().unwrap_or_default();
            let name: String = name.chars().take(400).collect();
            format!("{name}\n  {}\n  {}", line(&a), line(&b))
        })
        .collect()
}

#[test]
fn only_what_is_drawn_anew_is_taken_away() {
    let view =
        "<time datetime=\"2026-03-25T14:00:00Z\">March 25, 2026, 10:00\u{a0}a.m.</time> 23:59";
    assert_eq!(by_day(view), "<time datetime=\"2026-03-25\">March 25, 2026, HOUR</time> 23:59");
    let view = "a-b 01a20d36-5987-7207-bf82-4e59e7919e2b, 2026-03-25";
    assert_eq!(without_ids(view), "a-b ID, 2026-03-25");
}
