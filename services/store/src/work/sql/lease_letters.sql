UPDATE work.outbox o
SET
  worker = $2,
  lease_until = $4,
  attempts = o.attempts + 1
FROM (
  SELECT w.shard, w.id
  FROM work.outbox w
  WHERE w.state = 'waiting'
    AND w.due_at <= $3
    AND w.body ->> 'by_post' IS DISTINCT FROM 'true'
    AND (w.lease_until IS NULL OR w.lease_until <= $3)
  ORDER BY w.due_at, w.id
  LIMIT $1
  FOR UPDATE SKIP LOCKED
) AS free
WHERE o.shard = free.shard
  AND o.id = free.id
RETURNING
  o.shard,
  o.id,
  o.stream_id,
  o.position,
  o.kind,
  o.body,
  o.body ->> 'handed' AS handed,
  o.created_at,
  o.due_at,
  o.attempts
