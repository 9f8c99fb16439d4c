//! One death: the program is started with one place planted, people and programs work until it is gone, and
//! it must have gone there and not otherwise.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{ExitStatus, Output};

use acceptance::chance::Chance;
use acceptance::installation::{Installation, program};
use acceptance::visitor::Visitor;

use super::CLIENTS;
use super::ledger::{Ledger, Sides};

/// What a process that died at a place of its own ends with.
const ABORTED: i32 = 6;
/// Most passings of a place that are let go before it dies there.
const PASSED: u64 = 3;
/// Visits before a place that nobody came to counts as missing.
const VISITS: usize = 20;

/// Whether the program that is tested has places to die at: the word by which they are set is in it.
pub(super) fn is_planted() -> bool {
    let path = PathBuf::from(program().get_program());
    let bytes = fs::read(&path).expect("the program that is tested");
    bytes.windows(b"FAILPOINTS".len()).any(|window| window == b"FAILPOINTS")
}

pub(super) fn planted(place: &str, passed: u64) -> String {
    if passed == 0 { format!("{place}=return") } else { format!("{place}={passed}*off->return") }
}

/// The program dies at a place while all work. It does not run before, nor after.
pub(super) fn die(
    house: &mut Installation,
    ledger: &Ledger,
    sides: &Sides,
    place: &str,
    chance: &mut Chance,
) {
    house.kill_if_there();
    house.plant(Some(planted(place, chance.below(PASSED))));
    // What was left undone may lead it there before it is ready.
    if !house.try_restart() {
        return;
    }
    let (round, url) = (ledger.next_round(), house.url().to_owned());
    let id = house.id();
    let ended = std::thread::scope(|scope| {
        let mut working = Vec::new();
        for client in 0..CLIENTS {
            let mut chance = Chance::from_seed(chance.next());
            working.push(scope.spawn(move || ledger.work(sides, client, round, &mut chance)));
        }
        working.push(scope.spawn(move || (0..VISITS).for_each(|nth| visit(&url, round, nth))));
        scope.spawn(move || {
            // Whoever is cut off in the middle of a page ends there.
            let _cut_off: Vec<_> =
                working.into_iter().map(std::thread::ScopedJoinHandle::join).collect();
            house_is_over(id);
        });
        house.wait_end()
    });
    assert_died_there(place, ended);
}

/// Everybody is done, and it should be dead: where it is not, nobody came to the place.
fn house_is_over(id: u32) {
    let _ = std::process::Command::new("kill").args(["-9", &id.to_string()]).output();
}

fn assert_died_there(place: &str, ended: ExitStatus) {
    assert_eq!(ended.signal(), Some(ABORTED), "{place}: it ended with {ended}: nobody came there");
}

/// Somebody begins to file and asks for a code to come back with.
fn visit(url: &str, round: usize, nth: usize) {
    let mut visitor = Visitor::at(url);
    let form = visitor.read("/en/file");
    go_on(&mut visitor, &form, "/en/file", &[]);
    let email = format!("v-{round}-{nth}@example.org");
    for (path, name, value) in
        [("/en/file/who", "filer", "self"), ("/en/file/e-mail", "email", email.as_str())]
    {
        let form = visitor.read(path);
        // The version of the draft that the page shows.
        let seen = form.split("name=\"seen\" value=\"").nth(1).and_then(|r| r.split('"').next());
        go_on(&mut visitor, &form, path, &[("seen", seen.unwrap()), (name, value)]);
    }
}

fn go_on(visitor: &mut Visitor, form: &str, path: &str, fields: &[(&str, &str)]) {
    let (status, page) = visitor.send(form, path, fields);
    assert_eq!(status, 303, "{path}: {page}");
}

/// A rebuild that dies at a place leaves what is in use alone; the next one is not disturbed by it.
pub(super) fn rebuilding(house: &Installation, place: &str) {
    let died: Output = house.command_with(&["rebuild", "--all"], &planted(place, 0));
    assert_died_there(place, died.status);
    let whole = house.command(&["rebuild", "--all"]);
    let said = String::from_utf8_lossy(&whole.stdout).into_owned();
    assert!(whole.status.success(), "after {place}: {said}");
}
