//! People are erased by command while the server runs. A stranger with tables, files and keyring reads
//! everything of them before and nothing afterwards, not even from an old copy; no byte that the
//! installation wrote holds a word of them; who was not erased keeps every byte.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use acceptance::chance::Chance;
use acceptance::database::Owner;
use acceptance::installation::Installation;
use serde_json::Value;

use foreign::{Copy, copy, recovered};
use look::Wanted;
use people::{Person, come, keyring, leave_behind};

mod foreign;
mod look;
mod people;

const START: &str = "2026-03-02T14:00:00Z";
/// Steps of an erasure, each of which says so when it is done.
const STEPS: usize = 6;

#[test]
fn ten_erased_people_leave_nothing_behind() {
    campaign("erasure", 10, 20_260_401);
}

#[test]
fn campaign_a_hundred_erased_people_leave_nothing_behind() {
    campaign("hundred-erasures", 100, 20_260_402);
}

/// What a thief or a backup may have from before.
struct Before {
    tables: Copy,
    keyring: Vec<u8>,
    files: PathBuf,
}

fn campaign(name: &str, erased: usize, seed: u64) {
    let mut house = Installation::start(name, START);
    let owner = house.owner();
    let everybody = furnish(&mut house, &owner, erased + 1, seed);
    let (control, gone) = everybody.split_first().unwrap();
    let old = keep(&house, &owner);
    let words: Vec<String> = gone.iter().flat_map(|person| person.words.clone()).collect();
    let read = recovered(&old.tables, &old.files, &old.keyring);
    assert_eq!(count(&read, &words), words.len(), "the stranger cannot read: this proves nothing");
    assert_eq!(count(&read, &control.words), control.words.len());
    nothing_at_rest(&house, &owner, &words);
    done(&house, &["verify"]);
    let key = current(&house);
    erase(&house, gone);
    rotate(&house, &key);
    done(&house, &["verify"]);
    done(&house, &["rebuild", "--all"]);
    unreadable(&house, &owner, &old, (control, &words));
    neighbours_kept(&house, &owner, &old, gone);
    nothing_served(&house, control, gone);
    owner.run("VACUUM FULL");
    nothing_at_rest(&house, &owner, &words);
    println!("seed {seed}: {erased} people with {} words erased, none left", words.len());
    fs::remove_dir_all(old.files).unwrap();
    returns_nobody(&mut house, &owner, gone);
}

fn furnish(house: &mut Installation, owner: &Owner, people: usize, seed: u64) -> Vec<Person> {
    let (client, mut chance) = (house.client(), Chance::from_seed(seed));
    let mut everybody: Vec<Person> = (0..people).map(|n| come(&client, n, &mut chance)).collect();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let register = people::register(house).await;
        for (n, person) in everybody.iter().enumerate() {
            leave_behind(&register, n, person, START.parse().unwrap()).await;
        }
    });
    // The letters go out and are kept in the mailbox.
    house.minutes(5);
    for person in &mut everybody {
        let found = format!(
            "SELECT convert_from(e.payload, 'UTF8')::jsonb -> 'traveller' ->> 0,
                convert_from(e.payload, 'UTF8') FROM register.event e
             JOIN register.stream s ON s.shard = e.shard AND s.stream_id = e.stream_id
             WHERE s.reference = '{}' AND e.name = 'case.opened'",
            person.case
        );
        let payload: Value = serde_json::from_str(&owner.run(&found)[0][1]).unwrap();
        person.subject = subject(&payload).expect("a traveller");
    }
    everybody
}

/// The traveller of an opening, however deep it lies.
fn subject(payload: &Value) -> Option<String> {
    match payload {
        Value::Object(fields) => match fields.get("traveller") {
            Some(Value::String(id)) => Some(id.clone()),
            _ => fields.values().find_map(subject),
        },
        Value::Array(all) => all.iter().find_map(subject),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn keep(house: &Installation, owner: &Owner) -> Before {
    let from = house.folder().join("data/documents");
    let files = house.folder().with_extension("old-documents");
    copy_folder(&from, &files);
    let keyring = fs::read(keyring(house.folder())).unwrap();
    Before { tables: copy(owner), keyring, files }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let beside = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &beside);
        } else {
            fs::copy(entry.path(), beside).unwrap();
        }
    }
}

fn count(read: &str, words: &[String]) -> usize {
    words.iter().filter(|word| read.contains(word.as_str())).count()
}

/// What a command answers that does what it was asked.
fn done(house: &Installation, arguments: &[&str]) -> String {
    let out = house.command(arguments);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(out.status.success(), "{arguments:?}: {said}");
    String::from_utf8(out.stdout).unwrap()
}

