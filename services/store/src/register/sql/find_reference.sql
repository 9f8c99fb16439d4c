SELECT shard, stream_id
FROM register.stream
WHERE shard IN (1, 2)
  AND reference = $1
ORDER BY shard
