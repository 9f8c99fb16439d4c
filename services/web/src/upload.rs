//! A form with a file: token first, then small answers, then one file, held to its size while it
//! arrives. What is too long is read to its end and thrown away, so that the browser gets a page
//! and not a broken connection.

use actix_multipart::Multipart;
use futures_util::StreamExt as _;

use crate::error::WebError;
use crate::posted::{self, Posted};
use crate::token;
use crate::visit::Visit;

/// Most bytes of one file.
pub const FILE: usize = 10 * 1024 * 1024;
/// Most bytes of one answer beside it.
const ANSWER: usize = 8 * 1024;
/// Beyond this nothing is read any more.
const DRAIN: usize = 12 * FILE;

/// What was sent.
pub struct Upload {
    /// The small answers.
    pub posted: Posted,
    /// Name of the file, as sent.
    pub name: String,
    /// Its bytes; absent where it was too long.
    pub bytes: Option<Vec<u8>>,
}

/// Reads the form; the token is checked before the first byte of the file is kept.
pub async fn read(visit: &Visit, mut form: Multipart) -> Result<Upload, WebError> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let (mut name, mut bytes) = (String::new(), Some(Vec::new()));
    let mut proved = false;
    while let Some(field) = form.next().await {
        let mut field = field.map_err(|_| WebError::StaleForm)?;
        let key = field.name().unwrap_or_default().to_owned();
        let sent_name = field.content_disposition().and_then(|d| d.get_filename());
        if let Some(sent) = sent_name.map(clean) {
            if !proved {
                return Err(WebError::StaleForm);
            }
            name = sent;
            bytes = collect(&mut field, FILE).await?;
            continue;
        }
        let answer = collect(&mut field, ANSWER).await?.ok_or(WebError::TooLarge)?;
        let answer = String::from_utf8(answer).map_err(|_| WebError::StaleForm)?;
        if key == token::FIELD {
            posted::prove(visit, &answer)?;
            proved = true;
        }
        pairs.push((key, answer));
    }
    if !proved {
        return Err(WebError::StaleForm);
    }
    Ok(Upload { posted: Posted::of(pairs), name, bytes })
}

async fn collect(
    field: &mut actix_multipart::Field,
    most: usize,
) -> Result<Option<Vec<u8>>, WebError> {
    let (mut bytes, mut seen) = (Vec::new(), 0usize);
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(|_| WebError::StaleForm)?;
        seen += chunk.len();
        if seen > DRAIN {
            return Err(WebError::TooLarge);
        }
        if seen <= most {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok((seen <= most).then_some(bytes))
}

/// Some browsers send a whole path; the name itself is kept as it is.
fn clean(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or("");
    posted::tidy(name).chars().filter(|c| *c != '\n').take(200).collect()
}