/// The master key that new seals use, as the keyring names it.
fn current(house: &Installation) -> String {
    let read: Value = serde_json::from_slice(&fs::read(keyring(house.folder())).unwrap()).unwrap();
    read["current"].as_str().unwrap().to_owned()
}

/// Erases all; the first few commands are killed behind each step, and asked again.
fn erase(house: &Installation, gone: &[Person]) {
    for (nth, person) in gone.iter().enumerate() {
        let asked =
            ["erase", "--case", &person.case, "--reason", "on request", "--by", "registrar"];
        if nth == 0 {
            assert!(!house.command(&asked).status.success(), "erased without --confirm");
        }
        let asked = [asked.as_slice(), &["--confirm"]].concat();
        if nth == 0 {
            held(house, person, &asked);
        }
        if (1..STEPS).contains(&nth) {
            kill_behind(house, &asked, "erasing", nth);
        }
        let certificate: Value = serde_json::from_str(&done(house, &asked)).unwrap();
        assert_eq!(certificate["subject"].as_str(), Some(person.subject.as_str()));
        let destroyed = &certificate["destroyed"];
        for what in [
            "sealed_matter",
            "search_tokens",
            "files",
            "drafts",
            "sessions",
            "direct_mails",
            "codes",
            "mailbox",
        ] {
            // Killed between a step and its counting, a step is not counted.
            assert!(
                destroyed[what].as_u64() >= Some(u64::from(nth >= STEPS)),
                "{what}: {certificate}"
            );
        }
    }
}

/// A hold refuses the erasure until it is lifted, and says which hold it is.
fn held(house: &Installation, person: &Person, asked: &[&str]) {
    let act = ["--reason", "file 12", "--by", "counsel"];
    let set = [["hold", "set", "--case", &person.case].as_slice(), &act].concat();
    let set: Value = serde_json::from_str(&done(house, &set)).unwrap();
    let id = set["hold"].as_str().unwrap();
    let refused = house.command(asked);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains(id), "{said}");
    done(house, &[["hold", "lift", "--hold", id].as_slice(), &act].concat());
    assert!(done(house, &["hold", "list"]).contains("counsel"));
}

