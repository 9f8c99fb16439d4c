INSERT INTO work.outbox (shard, id, stream_id, position, kind, body, created_at, due_at)
SELECT
  $1, -- shard
  l.id,
  l.stream_id,
  l.position,
  l.kind,
  l.body,
  l.created_at,
  l.created_at
FROM jsonb_to_recordset($2) AS l (
  id uuid, stream_id uuid, position bigint, kind text, body jsonb, created_at timestamptz
)
ON CONFLICT (shard, id) DO NOTHING
