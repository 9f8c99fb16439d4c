UPDATE work.dead_letter
SET
  attempts = attempts + 1,
  trouble = $5,
  next_try = $6
WHERE follower = $1
  AND generation = $2
  AND shard = $3
  AND stream_id = $4
