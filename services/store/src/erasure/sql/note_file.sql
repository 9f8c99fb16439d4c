INSERT INTO people.document (shard, key, subject_id, created_at)
VALUES (
  $1, -- shard
  $2, -- key
  $3, -- subject_id
  $4  -- created_at
)
ON CONFLICT (shard, key) DO NOTHING
