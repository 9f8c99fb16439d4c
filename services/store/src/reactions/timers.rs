//! Timers: after every page the timers of each case that it touched are those that the law derives
//! from the case as it stands. One that was done stays done, because its id follows from what it is.

use domain::case::timers;
use domain::office::Office;
use domain::rule::RuleBook;
use domain::{Context, RecourseId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use tokio_postgres::Transaction;
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use super::derived_id;
use crate::database::Params;
use crate::error::{Doing as _, StoreError};
use crate::follow::{Done, Page, Reaction, Touched};
use crate::register::Register;
use crate::sql::sql;

/// The reaction.
pub(crate) struct Timers {
    rules: RuleBook,
    zone: TimeZone,
}

/// What the command of a timer needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimerBody {
    /// The recourse.
    pub recourse: RecourseId,
    /// What comes due.
    pub kind: domain::recourse::TimerKind,
    /// First day on which it may fire, in the office's zone.
    pub due: Date,
}

#[derive(Debug, Serialize)]
struct Row {
    id: Uuid,
    stream_id: Uuid,
    kind: String,
    body: TimerBody,
    due_at: Timestamp,
    position: i64,
}

impl Timers {
    pub(crate) fn new(register: &Register) -> Self {
        Self { rules: register.rules().clone(), zone: register.zone().clone() }
    }

    fn rows(&self, touched: &Touched) -> Result<Vec<Row>, StoreError> {
        let office = Office::default();
        let context = Context { office: &office, rules: &self.rules, zone: &self.zone };
        let today = self.zone.to_datetime(touched.recorded_at).date();
        let unknown = |e: domain::rule::NoSuchRule| StoreError::Unwritable {
            what: "timer".to_owned(),
            why: e.to_string(),
        };
        let all = timers(&touched.case, &context, today).map_err(unknown)?;
        all.into_iter()
            .map(|timer| {
                let body = TimerBody { recourse: timer.recourse, kind: timer.kind, due: timer.due };
                let kind = timer.kind.code();
                let parts =
                    [body.recourse.0.as_bytes(), kind.as_bytes(), timer.due.to_string().as_bytes()]
                        .concat();
                Ok(Row {
                    id: derived_id(&[b"timer", touched.id.0.as_bytes(), &parts]),
                    stream_id: touched.id.0,
                    kind,
                    body,
                    due_at: self.start_of(timer.due),
                    position: touched.position.0,
                })
            })
            .collect()
    }

    /// A timer may fire from the first instant of its day in the office's zone.
    fn start_of(&self, day: Date) -> Timestamp {
        day.to_zoned(self.zone.clone()).map_or(Timestamp::MAX, |zoned| zoned.timestamp())
    }
}

impl Reaction for Timers {
    fn name(&self) -> &'static str {
        "timers"
    }

    fn react<'a>(&'a self, tx: &'a Transaction<'_>, page: &'a Page) -> Done<'a> {
        Box::pin(async move {
            let touched = page.touched();
            if touched.is_empty() {
                return Ok(());
            }
            let streams: Vec<Uuid> = touched.iter().map(|t| t.id.0).collect();
            let mut rows = Vec::new();
            for case in &touched {
                rows.extend(self.rows(case)?);
            }
            let wanted: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
            let shard = page.jurisdiction.shard().0;
            let params: Params<'_> =
                &[(&shard, Type::INT2), (&streams, Type::UUID_ARRAY), (&wanted, Type::UUID_ARRAY)];
            tx.execute_typed(sql!("drop_timers"), params).await.doing("drop timers")?;
            let rows = Json(rows);
            let params: Params<'_> = &[(&shard, Type::INT2), (&rows, Type::JSONB)];
            tx.execute_typed(sql!("set_timers"), params).await.doing("set timers")?;
            Ok(())
        })
    }
}
