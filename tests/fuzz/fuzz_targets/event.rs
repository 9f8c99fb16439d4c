//! A stored event, whatever its shape.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    drop(store::reading::understand(bytes));
});
