DELETE FROM work.timer t
WHERE t.shard = $1
  AND t.stream_id = ANY ($2)
  AND t.done_at IS NULL
  AND t.id <> ALL ($3)
