SELECT
  c.follower,
  c.shard,
  c.position,
  c.moved_at,
  coalesce(h.position, 0) - c.position AS behind,
  n.recorded_at AS oldest,
  (
    SELECT count(*)
    FROM work.dead_letter d
    WHERE d.follower = c.follower
      AND d.generation = c.generation
      AND d.shard = c.shard
  ) AS parked
FROM work.checkpoint c
LEFT JOIN read.projection p
  ON p.name = c.follower
LEFT JOIN LATERAL (
  SELECT e.position
  FROM register.event e
  WHERE e.shard = c.shard
  ORDER BY e.position DESC
  LIMIT 1
) AS h ON true
LEFT JOIN register.event n
  ON n.shard = c.shard
  AND n.position = c.position + 1
WHERE c.generation = coalesce(p.generation, 0)
ORDER BY c.shard, c.follower
