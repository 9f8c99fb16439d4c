INSERT INTO work.timer (shard, id, stream_id, kind, body, due_at, position)
VALUES (
  $1, -- shard
  $2, -- id
  $3, -- stream_id
  $4, -- kind
  $5, -- body
  $6, -- due_at
  0
)
ON CONFLICT (shard, id) DO NOTHING
