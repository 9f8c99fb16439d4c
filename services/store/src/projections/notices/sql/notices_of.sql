SELECT to_jsonb(n) AS notice
FROM read.notices n
WHERE n.shard = $1
  AND n.case_id = $2
ORDER BY n.position, n.outbox_id
