SELECT d.key
FROM people.document d
JOIN people.erasure e
  ON e.shard = d.shard
  AND e.subject_id = d.subject_id
WHERE e.done_at IS NOT NULL
ORDER BY d.shard, d.key
LIMIT 500
