//! A posted form, already proved to come from one of our own pages. A handler that takes
//! [`Posted`] cannot forget the check, nor wait for a body that never comes.

use std::pin::Pin;
use std::time::Duration;

use actix_web::dev::{Payload, UrlEncoded};
use actix_web::http::header::HeaderMap;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use unicode_normalization::UnicodeNormalization;

use crate::error::WebError;
use crate::token;
use crate::visit::Visit;

/// Most bytes of a form as it is sent. A character can take twelve of them, so the longest text
/// that we take fits in, and so does one that is somewhat longer: it comes back to be shortened.
const FORM: usize = 320 * 1024;
/// Time that a form may take to come.
const DEADLINE: Duration = Duration::from_secs(20);

/// Fields that no page ever gives back.
const HIDDEN: [&str; 5] = [token::FIELD, "once", "seen", "code", "password"];

/// Fields of a form, in the order sent; a name may come more than once.
#[derive(Debug, Clone, Default)]
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// The value of a field, trimmed and in NFC; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field that was ticked, in order.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| v.clone()).collect()
    }

    /// What was written in words, by the name of its question: what a person would miss most. What
    /// was ticked or drawn for them, and what nobody may read, is left out.
    pub fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        all.filter(|(name, value)| !HIDDEN.contains(name) && value.chars().any(char::is_whitespace))
    }

    /// From pairs: trimmed, in NFC, with one kind of line end.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name, tidy(&value))).collect())
    }
}

/// Trimmed, in NFC, lines ended by one character, control characters out.
pub fn tidy(value: &str) -> String {
    let lines = value.replace("\r\n", "\n");
    lines.nfc().filter(|c| *c == '\n' || !c.is_control()).collect::<String>().trim().to_owned()
}

/// Whether a browser says that a request came from another site. A client that says nothing is
/// left to the token.
pub fn is_foreign(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split("://").nth(1) != Some(host),
        _ => false,
    }
}

/// Checks a form's origin and token.
pub fn prove(visit: &Visit, token: &str) -> Result<(), WebError> {
    if is_foreign(visit.request().headers()) || !visit.tokens().holds(visit.place(), token) {
        return Err(WebError::StaleForm);
    }
    Ok(())
}

/// What is read, or that it took too long to come.
pub async fn in_time<T>(
    limit: Duration,
    reading: impl Future<Output = Result<T, WebError>>,
) -> Result<T, WebError> {
    tokio::time::timeout(limit, reading).await.unwrap_or(Err(WebError::TooSlow))
}

impl FromRequest for Posted {
    type Error = WebError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, WebError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let form = UrlEncoded::<Vec<(String, String)>>::new(request, payload).limit(FORM);
        let request = request.clone();
        Box::pin(async move {
            let pairs = async { form.await.map_err(|error| WebError::of_form(&error)) };
            let posted = Self::of(in_time(DEADLINE, pairs).await?);
            if !is_foreign(request.headers()) {
                // Whatever comes of it, the page that follows can give the words back.
                request.extensions_mut().insert(posted.clone());
            }
            prove(&Visit::of(&request), posted.get(token::FIELD))?;
            Ok(posted)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_character_people_have_in_their_names() {
        let posted = Posted::of(vec![("name".into(), "  Zoe\u{308} O’Brien-Nguyễn ".into())]);
        assert_eq!(posted.get("name"), "Zoë O’Brien-Nguyễn");
        assert_eq!(tidy("a\r\nb\u{0}"), "a\nb");
    }

    #[actix_web::test]
    async fn does_not_wait_for_ever() {
        let never = std::future::pending::<Result<(), WebError>>();
        let waited = in_time(Duration::from_millis(1), never).await;
        assert!(matches!(waited, Err(WebError::TooSlow)));
    }

    #[test]
    fn the_longest_text_fits_in_a_form() {
        let most = "%F0%9F%99%82".len() * crate::steps::TEXT;
        assert!(most * 5 / 4 < FORM, "{most}");
    }
}
