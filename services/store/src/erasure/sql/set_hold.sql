INSERT INTO people.hold (shard, hold_id, subject_id, reason, set_by, set_at)
VALUES (
  $1, -- shard
  $2, -- hold_id
  $3, -- subject_id
  $4, -- reason
  $5, -- set_by
  $6  -- set_at
)
