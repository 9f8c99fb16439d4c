INSERT INTO people.erasure (shard, subject_id, erasure_id, reason, ordered_by, begun_at)
VALUES (
  $1, -- shard
  $2, -- subject_id
  $3, -- erasure_id
  $4, -- reason
  $5, -- ordered_by
  $6  -- begun_at
)
ON CONFLICT (shard, subject_id) DO NOTHING
