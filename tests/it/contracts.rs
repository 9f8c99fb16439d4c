//! What others rely on is committed, and is what the program does: a difference is found here before it is
//! found by them.

use std::fs;

use acceptance::installation::{house, program};

#[test]
fn the_committed_interface_is_the_one_that_the_program_writes() {
    let folder = std::env::temp_dir().join(format!("redress-contracts-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let written = program().arg("contracts").arg("--to").arg(&folder).status().unwrap();
    assert!(written.success());
    let fresh = fs::read_to_string(folder.join("openapi.json")).unwrap();
    let committed = fs::read_to_string(house().join("contracts/openapi.json")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let differs = fresh.lines().zip(committed.lines()).position(|(new, old)| new != old);
    assert!(
        fresh == committed,
        "contracts/openapi.json is not what `redress contracts` writes; first at line {differs:?}"
    );
}
