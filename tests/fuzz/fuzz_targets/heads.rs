//! A file of heads, under the key of the corpus, held against a record that is empty.
#![no_main]

use verify::{Check, Heads, Key};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let key = Key::parse(include_str!("../key.pub")).expect("the key of the corpus");
    if let Ok(text) = std::str::from_utf8(bytes) {
        let heads = Heads::read(text, &key);
        Check::against(&heads).finish();
        Key::parse(text);
    }
});
