//! Which letters a case called for, and what became of each: queued, sent, or failed. Folded from
//! events alone; the outbox that drains is `work.outbox`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::case::{Event, letters_for};
use domain::{CaseId, Jurisdiction, Position, RecourseId, SubjectId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_postgres::Transaction;
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use crate::database::Params;
use crate::error::StoreError;
use crate::follow::{Done, Page, Projection, Recorded, What};
use crate::reactions::letters::outbox_id;
use crate::register::Register;
use crate::sql::sql;

/// The projection.
pub(crate) struct Notices;

/// A letter and its fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// The shard.
    pub shard: i16,
    /// Its row in the outbox, and its Message-ID.
    pub outbox_id: Uuid,
    /// The case.
    pub case_id: CaseId,
    /// Letter code.
    pub letter: String,
    /// The recourse it is about, if one.
    pub recourse_id: Option<RecourseId>,
    /// To whom.
    pub subject_id: SubjectId,
    /// In which language.
    pub language: Option<String>,
    /// By post.
    pub by_post: bool,
    /// `queued`, `sent` or `failed`.
    pub state: String,
    /// When the event called for it.
    pub queued_at: Option<Timestamp>,
    /// When it was sent, or given up.
    pub settled_at: Option<Timestamp>,
    /// Code of the failure.
    pub why: Option<String>,
    /// The event that called for it.
    pub position: Position,
}

/// The letters of a case, oldest first.
pub async fn of_case(
    register: &Register,
    jurisdiction: Jurisdiction,
    case: CaseId,
) -> Result<Vec<Notice>, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&case.0, Type::UUID)];
    let rows = register.database().rows("list notices", sql!("notices_of"), params).await?;
    Ok(rows.iter().map(|row| row.get::<_, Json<Notice>>("notice").0).collect())
}

/// Letters that wait to be posted, oldest first.
pub async fn to_post(
    register: &Register,
    jurisdiction: Jurisdiction,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&limit, Type::INT8)];
    let rows = register.database().rows("list letters to post", sql!("to_post"), params).await?;
    Ok(rows.iter().map(|row| row.get::<_, Json<Notice>>("notice").0).collect())
}

/// Letters that could not be delivered, the latest first.
pub async fn failed(
    register: &Register,
    jurisdiction: Jurisdiction,
    limit: i64,
) -> Result<Vec<Notice>, StoreError> {
    let params: Params<'_> = &[(&jurisdiction.shard().0, Type::INT2), (&limit, Type::INT8)];
    let rows = register
        .database()
        .rows("list letters that failed", sql!("failed_notices"), params)
        .await?;
    Ok(rows.iter().map(|row| row.get::<_, Json<Notice>>("notice").0).collect())
}

impl Projection for Notices {
    fn name(&self) -> &'static str {
        "notices"
    }

    fn generation(&self) -> i32 {
        1
    }

    fn table_sql(&self) -> &'static str {
        include_str!("table.sql")
    }

    fn views_sql(&self) -> &'static str {
        include_str!("views.sql")
    }

    fn apply<'a>(&'a self, tx: &'a Transaction<'_>, page: &'a Page) -> Done<'a> {
        Box::pin(async move {
            let queued: Vec<Notice> = page.events.iter().flat_map(queued).collect();
            super::put(tx, sql!("queue_notices"), &queued).await?;
            let settled = last_fates(page.events.iter().filter_map(settled));
            super::put(tx, sql!("settle_notices"), &settled).await
        })
    }
}

fn queued(event: &Recorded) -> Vec<Notice> {
    let What::Case(entry, case) = &event.what else {
        return Vec::new();
    };
    letters_for(entry, case)
        .into_iter()
        .map(|letter| Notice {
            outbox_id: outbox_id(event, letter.subject, letter.letter),
            letter: letter.letter.to_owned(),
            recourse_id: letter.recourse,
            subject_id: letter.subject,
            language: Some(letter.language.code().to_owned()),
            by_post: letter.by_post,
            ..blank(event)
        })
        .collect()
}

/// Within a page a letter may fail and then be sent after all: its last fate counts, and the event
/// that first told of it.
fn last_fates(all: impl Iterator<Item = Notice>) -> Vec<Notice> {
    let mut last: Vec<Notice> = Vec::new();
    let mut places: HashMap<Uuid, usize> = HashMap::new();
    for notice in all {
        match places.entry(notice.outbox_id) {
            Entry::Vacant(place) => {
                place.insert(last.len());
                last.push(notice);
            }
            Entry::Occupied(place) => {
                let before = &mut last[*place.get()];
                let position = before.position;
                *before = Notice { position, ..notice };
            }
        }
    }
    last
}

fn settled(event: &Recorded) -> Option<Notice> {
    let What::Case(entry, _) = &event.what else {
        return None;
    };
    let (letter, outbox, subject, by_post, why) = fate(entry)?;
    Some(Notice {
        outbox_id: outbox,
        letter: letter.to_owned(),
        subject_id: subject,
        by_post,
        state: if why.is_some() { "failed" } else { "sent" }.to_owned(),
        queued_at: None,
        settled_at: Some(entry.occurred_at),
        why: why.cloned(),
        ..blank(event)
    })
}

#[expect(clippy::wildcard_enum_match_arm, reason = "only two events tell of a letter's fate")]
fn fate(entry: &domain::case::Entry) -> Option<(&String, Uuid, SubjectId, bool, Option<&String>)> {
    match &entry.event {
        Event::NoticeSent { letter, outbox, subject, by_post, wording: _ } => {
            Some((letter, *outbox, *subject, *by_post, None))
        }
        Event::NoticeFailed { letter, outbox, subject, why } => {
            Some((letter, *outbox, *subject, false, Some(why)))
        }
        _ => None,
    }
}

fn blank(event: &Recorded) -> Notice {
    Notice {
        shard: event.shard.0,
        outbox_id: Uuid::nil(),
        case_id: CaseId(event.stream),
        letter: String::new(),
        recourse_id: None,
        subject_id: SubjectId(Uuid::nil()),
        language: None,
        by_post: false,
        state: "queued".to_owned(),
        queued_at: Some(event.recorded_at),
        settled_at: None,
        why: None,
        position: event.position,
    }
}
