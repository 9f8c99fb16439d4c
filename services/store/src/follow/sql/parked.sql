SELECT
  d.follower,
  d.generation,
  d.shard,
  d.position,
  d.stream_id,
  d.name AS event_name,
  d.shape AS event_shape,
  d.attempts,
  d.trouble,
  d.first_at,
  d.next_try,
  (
    SELECT count(*)
    FROM register.event e
    WHERE e.shard = d.shard
      AND e.stream_id = d.stream_id
      AND e.position > d.position
      AND e.position <= c.position
  ) AS behind
FROM work.dead_letter d
JOIN work.checkpoint c
  ON c.follower = d.follower
  AND c.generation = d.generation
  AND c.shard = d.shard
ORDER BY d.shard, d.position, d.follower
