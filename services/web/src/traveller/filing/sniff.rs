//! What a file really is, by its own bytes: neither its name nor what the browser says is
//! believed. A file that is cut short or locked is told so at once, while it can be sent again.

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sniffed {
    /// One of the kinds that are taken.
    Taken(&'static str),
    /// Nothing in it.
    Empty,
    /// Another kind.
    OtherKind,
    /// The end is missing.
    Cut,
    /// It begins like a photo, and what follows is none.
    Broken,
    /// A PDF that asks for a password.
    Locked,
}

/// Brands of the HEIF container that telephones write.
const HEIC: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"];

/// Looks at the bytes.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    if bytes.is_empty() {
        return Sniffed::Empty;
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return photo(bytes, is_jpeg(bytes), &[0xFF, 0xD9], "image/jpeg");
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return photo(bytes, bytes.get(12..16) == Some(b"IHDR"), b"IEND", "image/png");
    }
    if head(bytes, 1024).windows(5).any(|w| w == b"%PDF-") {
        if is_locked(bytes) {
            return Sniffed::Locked;
        }
        return whole(bytes, b"%%EOF", "application/pdf");
    }
    if bytes.get(4..8) == Some(b"ftyp") && HEIC.contains(&bytes.get(8..12).unwrap_or_default()) {
        return Sniffed::Taken("image/heic");
    }
    Sniffed::OtherKind
}

/// A photo whose parts are in order, and whose end is there.
fn photo(bytes: &[u8], is_sound: bool, end: &[u8], media_type: &'static str) -> Sniffed {
    let seen = whole(bytes, end, media_type);
    if seen == Sniffed::Taken(media_type) && !is_sound { Sniffed::Broken } else { seen }
}

/// Walks the segments of a JPEG up to its picture: a frame must come before the first scan.
fn is_jpeg(bytes: &[u8]) -> bool {
    let (mut at, mut has_frame) = (2, false);
    while let Some(&[0xFF, marker]) = bytes.get(at..at + 2) {
        match marker {
            0xDA => return has_frame,
            // Padding before a marker, and markers that stand alone.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD7 => at += 2,
            _ => {
                has_frame |= matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
                let Some(&[high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
            }
        }
    }
    false
}

/// The key of a locked PDF stands in its trailer, which writers put at either end or in a stream;
/// what follows the word tells it from a mention in a text.
fn is_locked(bytes: &[u8]) -> bool {
    const WORD: &[u8] = b"/Encrypt";
    let names_a_key = |at: usize| {
        let rest = head(&bytes[at + WORD.len()..], 16).trim_ascii_start();
        rest.starts_with(b"<<") || rest.first().is_some_and(u8::is_ascii_digit)
    };
    bytes.windows(WORD.len()).enumerate().any(|(at, word)| word == WORD && names_a_key(at))
}

/// Cameras and mail programs add a little behind the end.
fn whole(bytes: &[u8], end: &[u8], media_type: &'static str) -> Sniffed {
    let found = tail(bytes, 64 * 1024).windows(end.len()).any(|w| w == end);
    if found { Sniffed::Taken(media_type) } else { Sniffed::Cut }
}

fn head(bytes: &[u8], most: usize) -> &[u8] {
    &bytes[..bytes.len().min(most)]
}

fn tail(bytes: &[u8], most: usize) -> &[u8] {
    &bytes[bytes.len().saturating_sub(most)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_the_bytes_and_not_the_name() {
        assert_eq!(sniff(b""), Sniffed::Empty);
        assert_eq!(sniff(b"MZ\x90 renamed.pdf"), Sniffed::OtherKind);
        assert_eq!(sniff(b"%PDF-1.7 ... %%EOF\n"), Sniffed::Taken("application/pdf"));
        assert_eq!(sniff(b"%PDF-1.7 ... "), Sniffed::Cut);
        assert_eq!(sniff(b"%PDF-1.7 trailer << /Encrypt 5 0 R >> %%EOF"), Sniffed::Locked);
        assert_eq!(
            sniff(b"%PDF-1.7 /EncryptMetadata true %%EOF"),
            Sniffed::Taken("application/pdf")
        );
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n ... "), Sniffed::Cut);
        assert_eq!(sniff(b"\0\0\0\x18ftypheic...."), Sniffed::Taken("image/heic"));
        assert_eq!(sniff(b"\0\0\0\x18ftypqt  ...."), Sniffed::OtherKind);
    }

    #[test]
    fn a_photo_has_its_parts_in_order() {
        let sound = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xC0\0\x04cd\xFF\xDA\0\x02 ... \xFF\xD9";
        assert_eq!(sniff(sound), Sniffed::Taken("image/jpeg"));
        assert_eq!(sniff(&sound[..20]), Sniffed::Cut);
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0 ... \xFF\xD9"), Sniffed::Broken);
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xDA\0\x02 \xFF\xD9"), Sniffed::Broken);
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n words IEND"), Sniffed::Broken);
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR ... IEND"), Sniffed::Taken("image/png"));
    }
}
