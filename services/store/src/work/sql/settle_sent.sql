UPDATE work.outbox
SET
  state = 'sent',
  settled_at = $4,
  worker = NULL,
  lease_until = NULL,
  trouble = NULL
WHERE shard = $1
  AND id = $2
  AND worker = $3
  AND state = 'waiting'
