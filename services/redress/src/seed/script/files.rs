//! Files that are handed in: two small samples that say themselves that they are made up.

use domain::ids::PartId;
use domain::matter::{Content, File, Matter};
use domain::recourse::inquiry::codes::Item;
use sha2::{Digest as _, Sha256};

use super::Script;

/// A sample file, kept once a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sample {
    /// A picture, as a telephone takes it.
    Picture,
    /// A document of one page.
    Page,
}

impl Sample {
    /// Its bytes.
    pub(crate) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Picture => include_bytes!("../../../data/sample.png"),
            Self::Page => include_bytes!("../../../data/sample.pdf"),
        }
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Picture => "image/png",
            Self::Page => "application/pdf",
        }
    }

    /// The sample behind a sealed description.
    pub(crate) fn of(file: &File) -> Self {
        if file.media_type == Self::Picture.media_type() { Self::Picture } else { Self::Page }
    }
}

impl Script<'_> {
    /// A document and its sealed description; whoever plays the act puts the store's key in.
    pub(super) fn file(&mut self, item: Item) -> (PartId, Matter) {
        let photo = self.words.percent(self.w.lists.shares.papers.photo);
        let sample = if photo { Sample::Picture } else { Sample::Page };
        let number = self.matters + 1;
        let name = match sample {
            Sample::Picture => format!("IMG_{}.png", 1000 + number),
            Sample::Page => {
                format!("{}-{number}.pdf", item.code().to_lowercase().replace('_', "-"))
            }
        };
        let file = File {
            name,
            media_type: sample.media_type().to_owned(),
            bytes: sample.bytes().len() as u64,
            sha256: hex(&Sha256::digest(sample.bytes())),
            key: String::new(),
        };
        let matter = self.seal(Content::File(file));
        (self.part(&format!("document {number}")), matter)
    }
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(u32::from(n), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
