//! The law for programs: the last day of a rule, with its working-out, from nothing but a date.

use actix_web::{HttpRequest, HttpResponse, web};
use domain::deadline::Derivation;
use domain::rule::{Confidence, Rule};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::json;

use super::fault::Fault;
use super::sent;
use crate::desk::explain::pick;
use crate::staff::record;
use crate::steps::Trouble;
use crate::visit::Visit;

/// Asks for the last day of a rule.
#[derive(Debug, Clone, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DateRequest {
    /// Id of the rule, such as `US-D01`.
    pub rule: String,
    /// Day of the trigger (`YYYY-MM-DD`): it is day 0.
    pub trigger: String,
}

/// The last day of a rule. An unconfirmed rule says so, and its date is no promise.
pub async fn date(request: HttpRequest, payload: web::Payload) -> Result<HttpResponse, Fault> {
    let mut payload = payload.into_inner();
    let bytes = sent::body(&mut payload, 8 * 1024).await?;
    let asked: DateRequest = serde_json::from_slice(&bytes).map_err(|_| Fault::Unreadable)?;
    let trouble = |at: &str, what| Fault::Fields(vec![Trouble::new(at, what)]);
    let trigger: Date = asked.trigger.parse().map_err(|_| trouble("trigger", "not-a-date"))?;
    let (visit, register) = (Visit::of(&request), record::of(&request).register);
    let rules = register.rules();
    let (rule, derivation): (&Rule, Derivation) = if let Ok(limit) = rules.limit(&asked.rule) {
        (&limit.0, limit.due(trigger))
    } else {
        let standard = rules.standard(&asked.rule).map_err(|_| trouble("rule", "unknown-code"))?;
        (&standard.0, standard.due(trigger, &[], trigger))
    };
    let unconfirmed = rule.confidence == Confidence::Unconfirmed;
    Ok(HttpResponse::Ok().json(json!({
        "rule": rule.id,
        "version": rule.version,
        "title": pick(visit.w, &rule.title),
        "confidence": rule.confidence,
        "confirmed": !unconfirmed && rule.review.is_some(),
        "due": derivation.told.due,
        "derivation": derivation.lines,
        "sources": rule.sources.iter().map(|s| &s.cite).collect::<Vec<_>>(),
    })))
}
