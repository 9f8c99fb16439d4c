//! What the database itself refuses, whoever asks.

use std::path::{Path, PathBuf};

use store::{Database, Follower, StoreError};

use super::common::{Fresh, at, connect};
use super::stories::file;

#[tokio::test]
async fn nobody_changes_the_past() {
    let fresh = Fresh::migrated().await;
    let register = fresh.register(1).await;
    file(&register, 1, "Ana", at(0, 0)).await.unwrap();
    let (owner, program) = (fresh.owner().await, connect(&fresh.app_url).await);
    for sql in [
        "UPDATE register.event SET name = 'case.other'",
        "DELETE FROM register.event WHERE position = 1",
        "TRUNCATE register.event",
        "TRUNCATE register.event_p0",
        "DELETE FROM register.event_p0",
        "TRUNCATE register.access",
    ] {
        assert!(owner.batch_execute(sql).await.is_err(), "owner: {sql}");
        assert!(program.batch_execute(sql).await.is_err(), "program: {sql}");
    }
    for sql in [
        "INSERT INTO register.event SELECT * FROM register.event",
        "UPDATE register.stream SET version = 1",
        "DELETE FROM register.command",
        "UPDATE register.gate SET floor_position = 9",
        "INSERT INTO people.sealed SELECT * FROM people.sealed",
    ] {
        assert!(program.batch_execute(sql).await.is_err(), "program: {sql}");
    }
}

#[tokio::test]
async fn a_server_that_could_lose_the_record_is_not_used() {
    let fresh = Fresh::migrated().await;
    let owner = fresh.owner().await;
    fresh.database().await.check().await.unwrap();
    owner
        .batch_execute("ALTER ROLE redress_owner IN DATABASE postgres SET synchronous_commit = off")
        .await
        .unwrap();
    owner.batch_execute("ALTER ROLE redress_owner IN DATABASE postgres RESET ALL").await.unwrap();
    let name = fresh.owner_url.rsplit_once('/').unwrap().1.to_owned();
    let set = format!("ALTER DATABASE {name} SET synchronous_commit = off");
    owner.batch_execute(&set).await.unwrap();
    let checked = fresh.database().await.check().await;
    assert!(matches!(checked, Err(StoreError::Unsafe { .. })), "{checked:?}");
    let reset = format!("ALTER DATABASE {name} RESET synchronous_commit");
    owner.batch_execute(&reset).await.unwrap();
    owner.batch_execute("ALTER TABLE register.event_p1 DISABLE TRIGGER ALL").await.unwrap();
    let checked = fresh.database().await.check().await;
    assert!(matches!(checked, Err(StoreError::Unsafe { .. })), "{checked:?}");
}

/// The owner could change the past, and so could a role that was granted a little too much.
#[tokio::test]
async fn a_role_that_could_change_the_past_is_not_used() {
    let fresh = Fresh::migrated().await;
    let as_owner = Database::connect(&fresh.owner_url, &fresh.owner_url).await.unwrap();
    let checked = as_owner.check().await;
    let said = |checked: Result<(), StoreError>| match checked {
        Err(StoreError::Unsafe { setting, value }) => format!("{setting}: {value}"),
        other => panic!("{other:?}"),
    };
    let text = said(checked);
    assert!(text.contains("superuser") && text.contains("owns the record"), "{text}");
    fresh.database().await.check().await.unwrap();
    for (grant, what) in [
        ("UPDATE ON register.event", "writes events past the gate"),
        ("INSERT ON register.stream", "writes streams or commands past the gate"),
        ("CREATE ON SCHEMA register", "makes tables in the record"),
    ] {
        let owner = fresh.owner().await;
        owner.batch_execute(&format!("GRANT {grant} TO redress_app")).await.unwrap();
        let text = said(fresh.database().await.check().await);
        assert!(text.contains(what), "{grant}: {text}");
        owner.batch_execute(&format!("REVOKE {grant} FROM redress_app")).await.unwrap();
    }
    fresh.database().await.check().await.unwrap();
}

/// A standby answers from the past, and a primary that became one takes no writes: neither is asked.
#[tokio::test]
async fn a_server_that_takes_no_writes_is_not_asked() {
    let fresh = Fresh::migrated().await;
    let database = fresh.database().await;
    assert!(database.is_ready().await.unwrap());
    let owner = fresh.owner().await;
    let name = fresh.owner_url.rsplit_once('/').unwrap().1.to_owned();
    let set = format!("ALTER DATABASE {name} SET default_transaction_read_only = on");
    owner.batch_execute(&set).await.unwrap();
    let connected = Database::connect(&fresh.app_url, &fresh.owner_url).await;
    assert!(matches!(connected, Err(StoreError::Unreachable { .. })), "{connected:?}");
}

#[tokio::test]
async fn a_schema_behind_the_program_is_not_ready() {
    let fresh = Fresh::migrated().await;
    let database = fresh.database().await;
    assert!(database.is_ready().await.unwrap());
    let older = "DELETE FROM refinery_schema_history
                 WHERE version = (SELECT max(version) FROM refinery_schema_history)";
    fresh.owner().await.batch_execute(older).await.unwrap();
    assert!(!database.is_ready().await.unwrap());
}

