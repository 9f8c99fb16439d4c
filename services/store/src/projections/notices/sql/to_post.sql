SELECT to_jsonb(n) AS notice
FROM read.notices n
WHERE n.shard = $1
  AND n.by_post
  AND n.state = 'queued'
ORDER BY n.queued_at, n.outbox_id
LIMIT $2
