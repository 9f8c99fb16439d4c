UPDATE work.timer t
SET
  worker = $2,
  lease_until = $4,
  attempts = t.attempts + 1
FROM (
  SELECT w.shard, w.id
  FROM work.timer w
  WHERE w.done_at IS NULL
    AND w.due_at <= $3
    AND (w.lease_until IS NULL OR w.lease_until <= $3)
  ORDER BY w.due_at, w.id
  LIMIT $1
  FOR UPDATE SKIP LOCKED
) AS free
WHERE t.shard = free.shard
  AND t.id = free.id
RETURNING t.shard, t.id, t.stream_id, t.kind, t.body, t.due_at, t.attempts
