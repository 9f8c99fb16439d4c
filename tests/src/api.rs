//! A caller of the programming interface. It says for each call whether an answer came at all, because
//! after a kill that is the question.

use std::time::Duration;

use serde_json::{Value, json};
use ureq::Agent;

/// Longest that a call may take; moving the clock through months is the longest.
const PATIENCE: Duration = Duration::from_secs(280);

/// Too much is going on.
pub const BUSY: u16 = 503;
/// How often a caller asks before it takes that for the answer.
pub const TRIES: usize = 20;

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Body; null where it is not JSON.
    pub body: Value,
    /// Body as it came.
    pub text: String,
    /// Whether the key had been answered before.
    pub replayed: bool,
    /// Seconds after which to come back, where that was said.
    pub retry_after: Option<u64>,
}

impl Answer {
    /// The body of a success.
    ///
    /// # Panics
    /// Where it is none: the story cannot go on.
    pub fn done(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text);
        self.body
    }
}

/// No whole answer came: what was asked may be in the record or not.
#[derive(Debug)]
pub struct Unknown(pub String);

/// A caller.
#[derive(Debug, Clone)]
pub struct Api {
    agent: Agent,
    base: String,
    token: Option<String>,
    seen: Option<u64>,
}

impl Api {
    /// A caller without a token.
    pub fn at(url: &str) -> Self {
        Self { agent: agent(), base: url.to_owned(), token: None, seen: None }
    }

    /// The same caller with connections of its own: of many that share, most would open one each time.
    #[must_use]
    pub fn apart(&self) -> Self {
        Self { agent: agent(), ..self.clone() }
    }

    /// The same, bearing the token that this request for one is given.
    ///
    /// # Panics
    /// Where none is given.
    #[must_use]
    pub fn signed_in(&self, request: &Value) -> Self {
        let answer = self.post("/api/v1/auth/token", None, request).expect("ask for a token");
        let token = answer.done()["access_token"].as_str().map(ToOwned::to_owned);
        Self { token, ..self.clone() }
    }

    /// The same, deciding on what it saw at this version of a case.
    #[must_use]
    pub fn having_seen(&self, version: u64) -> Self {
        Self { seen: Some(version), ..self.clone() }
    }

    /// Reads; where too much is going on it asks again, as it is told to.
    pub fn get(&self, path: &str) -> Result<Answer, Unknown> {
        let mut tries = 0;
        loop {
            let answer = self.look(path)?;
            tries += 1;
            if answer.status != BUSY || tries == TRIES {
                return Ok(answer);
            }
        }
    }

    /// Reads once, whatever the answer is.
    pub fn look(&self, path: &str) -> Result<Answer, Unknown> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        answer(request.call())
    }

    /// Sends, under a key where one is given.
    pub fn post(&self, path: &str, key: Option<&str>, body: &Value) -> Result<Answer, Unknown> {
        let url = format!("{}{path}", self.base);
        let mut request = self.agent.post(url).header("origin", &self.base);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        if let Some(version) = self.seen {
            request = request.header("if-match", format!("\"v{version}\""));
        }
        answer(request.send_json(body))
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .max_redirects(0)
        .build();
    config.into()
}

fn answer(
    outcome: Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Answer, Unknown> {
    let mut response = outcome.map_err(|error| Unknown(error.to_string()))?;
    let retry_after = response.headers().get("retry-after").and_then(|v| v.to_str().ok());
    let retry_after = retry_after.and_then(|seconds| seconds.parse().ok());
    let text = response.body_mut().read_to_string();
    let text = text.map_err(|error| Unknown(error.to_string()))?;
    Ok(Answer {
        status: response.status().as_u16(),
        body: serde_json::from_str(&text).unwrap_or_default(),
        text,
        replayed: response.headers().contains_key("idempotent-replayed"),
        retry_after,
    })
}

/// A filing that a traveller could make, told apart by its address.
pub fn filing(email: &str, on: &str) -> Value {
    json!({
        "language": "en",
        "purpose": "not_business",
        "standing": "CA_CITIZEN",
        "traveller": {
            "name": "Maude Ferrand-Okoye", "born": "1984-05-06", "birthplace": "Sherbrooke",
            "citizenship": "Canada", "email": email,
        },
        "incidents": [{
            "place": "us-0901", "mode": "land", "on": on,
            "narrative": "I was taken to a second inspection once more.",
            "contests": [{
                "complaint": "REPEAT_SECONDARY", "paper": "NONE",
                "told_how": "IN_PERSON", "told_on": on,
            }],
        }],
    })
}
