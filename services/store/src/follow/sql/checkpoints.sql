SELECT follower, generation, position
FROM work.checkpoint
WHERE shard = $1
