//! Letters: every event that calls for one puts a row into the outbox, one for each recipient, in
//! the transaction of this reaction's own checkpoint.

use domain::SubjectId;
use domain::case::{Letter, letters_for};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_postgres::Transaction;
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use super::derived_id;
use crate::database::Params;
use crate::error::Doing as _;
use crate::follow::{Done, Page, Reaction, Recorded, What};
use crate::sql::sql;

/// The reaction.
pub(crate) struct Letters;

/// What a letter is made from: ids and codes, no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterBody {
    /// Letter code; its wording lies in the mechanism's folder.
    pub letter: String,
    /// The recourse it is about, if one.
    pub recourse: Option<domain::RecourseId>,
    /// To whom.
    pub subject: SubjectId,
    /// In which language.
    pub language: domain::purpose::Language,
    /// By post, because there is no mailbox.
    pub by_post: bool,
    /// Version of the case that called for it: the letter tells of the case as it then stood.
    pub version: i32,
}

#[derive(Debug, Serialize)]
struct Row {
    id: Uuid,
    stream_id: Uuid,
    position: i64,
    kind: &'static str,
    body: LetterBody,
    created_at: Timestamp,
}

/// The same event, recipient and letter always give the same row.
pub(crate) fn outbox_id(event: &Recorded, subject: SubjectId, letter: &str) -> Uuid {
    derived_id(&[
        b"letter",
        &event.shard.0.to_be_bytes(),
        &event.position.0.to_be_bytes(),
        subject.0.as_bytes(),
        letter.as_bytes(),
    ])
}

impl Reaction for Letters {
    fn name(&self) -> &'static str {
        "letters"
    }

    fn react<'a>(&'a self, tx: &'a Transaction<'_>, page: &'a Page) -> Done<'a> {
        Box::pin(async move {
            let rows: Vec<Row> = page.events.iter().flat_map(rows).collect();
            if rows.is_empty() {
                return Ok(());
            }
            let rows = Json(rows);
            let params: Params<'_> =
                &[(&page.jurisdiction.shard().0, Type::INT2), (&rows, Type::JSONB)];
            tx.execute_typed(sql!("queue_letters"), params).await.doing("queue letters")?;
            Ok(())
        })
    }
}

fn rows(event: &Recorded) -> Vec<Row> {
    let What::Case(entry, case) = &event.what else {
        return Vec::new();
    };
    let row = |letter: Letter| Row {
        id: outbox_id(event, letter.subject, letter.letter),
        stream_id: event.stream,
        position: event.position.0,
        kind: letter.letter,
        body: LetterBody {
            letter: letter.letter.to_owned(),
            recourse: letter.recourse,
            subject: letter.subject,
            language: letter.language,
            by_post: letter.by_post,
            version: entry.version,
        },
        created_at: event.recorded_at,
    };
    letters_for(entry, case).into_iter().map(row).collect()
}
