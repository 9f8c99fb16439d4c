//! What the programming interface answers with. Staff of the office read everything that their
//! own pages show; a program reads of its own filings what the traveller may read.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::steps::filing::Who;

/// Asks for an access token.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenRequest {
    /// `client_credentials` for registered programs, `password` for staff.
    pub grant_type: String,
    /// Registered id of a program.
    #[serde(default)]
    pub client_id: Option<String>,
    /// Its secret.
    #[serde(default)]
    pub client_secret: Option<String>,
    /// Scopes asked for, parted by spaces; all that are registered where absent.
    #[serde(default)]
    pub scope: Option<String>,
    /// Mail address of a member of staff.
    #[serde(default)]
    pub username: Option<String>,
    /// Password.
    #[serde(default)]
    pub password: Option<String>,
    /// One-time code.
    #[serde(default)]
    pub totp: Option<String>,
}

/// An access token.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Token {
    /// The token, for the `Authorization` header.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Seconds for which it holds.
    pub expires_in: i64,
    /// What it may do, parted by spaces; empty for staff, whose roles decide.
    pub scope: String,
}

/// Proof that a command is in the record. Answered again, byte for byte, to the same key.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Receipt {
    /// Id of the case.
    pub case: String,
    /// Names of the events that followed; none where it was already so.
    pub events: Vec<String>,
    /// Case reference.
    pub reference: Option<String>,
    /// Number of the jurisdiction's record.
    pub shard: i16,
    /// Version of the case afterwards.
    pub version: i32,
    /// Position of the last event in the record.
    pub position: Option<i64>,
}

/// A case as it stands, or stood.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Case {
    /// Case reference.
    pub reference: String,
    /// Version: the value of `If-Match`.
    pub version: i32,
    /// Whose officers decided.
    pub jurisdiction: String,
    /// When it was opened.
    pub opened_at: String,
    /// Language of the traveller's letters.
    pub language: String,
    /// How it reached the office.
    pub channel: String,
    /// Why the person was travelling.
    pub purpose: String,
    /// Made up for a demonstration.
    pub synthetic: bool,
    /// What happened.
    pub incidents: Vec<Incident>,
    /// Files that were handed in.
    pub documents: Vec<Document>,
    /// Recourses, in the order of filing.
    pub recourses: Vec<Recourse>,
    /// Staff only: who asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traveller: Option<Who>,
    /// Staff only: who works it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned: Option<String>,
}

/// An incident.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Incident {
    /// Its id.
    pub id: String,
    /// Key of the place.
    pub place: String,
    /// Mode of travel.
    pub mode: String,
    /// When.
    pub on: String,
    /// The person was unsure of the day.
    pub unsure: bool,
    /// What is contested.
    pub contested: Vec<Contested>,
}

/// A contested decision.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Contested {
    /// Its id.
    pub id: String,
    /// What is complained of.
    pub complaint: String,
    /// The paper handed over.
    pub paper: String,
    /// How the person was told.
    pub told_how: String,
    /// When the person was told.
    pub told_on: Option<String>,
}

/// A document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// What it is.
    pub item: String,
    /// Day it came.
    pub on: String,
    /// What was found when it was looked at.
    pub checked: Option<String>,
}

/// A recourse.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Recourse {
    /// Its id.
    pub id: String,
    /// By which mechanism.
    pub mechanism: String,
    /// Public status.
    pub status: String,
    /// Public groups of the decision in force, one for each contested decision.
    pub outcome_groups: Vec<String>,
    /// What the traveller is waited for, if anything.
    pub waiting_for: Vec<String>,
    /// Staff only: where it stands inside the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Staff only: the offices' parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// Steps that this caller may take now.
    pub steps: Vec<String>,
}

/// An office's part.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// The office.
    pub component: String,
    /// Day it was asked.
    pub asked: String,
    /// Day by which it should answer.
    pub due: String,
    /// What it answered.
    pub answer: Option<String>,
}

/// What happened, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct History {
    /// Case reference.
    pub reference: String,
    /// Version of the case.
    pub version: i32,
    /// Events.
    pub events: Vec<HistoryEvent>,
}

/// An event.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HistoryEvent {
    /// Version of the case after it.
    pub version: i32,
    /// Stored name.
    pub name: String,
    /// When it was recorded.
    pub recorded_at: String,
    /// When it happened.
    pub occurred_at: String,
    /// Kind of whoever did it: `traveller`, `staff`, `client`, `system`...
    pub by: String,
    /// Staff only: what it says; references to sealed matter, never the matter itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<serde_json::Value>,
}

/// The clocks of a case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Deadlines {
    /// Case reference.
    pub reference: String,
    /// The office's day as of which they were worked out.
    pub as_of: String,
    /// Clocks.
    pub clocks: Vec<Clock>,
}

/// A clock and how its date was worked out.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Clock {
    /// The recourse.
    pub recourse: String,
    /// `documents` binds the traveller, `target` the office.
    pub kind: String,
    /// Last day.
    pub due: String,
    /// `running`, `paused`, `late`, `met`, `missed` or `stopped`.
    pub state: String,
    /// The rule that it follows.
    pub rule: Rule,
    /// The working-out, line by line.
    pub derivation: Vec<serde_json::Value>,
}

/// A rule.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// What it is, in the caller's language.
    pub title: String,
    /// `official`, `secondary` or `unconfirmed`: the last is never to be shown as a bare date.
    pub confidence: String,
    /// What supports it.
    pub sources: Vec<String>,
}

/// A page of the caseload.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Caseload {
    /// Instant as of which the list was made.
    pub as_of: Option<String>,
    /// Cases, the one at greatest risk of lateness first.
    pub cases: Vec<CaseloadRow>,
    /// Where the next page begins; absent on the last.
    pub next: Option<String>,
}

/// A line of the caseload.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CaseloadRow {
    /// Case reference.
    pub reference: String,
    /// Staff only: where it stands inside the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Public status.
    pub status: String,
    /// Key of the place of the first incident.
    pub place: String,
    /// Why the person was travelling.
    pub purpose: String,
    /// Day that the office aims at, net of pauses.
    pub due: Option<String>,
    /// Treated as urgent, or asked to be.
    pub urgent: bool,
    /// Whose turn it is: `us`, `traveller`, `component`.
    pub waiting_for: Option<String>,
    /// Who works it.
    pub assigned: Option<String>,
}

/// A file in a body, for programs that do not send multipart forms.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentUpload {
    /// What it is.
    pub item: String,
    /// Name as sent.
    pub name: String,
    /// The bytes, base64.
    pub content: String,
}

/// Name and address anew.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonChange {
    /// The traveller or the representative; the traveller where absent.
    #[serde(default)]
    pub subject: Option<uuid::Uuid>,
    /// The person.
    pub person: Who,
}