/// Kills a command once it has said a word so many times.
fn kill_behind(house: &Installation, asked: &[&str], word: &str, times: usize) {
    let mut child = house.begin(asked);
    let said = BufReader::new(child.stderr.take().unwrap());
    let heard =
        said.lines().map_while(Result::ok).filter(|line| line.contains(word)).nth(times - 1);
    assert!(heard.is_some(), "{asked:?} ended before {word} was said {times} times");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// A new master key, the rotation killed on its way, and the old key destroyed.
fn rotate(house: &Installation, old: &str) {
    let early = house.command(&["keys", "destroy", "--key", old, "--confirm"]);
    assert!(!early.status.success(), "the key in use was destroyed");
    for times in [1, 3] {
        kill_behind(house, &["keys", "rotate"], "wrapping anew", times);
    }
    let rotated: Value = serde_json::from_str(&done(house, &["keys", "rotate"])).unwrap();
    assert_eq!(rotated["left"], 0, "{rotated}");
    for line in done(house, &["keys", "list"]).lines() {
        let key: Value = serde_json::from_str(line).unwrap();
        let name = key["key"].as_str().unwrap();
        if key["current"] == false {
            assert!(!house.command(&["keys", "destroy", "--key", name]).status.success());
            done(house, &["keys", "destroy", "--key", name, "--confirm"]);
        }
    }
    let file = fs::read_to_string(keyring(house.folder())).unwrap();
    assert!(!file.contains(old), "the old key is still in the file");
}

/// The stranger reads the control and nobody else: from the live tables, and from the old ones with the
/// new keyring. With the old keyring too the old copy opens: that one must be destroyed as well.
fn unreadable(house: &Installation, owner: &Owner, old: &Before, who: (&Person, &[String])) {
    let (control, words) = who;
    let (tables, keyring) = (copy(owner), fs::read(keyring(house.folder())).unwrap());
    let files = house.folder().join("data/documents");
    for (what, keys) in [("new", &keyring), ("old", &old.keyring)] {
        let read = recovered(&tables, &files, keys);
        assert_eq!(count(&read, words), 0, "live tables, {what} keyring");
    }
    let live = recovered(&tables, &files, &keyring);
    assert_eq!(count(&live, &control.words), control.words.len(), "the control was lost");
    let read = recovered(&old.tables, &old.files, &keyring);
    assert_eq!(count(&read, words), 0, "old tables with the new keyring");
    // An old copy with the key table of now is how others are restored: all but what a master key itself
    // had sealed, which is the draft.
    let keys = ("people.subject_key".to_owned(), tables["people.subject_key"].clone());
    let mended: Copy = old.tables.clone().into_iter().chain([keys]).collect();
    let read = recovered(&mended, &old.files, &keyring);
    assert_eq!(count(&read, words), 0, "old tables with the key table of now");
    assert_eq!(count(&read, &control.words[..7]), 7, "others cannot be restored");
    let read = recovered(&old.tables, &old.files, &old.keyring);
    assert_eq!(count(&read, words), words.len(), "the old copy was no copy");
}

/// Rows that are nobody's but others' are as they were, and so are others' files.
fn neighbours_kept(house: &Installation, owner: &Owner, old: &Before, gone: &[Person]) {
    let now = copy(owner);
    let is_others =
        |row: &&Value| gone.iter().all(|p| row["subject_id"].as_str() != Some(p.subject.as_str()));
    let of = |tables: &Copy, table: &str| -> Vec<String> {
        let mut rows: Vec<String> =
            tables[table].iter().filter(is_others).map(Value::to_string).collect();
        rows.sort();
        rows
    };
    for table in ["people.sealed", "people.search", "people.document", "register.stream"] {
        assert_eq!(of(&old.tables, table), of(&now, table), "{table}");
        assert!(!of(&now, table).is_empty(), "{table} is empty");
    }
    let events = |tables: &Copy| -> BTreeMap<String, usize> {
        let of = tables.keys().filter(|name| name.starts_with("register.event"));
        of.map(|name| (name.clone(), tables[name].len())).collect()
    };
    assert_eq!(events(&old.tables), events(&now), "the record changed");
    for row in now["people.document"].iter().filter(is_others) {
        let key = row["key"].as_str().unwrap();
        let path = Path::new(&key[..2]).join(key);
        let live = fs::read(house.folder().join("data/documents").join(&path)).unwrap();
        assert_eq!(live, fs::read(old.files.join(&path)).unwrap(), "{key}");
    }
}

/// Pages and programs that show a case show nothing of who was erased.
fn nothing_served(house: &Installation, control: &Person, gone: &[Person]) {
    let officer = house.staff("officer-1");
    let shown = |person: &Person| {
        let path = format!("/api/v1/cases/{}", person.case);
        let parts = ["", "/history", "/deadlines"]
            .map(|part| officer.get(&format!("{path}{part}")).unwrap());
        assert!(parts.iter().all(|part| part.status == 200), "{parts:?}");
        parts.map(|part| part.text).concat()
    };
    for person in gone {
        assert_eq!(count(&shown(person), &person.words), 0, "{}", person.case);
    }
    shown(control);
}

/// No word of theirs lies anywhere on disk: tables, log of writes, files, what was said.
fn nothing_at_rest(house: &Installation, owner: &Owner, words: &[String]) {
    owner.run("SELECT pg_switch_wal()");
    owner.run("CHECKPOINT");
    let found = Wanted::of(words).below(house.folder());
    assert!(found.is_empty(), "{found:?}");
}

/// A word that is put into a table in the open is found by the same look: else finding none says nothing.
/// And a database that was restored from an older copy is refused until the ledger was replayed on it.
fn returns_nobody(house: &mut Installation, owner: &Owner, gone: &[Person]) {
    let planted = "vqxkzjwyhgpmbtd".to_owned();
    owner.run(&format!("CREATE TABLE public.slip AS SELECT '{planted}' AS said"));
    owner.run("CHECKPOINT");
    let found = Wanted::of(&[planted]).below(house.folder());
    assert!(
        found.values().flatten().any(|path| path.to_string_lossy().contains("base")),
        "{found:?}"
    );
    assert!(
        found.values().flatten().any(|path| path.to_string_lossy().contains("pg_wal")),
        "{found:?}"
    );
    owner.run("DROP TABLE public.slip");
    // As a copy from before the erasures would have it.
    let one = &gone[0].subject;
    owner.run(&format!("DELETE FROM people.erasure WHERE subject_id = '{one}'"));
    let look = String::from_utf8(house.command(&["doctor"]).stdout).unwrap();
    assert!(look.contains("lacks 1 erasures of the ledger"), "{look}");
    let settings = house.folder().join("serve.toml");
    fs::write(&settings, "bind = '127.0.0.1:0'\nmetrics_bind = '127.0.0.1:0'\n").unwrap();
    let settings = settings.display().to_string();
    let served = house.command(&["--config", &settings, "serve", "--role", "web"]);
    let said = String::from_utf8_lossy(&served.stderr).into_owned();
    assert!(!served.status.success() && said.contains("replay-ledger"), "{said}");
    let replayed: Value =
        serde_json::from_str(&done(house, &["erase", "--replay-ledger"])).unwrap();
    assert_eq!(replayed["subject"].as_str(), Some(one.as_str()));
    house.stop();
    house.restart();
}
