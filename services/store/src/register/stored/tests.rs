//! Golden samples: every shape that was ever stored has one in `contracts/events`. Each is still
//! read, and what is read is written again byte for byte.

use std::collections::BTreeSet;
use std::path::PathBuf;

use domain::recourse::Mechanism;

use super::*;

fn samples() -> Vec<(String, i16, Vec<u8>)> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../contracts/events"));
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    found.sort();
    let read = |path: PathBuf| {
        let file = path.file_name().unwrap().to_str().unwrap();
        let (name, shape) = file.strip_suffix(".json").unwrap().rsplit_once(".v").unwrap();
        let mut text = std::fs::read(&path).unwrap();
        assert_eq!(text.pop(), Some(b'\n'), "{file} is one line");
        (name.to_owned(), shape.parse().unwrap(), text)
    };
    found.into_iter().map(read).collect()
}

fn written_again(name: &str, shape: i16, payload: &[u8]) -> Result<Stored, String> {
    let stored = if name.starts_with("office.") {
        of_office(&office_event(name, shape, payload)?)
    } else {
        of_case(&case_event(name, shape, payload)?)
    };
    stored.map_err(|e| e.to_string())
}

/// The names of an owner's events: an unknown one is turned down with the list of all.
fn names<T: DeserializeOwned>(wrap: impl Fn(Value) -> Value) -> Vec<String> {
    let unknown = wrap(json!({"name": "?"}));
    let error = serde_json::from_value::<T>(unknown).err().unwrap().to_string();
    let (_, list) = error.split_once("expected").unwrap();
    list.split('`').skip(1).step_by(2).map(ToOwned::to_owned).collect()
}

fn every_name() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let owned = |owner: &str, own: &String| format!("{owner}.{own}");
    let case: Vec<String> = names::<case::Event>(|event| event);
    all.extend(case.iter().filter(|own| *own != "recourse").map(|own| owned("case", own)));
    all.extend(names::<office::Event>(|event| event).iter().map(|own| owned("office", own)));
    for mechanism in Mechanism::ALL {
        let own = names::<domain::recourse::Event>(
            |event| json!({"mechanism": mechanism.code(), "event": event}),
        );
        all.extend(own.iter().map(|own| owned(mechanism.code(), own)));
    }
    all
}

#[test]
fn every_shape_ever_stored_is_read_and_written_again_byte_for_byte() {
    for (name, shape, payload) in samples() {
        let again = written_again(&name, shape, &payload);
        let again = again.unwrap_or_else(|why| panic!("{name} v{shape}: {why}"));
        assert_eq!(
            (again.name.as_str(), again.shape, String::from_utf8_lossy(&again.payload)),
            (name.as_str(), shape, String::from_utf8_lossy(&payload)),
        );
    }
}

#[test]
fn every_event_that_can_be_written_has_a_sample() {
    let sampled: BTreeSet<String> = samples().into_iter().map(|(name, ..)| name).collect();
    assert_eq!(sampled, every_name());
}

#[test]
fn a_shape_from_the_future_is_not_guessed_at() {
    let (name, shape, payload) = samples().remove(0);
    assert!(written_again(&name, shape + 1, &payload).is_err());
}
