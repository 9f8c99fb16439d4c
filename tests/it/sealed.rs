//! An operator seals the record, an auditor holds a head, and somebody with all rights over the
//! database rewrites the past.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use acceptance::api::filing;
use acceptance::installation::{Installation, program};
use serde_json::Value;

const AT: &str = "2026-03-02T14:00:00Z";

/// What an auditor took home: a copy of the heads and the public key.
struct Auditor {
    heads: PathBuf,
    key: String,
    papers: PathBuf,
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

impl Auditor {
    fn visit(house: &Installation) -> Self {
        let sealed = house.command(&["heads", "--seal"]);
        assert!(sealed.status.success(), "{sealed:?}");
        let key = lines(&sealed)[0]["key"].as_str().unwrap().to_owned();
        let papers = house.folder().join("papers");
        let heads = papers.join("heads");
        fs::create_dir_all(&heads).unwrap();
        for entry in fs::read_dir(house.folder().join("data/heads")).unwrap().flatten() {
            fs::copy(entry.path(), heads.join(entry.file_name())).unwrap();
        }
        Self { heads, key, papers }
    }

    fn verify_record(&self, house: &Installation, name: &str) -> Output {
        let to = self.papers.join(name);
        assert!(house.command(&["export", "--to", path(&to)]).status.success());
        verify(&["--record", path(&to), "--heads", path(&self.heads), "--key", &self.key])
    }
}

/// Runs `redress verify` without any setting: off-line, as an auditor does.
fn verify(arguments: &[&str]) -> Output {
    program().args(["--json", "verify"]).args(arguments).output().unwrap()
}

/// Rewrites a stream as the database's owner can: its links are right again afterwards.
const REWRITE: &str = include_str!("sealed/rewrite.sql");

#[test]
fn a_rewritten_past_is_found_by_whoever_holds_a_head() {
    let mut house = Installation::start("sealed", AT);
    house.minutes(1);
    let filing = filing("ana@example.org", "2026-02-20");
    let filed = house.client().post("/api/v1/cases", Some("one"), &filing);
    let reference = filed.unwrap().done()["reference"].as_str().unwrap().to_owned();
    let auditor = Auditor::visit(&house);

    let sound = auditor.verify_record(&house, "sound");
    assert!(sound.status.success(), "{sound:?}");
    assert_eq!(lines(&sound).last().unwrap()["compared"], true);
    let papers = path(&auditor.papers);
    let proof = house.command(&["export", "--what", "case", "--case", &reference, "--to", papers]);
    let proof = lines(&proof)[0]["files"][0].as_str().unwrap().to_owned();
    assert!(verify(&["--proof", &proof, "--key", &auditor.key]).status.success());
    let text = fs::read_to_string(&proof).unwrap();
    assert!(!text.contains("ana@example.org"), "nothing sealed is in it");
    let other = text.replacen("\"version\":2", "\"version\":3", 1);
    fs::write(&proof, other).unwrap();
    assert!(!verify(&["--proof", &proof, "--key", &auditor.key]).status.success());

    house.owner().run(REWRITE);
    // By itself the record is in order, and it is said that this is all that was looked at.
    let alone = auditor.papers.join("rewritten");
    assert!(house.command(&["export", "--to", path(&alone)]).status.success());
    let alone = verify(&["--record", path(&alone)]);
    assert!(alone.status.success(), "{alone:?}");
    assert_eq!(lines(&alone).last().unwrap()["compared"], false);
    let found = auditor.verify_record(&house, "rewritten-too");
    assert!(!found.status.success());
    assert!(String::from_utf8_lossy(&found.stdout).contains("are not those of the head"));
    let doctor = house.command(&["doctor"]);
    assert!(String::from_utf8_lossy(&doctor.stdout).contains("ALARM"), "{doctor:?}");
}
