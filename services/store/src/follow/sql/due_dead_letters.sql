SELECT follower, generation, stream_id
FROM work.dead_letter
WHERE shard = $1
  AND next_try <= $2
ORDER BY next_try, position
LIMIT 50
