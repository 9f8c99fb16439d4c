//! A case with its proof, under the key of the corpus.
#![no_main]

use verify::{Heads, Key};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let key = Key::parse(include_str!("../key.pub")).expect("the key of the corpus");
    drop(verify::prove(bytes, &key, &Heads::default()));
});
