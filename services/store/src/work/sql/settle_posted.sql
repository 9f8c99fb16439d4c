UPDATE work.outbox
SET
  state = 'sent',
  settled_at = $3,
  trouble = NULL
WHERE shard = $1 -- shard
  AND id = $2 -- id
  AND state = 'waiting'
