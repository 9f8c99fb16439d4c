INSERT INTO work.timer (shard, id, stream_id, kind, body, due_at, position)
SELECT
  $1, -- shard
  w.id,
  w.stream_id,
  w.kind,
  w.body,
  w.due_at,
  w.position
FROM jsonb_to_recordset($2) AS w (
  id uuid, stream_id uuid, kind text, body jsonb, due_at timestamptz, position bigint
)
ON CONFLICT (shard, id) DO NOTHING
