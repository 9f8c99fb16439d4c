//! The program that people use is a normal build: the places at which tests make another one die are not in it.

use std::fs;
use std::path::PathBuf;

use acceptance::installation::program;

#[test]
fn the_program_has_no_places_to_die_at() {
    let path = PathBuf::from(program().get_program());
    let bytes = fs::read(&path).expect("the program that is tested");
    let holds = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(holds("REDRESS_DATABASE_URL"), "words of settings can be found in it");
    assert!(!holds("FAILPOINTS"), "built with places to die at: {}", path.display());
}