#[tokio::test]
async fn migrations_that_race_apply_once() {
    let fresh = Fresh::empty().await;
    let databases: Vec<Database> =
        [fresh.database().await, fresh.database().await, fresh.database().await].into();
    let (a, b, c) =
        tokio::join!(databases[0].migrate(), databases[1].migrate(), databases[2].migrate());
    let mut applied: Vec<usize> = [a, b, c].into_iter().map(|r| r.unwrap().len()).collect();
    applied.sort_unstable();
    assert_eq!(applied[..2], [0, 0]);
    assert!(applied[2] >= 5);
    databases[0].check().await.unwrap();
}

#[tokio::test]
async fn every_unique_key_contains_the_shard() {
    let fresh = Fresh::migrated().await;
    let sql = "
        SELECT n.nspname || '.' || c.relname AS name
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE i.indisunique AND n.nspname IN ('register', 'work', 'people')
          AND NOT EXISTS (
            SELECT FROM pg_attribute a
            WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND a.attname = 'shard'
          )";
    let without = fresh.owner().await.query(sql, &[]).await.unwrap();
    let names: Vec<String> = without.iter().map(|row| row.get("name")).collect();
    assert!(names.is_empty(), "{names:?}");
}

#[tokio::test]
async fn every_column_says_what_it_holds() {
    let fresh = Fresh::migrated().await;
    let sql = "
        SELECT table_schema || '.' || table_name || '.' || column_name AS name
        FROM information_schema.columns
        WHERE table_schema IN ('register', 'people', 'work', 'read')
          AND table_name IN (SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition)
          AND col_description(format('%I.%I', table_schema, table_name)::regclass, ordinal_position) IS NULL";
    let silent = fresh.owner().await.query(sql, &[]).await.unwrap();
    let names: Vec<String> = silent.iter().map(|row| row.get("name")).collect();
    assert!(names.is_empty(), "{names:?}");
}

fn sql_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sql_files(&path, found);
        } else if path.extension().is_some_and(|e| e == "sql") {
            found.push(path);
        }
    }
}

/// Scripts and statements that take no part in a plan.
const NOT_PLANNED: &[&str] =
    &["act_as_program.sql", "make_roles.sql", "make_database.sql", "table.sql", "views.sql"];

/// A projection's statements speak of the tables in its own schema.
fn schema_of(file: &Path) -> String {
    let parts: Vec<&str> = file.iter().filter_map(|part| part.to_str()).collect();
    let at = parts.iter().position(|part| *part == "projections");
    at.map_or_else(|| "public".to_owned(), |at| format!("read_{}_1", parts[at + 1]))
}

#[tokio::test]
async fn every_statement_prepares_against_a_migrated_database() {
    let fresh = Fresh::migrated().await;
    Follower::open(fresh.register(1).await).await.unwrap();
    let owner = fresh.owner().await;
    let mut files = Vec::new();
    sql_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 50);
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        if NOT_PLANNED.contains(&name) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let path = format!("SET search_path = {}", schema_of(&file));
        owner.batch_execute(&path).await.unwrap();
        if let Err(error) = owner.prepare(&text).await {
            wrong.push(format!("{}: {error:?}", file.display()));
        }
        let clock = ["now()", "CURRENT_TIMESTAMP", "clock_timestamp"];
        if clock.iter().any(|word| text.contains(word)) && !name.contains("lease") {
            wrong.push(format!("{} reads a clock", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Room is made before it is needed, and a partition that every shard has filled is frozen once.
#[tokio::test]
async fn full_partitions_are_closed_and_the_next_are_there() {
    let fresh = Fresh::migrated().await;
    let database = fresh.database().await;
    assert_eq!((database.extend().await.unwrap(), database.freeze().await.unwrap()), (0, 0));
    let owner = fresh.owner().await;
    let far = |shard: i16| {
        format!(
            "INSERT INTO register.event SELECT 20000001, '2026-01-05', NULL, 1, {shard}, 1, 1,
              gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), NULL, 'case.opened', 'r',
              '{{}}', '{{}}', NULL, sha256(''), sha256('')"
        )
    };
    owner.batch_execute(&far(1)).await.unwrap();
    assert_eq!(database.extend().await.unwrap(), 1, "two beyond the one in use");
    assert_eq!(database.freeze().await.unwrap(), 0, "the other shard still writes to it");
    owner.batch_execute(&far(2)).await.unwrap();
    assert_eq!((database.freeze().await.unwrap(), database.freeze().await.unwrap()), (1, 0));
    let vacuumed = "SELECT relname::text FROM pg_stat_user_tables WHERE last_vacuum IS NOT NULL";
    let row = owner.query_one(vacuumed, &[]).await.unwrap();
    assert_eq!(row.get::<_, &str>(0), "event_p0");
}
