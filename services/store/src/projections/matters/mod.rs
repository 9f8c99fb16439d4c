//! What figures are counted from: the facts of every recourse, as `domain::facts` folds them. The
//! analyst's page reads nothing else.

use domain::facts::{Facts, facts};
use domain::{Jurisdiction, Position};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use tokio_postgres::Transaction;
use tokio_postgres::types::{Json, Type};
use uuid::Uuid;

use crate::database::Params;
use crate::error::StoreError;
use crate::follow::{Done, Page, Projection, Touched, checkpoint};
use crate::register::Register;
use crate::sql::sql;

const NAME: &str = "matters";

/// The projection.
pub(crate) struct Matters {
    zone: TimeZone,
}

impl Matters {
    pub(crate) fn new(register: &Register) -> Self {
        Self { zone: register.zone().clone() }
    }
}

#[derive(Debug, Serialize)]
struct Row {
    shard: i16,
    recourse_id: String,
    case_id: Uuid,
    facts: Facts,
    synthetic: bool,
    version: i32,
    position: Position,
}

/// Facts with the place in the record that they speak of.
#[derive(Debug, Clone)]
pub struct AsOfFacts {
    /// One a recourse.
    pub facts: Vec<Facts>,
    /// For each jurisdiction asked, how far the record is counted, and when that was recorded.
    pub as_of: Vec<(Jurisdiction, Position, Option<Timestamp>)>,
}

/// The facts of every recourse of some jurisdictions.
pub async fn read(
    register: &Register,
    jurisdictions: &[Jurisdiction],
) -> Result<AsOfFacts, StoreError> {
    let mut as_of = Vec::new();
    for jurisdiction in jurisdictions {
        // Read before the rows: they may then be newer than they say, never older.
        let place = checkpoint(register, NAME, *jurisdiction).await?;
        let (position, recorded_at) = place.unwrap_or((Position(0), None));
        as_of.push((*jurisdiction, position, recorded_at));
    }
    let shards: Vec<i16> = jurisdictions.iter().map(|j| j.shard().0).collect();
    let params: Params<'_> = &[(&shards, Type::INT2_ARRAY)];
    let rows = register.database().rows("read facts", sql!("facts"), params).await?;
    let facts = rows.iter().map(|row| row.get::<_, Json<Facts>>("facts").0).collect();
    Ok(AsOfFacts { facts, as_of })
}

impl Projection for Matters {
    fn name(&self) -> &'static str {
        NAME
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
            let touched = page.touched();
            let cases: Vec<Uuid> = touched.iter().map(|t| t.id.0).collect();
            let rows: Vec<Row> =
                touched.iter().flat_map(|t| self.rows(page.jurisdiction, t)).collect();
            let statements = (sql!("delete_matters"), sql!("insert_matters"));
            super::replace(tx, statements, page.jurisdiction.shard(), &cases, &rows).await
        })
    }
}

impl Matters {
    fn rows(&self, jurisdiction: Jurisdiction, touched: &Touched) -> Vec<Row> {
        let case = &*touched.case;
        let recorded = self.zone.to_datetime(case.opened_at).date();
        let row = |facts: Facts| Row {
            shard: jurisdiction.shard().0,
            recourse_id: facts.recourse.clone(),
            case_id: touched.id.0,
            synthetic: facts.synthetic,
            facts,
            version: case.version,
            position: touched.position,
        };
        facts(case, recorded).into_iter().map(row).collect()
    }
}
