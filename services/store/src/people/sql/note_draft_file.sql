INSERT INTO people.draft_file (shard, key, draft_id, created_at)
VALUES (
  $1, -- shard
  $2, -- key
  $3, -- draft_id
  $4  -- created_at
)
ON CONFLICT DO NOTHING
