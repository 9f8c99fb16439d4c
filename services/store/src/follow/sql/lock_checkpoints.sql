SELECT shard, position
FROM work.checkpoint
WHERE follower = $1
  AND generation = $2
ORDER BY shard
FOR UPDATE
