SELECT stream_id, position
FROM work.dead_letter
WHERE follower = $1
  AND generation = $2
  AND shard = $3
