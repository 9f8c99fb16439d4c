//! Finding a case by what people say on the telephone: a reference, a name, an address, a control
//! number. Whoever looks leaves a line in the log of reads for each case that was shown.

use actix_web::{HttpResponse, web};
use askama::Template;
use domain::matter::Content;
use domain::{CaseId, CaseReference};
use serde::Deserialize;
use store::caseload::{self, Filter};

use super::names::Names;
use super::queue::{Row, as_of, row};
use crate::error::WebError;
use crate::posted::tidy;
use crate::staff::{Me, NotIn, SignedIn};
use crate::visit::Frame;

/// Most cases that are shown.
const MOST: usize = 25;

/// What is looked for.
#[derive(Debug, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "desk/search.html")]
struct Page {
    f: Frame,
    me: Me,
    query: String,
    rows: Vec<Row>,
    is_cut: bool,
    as_of: String,
}

/// Shows what was found; a reference leads straight to its case.
pub async fn show(me: SignedIn, asked: web::Query<Asked>) -> Result<HttpResponse, NotIn> {
    let query = tidy(&asked.q);
    if let Ok(reference) = query.parse::<CaseReference>() {
        let found = me.record.register.find(&reference).await.map_err(WebError::from)?;
        if found.is_some_and(|(jurisdiction, _)| jurisdiction == me.jurisdiction) {
            return Ok(me.visit.go(&format!("/desk/cases/{reference}"))?);
        }
    }
    let found = found(&me, &query).await?;
    let rows = rows(&me, &found).await?;
    let page = Page {
        f: me.frame(me.visit.w.t("desk-search-title")),
        me: me.me(),
        is_cut: found.len() > MOST,
        rows,
        query,
        as_of: as_of(&me).await?,
    };
    Ok(me.visit.show(&page)?)
}

async fn found(me: &SignedIn, query: &str) -> Result<Vec<CaseId>, WebError> {
    // One letter is a whole name for some.
    if query.is_empty() {
        return Ok(Vec::new());
    }
    Ok(me.record.register.search(me.jurisdiction, query).await?)
}

async fn rows(me: &SignedIn, found: &[CaseId]) -> Result<Vec<Row>, WebError> {
    let cases: Vec<CaseId> = found.iter().take(MOST).copied().collect();
    let register = &me.record.register;
    let filter = Filter { cases: Some(cases), ..Filter::default() };
    let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
    let lines = caseload::queue(register, me.jurisdiction, &filter, me.today, None, limit).await?;
    let names = Names::of(me).await?;
    let mut rows = Vec::new();
    for line in &lines {
        let mut one = row(me, &names, line);
        one.name = name(me, line.case_id).await?;
        register.record_access(me.jurisdiction, line.case_id, &me.actor(), "search", me.at).await?;
        rows.push(one);
    }
    Ok(rows)
}

async fn name(me: &SignedIn, case: CaseId) -> Result<Option<String>, WebError> {
    let register = &me.record.register;
    let Some(loaded) = register.load(me.jurisdiction, case).await? else {
        return Ok(None);
    };
    let id = loaded.case.person;
    let matter = register.matter(me.jurisdiction, &[id]).await?;
    Ok(match matter.get(&id) {
        Some(Content::Person(person)) => Some(person.name.clone()),
        Some(Content::Text { .. } | Content::File(_) | Content::Details { .. }) | None => None,
    })
}
