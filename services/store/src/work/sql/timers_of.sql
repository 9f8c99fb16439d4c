SELECT shard, id, stream_id, kind, body, due_at, attempts
FROM work.timer
WHERE shard = $1
  AND stream_id = $2
  AND done_at IS NULL
ORDER BY due_at, id
