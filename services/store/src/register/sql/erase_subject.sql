WITH destroyed AS (
  INSERT INTO people.subject_key (shard, subject_id, key_id, wrapped, created_at, destroyed_at)
  VALUES (
    $1, -- shard
    $2, -- subject_id
    '',
    NULL,
    $3, -- created_at
    $3  -- destroyed_at
  )
  ON CONFLICT (shard, subject_id) DO UPDATE
  SET
    wrapped = NULL,
    destroyed_at = coalesce(subject_key.destroyed_at, excluded.destroyed_at)
), unsealed AS (
  DELETE FROM people.sealed
  WHERE shard = $1
    AND subject_id = $2
  RETURNING matter_id
), unfound AS (
  DELETE FROM people.search
  WHERE shard = $1
    AND subject_id = $2
  RETURNING token
)
SELECT
  (SELECT count(*) FROM unsealed) AS pieces,
  (SELECT count(*) FROM unfound) AS tokens
