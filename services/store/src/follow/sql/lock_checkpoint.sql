SELECT position
FROM work.checkpoint
WHERE follower = $1
  AND generation = $2
  AND shard = $3
FOR UPDATE
