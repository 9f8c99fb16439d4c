//! What chance was let loose from (`ops/fuzz`) goes through the same functions in every run, and is
//! still what it was: whole, or faulty.

use std::fs;
use std::path::{Path, PathBuf};

use verify::{Check, Heads, Key, ProofFault, check, prove};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz")
}

#[expect(clippy::unwrap_used, reason = "a corpus that cannot be read stops the test")]
fn files(target: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(fuzz().join("corpus").join(target)).unwrap().flatten();
    let read = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        (name, fs::read(entry.path()).unwrap())
    };
    entries.map(read).collect()
}

#[expect(clippy::unwrap_used, reason = "without its key the corpus says nothing")]
fn key() -> Key {
    Key::parse(&fs::read_to_string(fuzz().join("key.pub")).unwrap()).unwrap()
}

#[test]
fn records() {
    for (name, bytes) in files("record") {
        let report = check(bytes.as_slice());
        let whole = ["whole", "one"].contains(&name.as_str());
        assert_eq!(report.sound(), whole, "{name}: {:?}", report.faults);
    }
}

#[test]
fn heads() {
    for (name, bytes) in files("heads") {
        let heads = Heads::read(&String::from_utf8_lossy(&bytes), &key());
        Check::against(&heads).finish();
        match name.as_str() {
            "three" => assert_eq!((heads.heads.len(), heads.faults.len()), (3, 0)),
            "one" | "bare" => assert_eq!((heads.heads.len(), heads.faults.len()), (1, 0)),
            "cut-off" => assert_eq!((heads.heads.len(), heads.unfinished), (1, 1)),
            _ => {}
        }
    }
}

#[test]
fn proofs() {
    for (name, bytes) in files("proof") {
        let proved = prove(&bytes, &key(), &Heads::default());
        match name.as_str() {
            "whole" | "one" => assert!(proved.unwrap().events > 0),
            "empty" => assert_eq!(proved, Err(ProofFault::Empty)),
            _ => assert!(proved.is_err(), "{name}"),
        }
    }
}

#[test]
fn a_proof_is_held_against_heads_from_outside() {
    let outside = fs::read_to_string(fuzz().join("corpus/heads/three")).unwrap();
    let bytes = fs::read(fuzz().join("corpus/proof/whole")).unwrap();
    let heads = Heads::read(&outside, &key());
    let proof = prove(&bytes, &key(), &heads).unwrap();
    assert!(heads.heads.contains(&proof.head));
}
