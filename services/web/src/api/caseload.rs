//! The caseload as programs read it: the same list as the desk's, a page at a time.

use actix_web::http::header::{CACHE_CONTROL, LINK};
use actix_web::{HttpResponse, web};
use domain::Role;
use domain::recourse::inquiry::Stage;
use serde::Deserialize;
use store::caseload::{self, Filter, Line};

use super::call::Call;
use super::cases::OFFICE;
use super::fault::Fault;
use super::types::{Caseload, CaseloadRow};
use crate::desk::queue::{read, write};

/// Lines of a page where none is asked for.
const USUAL: i64 = 50;
/// Most lines of a page.
const MOST: i64 = 200;

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    #[serde(default)]
    limit: Option<i64>,
    #[serde(default)]
    after: Option<String>,
    #[serde(default)]
    stage: Option<String>,
    #[serde(default)]
    open: Option<bool>,
    #[serde(default)]
    mine: Option<bool>,
}

/// A page of the caseload.
pub async fn show(
    call: Call,
    asked: Result<web::Query<Asked>, actix_web::Error>,
) -> Result<HttpResponse, Fault> {
    call.must("caseload:read", OFFICE)?;
    let asked = asked.map_err(|_| Fault::Parameter("limit"))?.into_inner();
    let limit = asked.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Fault::Parameter("limit"));
    }
    let after = match &asked.after {
        None => None,
        Some(text) => Some(read(text).ok_or(Fault::Parameter("after"))?),
    };
    let is_office = call.actor.is(Role::Officer) || call.actor.is(Role::Supervisor);
    // Stages are the office's own: a program could read from one that a draft goes against somebody.
    if asked.stage.as_ref().is_some_and(|stage| !is_office || Stage::parse(stage).is_none()) {
        return Err(Fault::Parameter("stage"));
    }
    let filter = Filter {
        open: Some(asked.open.unwrap_or(true)),
        assigned: call.actor.staff().filter(|_| asked.mine == Some(true)),
        stage: asked.stage.clone(),
        ..Filter::default()
    };
    let register = &call.record().register;
    let today = register.zone().to_datetime(call.at).date();
    let mut lines =
        caseload::queue(register, call.jurisdiction, &filter, today, after, limit + 1).await?;
    let more = i64::try_from(lines.len()).unwrap_or(0) > limit;
    lines.truncate(usize::try_from(limit).unwrap_or(0));
    let next = lines.last().filter(|_| more).map(|line| write(line.cursor()));
    let known = store::follow::checkpoint(register, "caseload", call.jurisdiction).await?;
    let body = Caseload {
        as_of: known.and_then(|(_, at)| at).map(|at| at.to_string()),
        cases: lines.iter().map(|line| row(line, is_office)).collect(),
        next: next.clone(),
    };
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CACHE_CONTROL, "no-store"));
    if let Some(next) = next {
        answer.insert_header((
            LINK,
            format!("</api/v1/caseload?limit={limit}&after={next}>; rel=\"next\""),
        ));
    }
    Ok(answer.json(body))
}

fn row(line: &Line, is_office: bool) -> CaseloadRow {
    let due = if line.paused { None } else { line.target_due };
    CaseloadRow {
        reference: line.reference.clone(),
        stage: is_office.then(|| line.stage.clone()),
        status: line.public_status.clone(),
        place: line.place.clone(),
        purpose: line.purpose.clone(),
        due: due.map(|on| on.to_string()),
        urgent: matches!(line.urgency.as_str(), "asked" | "granted"),
        waiting_for: waiting_for(line).map(ToOwned::to_owned),
        assigned: line.assigned.filter(|_| is_office).map(|id| id.to_string()),
    }
}

fn waiting_for(line: &Line) -> Option<&'static str> {
    if !line.open {
        return None;
    }
    Some(if line.traveller_due.is_some() {
        "traveller"
    } else if line.tasks_open > 0 {
        "component"
    } else {
        "us"
    })
}
