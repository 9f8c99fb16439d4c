//! A form with a file: token first, then small answers, then one file, held to its size, its
//! number of fields and its time while it arrives. What is too long is read to its end and thrown
//! away, so that the browser gets a page and not a broken connection.

use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::HttpMessage as _;
use futures_util::StreamExt as _;

use crate::error::WebError;
use crate::posted::{self, Posted};
use crate::token;
use crate::visit::Visit;

/// Most bytes of one file.
pub const FILE: usize = 10 * 1024 * 1024;
/// Most bytes of one answer beside it.
const ANSWER: usize = 8 * 1024;
/// Most bytes of all answers and their names.
const ANSWERS: usize = 64 * 1024;
/// Most fields of one form.
const FIELDS: usize = 20;
/// Beyond this nothing is read any more.
const DRAIN: usize = 12 * FILE;
/// Time that a form may take to come: ten megabytes over a slow line.
const DEADLINE: Duration = Duration::from_mins(3);

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
pub async fn read(visit: &Visit, form: Multipart) -> Result<Upload, WebError> {
    posted::in_time(DEADLINE, taken(visit, form)).await
}

async fn taken(visit: &Visit, mut form: Multipart) -> Result<Upload, WebError> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut file: Option<(String, Option<Vec<u8>>)> = None;
    let (mut proved, mut fields, mut size) = (false, 0, 0);
    while let Some(field) = form.next().await {
        let mut field = field.map_err(|_| WebError::StaleForm)?;
        fields += 1;
        if fields > FIELDS {
            return Err(WebError::TooLarge);
        }
        if let Some(name) = file_name(&field) {
            if !proved || file.is_some() {
                return Err(WebError::StaleForm);
            }
            file = Some((name, collect(&mut field, FILE).await?));
            continue;
        }
        let key = field.name().unwrap_or_default().to_owned();
        let answer = collect(&mut field, ANSWER).await?.ok_or(WebError::TooLarge)?;
        size += key.len() + answer.len();
        if size > ANSWERS {
            return Err(WebError::TooLarge);
        }
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
    let (name, bytes) = file.unwrap_or_else(|| (String::new(), Some(Vec::new())));
    let posted = Posted::of(pairs);
    visit.request().extensions_mut().insert(posted.clone());
    Ok(Upload { posted, name, bytes })
}

/// The name under which a field hands in a file; an answer has none.
fn file_name(field: &Field) -> Option<String> {
    Some(clean(field.content_disposition()?.get_filename()?))
}

async fn collect(field: &mut Field, most: usize) -> Result<Option<Vec<u8>>, WebError> {
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
