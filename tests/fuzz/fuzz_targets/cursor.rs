//! A cursor of the caseload: what is understood comes back the same.
#![no_main]

use web::desk::queue::{read, write};

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Some(cursor) = read(text) {
        assert_eq!(read(&write(cursor)), Some(cursor));
    }
});
