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
        return whole(bytes, &[0xFF, 0xD9], "image/jpeg");
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return whole(bytes, b"IEND", "image/png");
    }
    if head(bytes, 1024).windows(5).any(|w| w == b"%PDF-") {
        let trailer = tail(bytes, 4096);
        if trailer.windows(8).any(|w| w == b"/Encrypt") {
            return Sniffed::Locked;
        }
        return whole(bytes, b"%%EOF", "application/pdf");
    }
    if bytes.get(4..8) == Some(b"ftyp") && HEIC.contains(&bytes.get(8..12).unwrap_or_default()) {
        return Sniffed::Taken("image/heic");
    }
    Sniffed::OtherKind
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
        assert_eq!(sniff(b"\xFF\xD8\xFF\xE0 ... \xFF\xD9"), Sniffed::Taken("image/jpeg"));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n ... "), Sniffed::Cut);
        assert_eq!(sniff(b"\0\0\0\x18ftypheic...."), Sniffed::Taken("image/heic"));
        assert_eq!(sniff(b"\0\0\0\x18ftypqt  ...."), Sniffed::OtherKind);
    }
}
