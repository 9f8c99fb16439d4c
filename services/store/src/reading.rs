//! Whether this program understands an event as it lies in the record, asked without a record: what
//! comes from a file, an old backup or a fuzzer is read by the same code as what comes from the
//! database.

use crate::register::stored::{case_event, office_event};

/// Reads an event written as its name, its shape and its payload, a line each; answers what is
/// wrong with it where it is not understood.
pub fn understand(sample: &[u8]) -> Result<(), String> {
    let mut parts = sample.splitn(3, |byte| *byte == b'\n');
    let mut text = || std::str::from_utf8(parts.next().unwrap_or_default());
    let name = text().map_err(|e| e.to_string())?;
    let shape = text().map_err(|e| e.to_string())?.parse::<i16>().map_err(|e| e.to_string())?;
    let payload = parts.next().ok_or("it has no payload")?;
    if name.starts_with("office.") {
        office_event(name, shape, payload).map(drop)
    } else {
        case_event(name, shape, payload).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn says_what_it_understands_and_why_not() {
        assert_eq!(
            understand(b"case.message_received\n9\n{}").unwrap_err(),
            "shape 9 is not known to this program"
        );
        assert!(understand(b"case.opened").is_err());
    }

    /// What was once fed to it by chance is fed to it in every run.
    #[test]
    fn the_corpus_harms_nothing() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/corpus/event");
        let files: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().collect();
        let read = |file: &std::fs::DirEntry| std::fs::read(file.path()).unwrap();
        let understood = files.iter().filter(|file| understand(&read(file)).is_ok()).count();
        assert!(understood > 3, "{understood} of {}", files.len());
    }
}
