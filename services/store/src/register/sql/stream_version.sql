SELECT version
FROM register.stream
WHERE shard = $1
  AND stream_id = $2
