SELECT to_jsonb(n) AS notice
FROM read.notices n
WHERE n.shard = $1
  AND n.state = 'failed'
ORDER BY n.settled_at DESC, n.outbox_id
LIMIT $2
