SELECT position, attempts
FROM work.dead_letter
WHERE follower = $1
  AND generation = $2
  AND shard = $3
  AND stream_id = $4
  AND next_try <= $5
FOR UPDATE
