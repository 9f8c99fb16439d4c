UPDATE work.outbox
SET
  state = CASE WHEN $5::timestamptz IS NULL THEN 'failed' ELSE 'waiting' END,
  due_at = coalesce($5, due_at),
  settled_at = CASE WHEN $5::timestamptz IS NULL THEN $4::timestamptz END,
  worker = NULL,
  lease_until = NULL,
  trouble = $6
WHERE shard = $1
  AND id = $2
  AND worker = $3
  AND state = 'waiting'
