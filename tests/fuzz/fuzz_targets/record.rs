//! Lines of an exported record.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    verify::check(bytes);
});
