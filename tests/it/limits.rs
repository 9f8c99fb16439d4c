//! The house's limits, checked on every file that is or would be tracked. They are few, and each is here
//! because breaking it once is never noticed and breaking it often cannot be mended.

use std::path::{Path, PathBuf};
use std::process::Command;

const LINES: usize = 400;
const LINES_OF_TESTS: usize = 700;

/// How a statement begins, in upper case as the house writes it.
const STATEMENTS: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "WITH ",
    "CREATE ",
    "ALTER ",
    "DROP ",
    "TRUNCATE ",
];

const CLOCKS_OF_THE_DATABASE: &[&str] =
    &["now()", "clock_timestamp", "current_timestamp", "localtimestamp"];

// Written in halves, so that this file passes its own test.
const HOSTS_OF_REGISTRIES: &[&str] = &[
    concat!("static.crates", ".io"),
    concat!("index.crates", ".io"),
    concat!("registry.npm", "js.org"),
    concat!("pypi", ".org"),
    concat!("files.python", "hosted.org"),
    concat!("deb.", "debian.org"),
];
const FOLDERS_OF_PEOPLE: &[&str] =
    &[concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/Us", "ers/")];
const UNFINISHED: &[&str] =
    &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("#[ign", "ore")];

#[test]
fn no_file_is_too_long_to_be_read_at_one_sitting() {
    none_of(files(&[".rs"]).filter_map(|(name, text)| {
        let (lines, limit) = (text.lines().count(), limit_for(&name));
        (lines > limit).then(|| format!("{name}: {lines} lines, at most {limit}"))
    }));
}

#[test]
fn statements_lie_in_files_of_their_own() {
    let code = files(&[".rs"]).filter(|(name, _)| name.starts_with("services/") && !is_test(name));
    none_of(code.flat_map(|(name, text)| lines_with(&name, &text, begins_a_statement)));
}

#[test]
fn the_database_is_no_clock() {
    let statements = files(&[".sql"]).filter(|(name, _)| !name.contains("lease"));
    none_of(statements.flat_map(|(name, text)| {
        lines_with(&name, &text, |line| {
            let words = without_comment(line, "--").to_lowercase();
            CLOCKS_OF_THE_DATABASE.iter().any(|clock| words.contains(clock))
        })
    }));
}

#[test]
fn no_file_names_a_registry_or_a_folder_of_one_machine() {
    let checkout = root();
    let checkout = checkout.to_str().filter(|path| path.matches('/').count() > 1);
    let everything = files(&[]).filter(|(name, _)| name != "Cargo.lock");
    none_of(everything.flat_map(|(name, text)| {
        lines_with(&name, &text, |line| {
            let folders = FOLDERS_OF_PEOPLE.iter().copied().chain(checkout);
            HOSTS_OF_REGISTRIES.iter().any(|host| line.contains(host))
                || folders.into_iter().any(|folder| names_path(line, folder))
        })
    }));
}

#[test]
fn nothing_is_left_for_later_or_switched_off() {
    none_of(files(&[".rs", ".sql", ".sh", ".html", ".ftl", ".toml"]).flat_map(|(name, text)| {
        lines_with(&name, &text, |line| UNFINISHED.iter().any(|mark| line.contains(mark)))
    }));
}

#[test]
fn every_source_that_a_rule_cites_is_listed() {
    let listed = std::fs::read_to_string(root().join("docs/sources.md")).unwrap();
    let rules = files(&[".toml"]).filter(|(name, _)| name.starts_with("contracts/"));
    none_of(rules.flat_map(|(name, text)| {
        let unlisted = keys_of(&text).filter(|key| !listed.contains(&format!("| {key} |")));
        unlisted
            .map(|key| format!("{name}: [{key}] has no row in docs/sources.md"))
            .collect::<Vec<_>>()
    }));
}

#[test]
fn the_marks_are_recognised() {
    assert!(begins_a_statement("    client.query(\"SELECT 1\")"));
    assert!(begins_a_statement("    SELECT name"));
    assert!(!begins_a_statement("    /// SELECT is not said here"));
    assert!(names_path("cd /some/where/else", "/some/where"));
    assert!(!names_path("docs/some/where", "/some/where"));
    let cited = "[limits.US-D01]\ncite = \"[STEP3] a page, see [FCA-ACT]\"";
    assert!(keys_of(cited).eq(["STEP3", "FCA-ACT"]));
    assert_eq!(limit_for("services/domain/src/case/tests.rs"), LINES_OF_TESTS);
    assert_eq!(limit_for("services/domain/src/case/state.rs"), LINES);
}

fn limit_for(name: &str) -> usize {
    if is_test(name) { LINES_OF_TESTS } else { LINES }
}

fn is_test(name: &str) -> bool {
    let is_beside = ["/tests/", "/benches/"].iter().any(|folder| name.contains(folder));
    name.starts_with("tests/") || is_beside || name.ends_with("/tests.rs")
}

fn begins_a_statement(line: &str) -> bool {
    let code = line.trim_start();
    !code.starts_with("//")
        && STATEMENTS.iter().any(|statement| {
            code.starts_with(statement) || code.contains(&format!("\"{statement}"))
        })
}

/// Keys of sources: capitals, figures and hyphens in brackets.
fn keys_of(text: &str) -> impl Iterator<Item = &str> {
    let is_key = |key: &&str| {
        let mut marks = key.chars();
        marks.next().is_some_and(|mark| mark.is_ascii_uppercase())
            && marks.all(|mark| mark.is_ascii_alphanumeric() || mark == '-')
            && !key.contains(char::is_lowercase)
    };
    let openings = text.split('[').skip(1);
    openings.filter_map(|rest| Some(rest.split_once(']')?.0)).filter(is_key)
}

fn names_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|mark| !mark.is_alphanumeric() && !"._-~}".contains(mark))
    })
}

fn without_comment<'a>(line: &'a str, mark: &str) -> &'a str {
    line.split_once(mark).map_or(line, |(code, _)| code)
}

fn lines_with(name: &str, text: &str, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let lines = text.lines().enumerate().filter(|(_, line)| is_wrong(line));
    lines.map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim())).collect()
}

fn none_of(found: impl Iterator<Item = String>) {
    let found: Vec<_> = found.collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// The text files of the project whose names end in one of `endings`, or all.
fn files(endings: &[&str]) -> impl Iterator<Item = (String, String)> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let names = String::from_utf8(listed.stdout).unwrap();
    let wanted =
        |name: &&str| endings.is_empty() || endings.iter().any(|ending| name.ends_with(ending));
    let names: Vec<_> = names.lines().filter(wanted).map(str::to_owned).collect();
    names.into_iter().filter_map(|name| {
        let text = std::fs::read_to_string(root().join(&name)).ok()?;
        Some((name, text))
    })
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
