UPDATE work.timer
SET
  done_at = $4,
  worker = NULL,
  lease_until = NULL
WHERE shard = $1
  AND id = $2
  AND worker = $3
  AND done_at IS NULL
