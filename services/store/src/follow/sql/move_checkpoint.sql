UPDATE work.checkpoint
SET
  position = $5,
  recorded_at = $6,
  moved_at = $7
WHERE follower = $1
  AND generation = $2
  AND shard = $3
  AND position = $4
