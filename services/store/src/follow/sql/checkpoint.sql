SELECT c.position, c.recorded_at
FROM work.checkpoint c
LEFT JOIN read.projection p
  ON p.name = c.follower
WHERE c.shard = $1
  AND c.follower = $2
  AND c.generation = coalesce(p.generation, 0)
