SELECT r.reference
FROM register.stream r
WHERE r.shard = $1 -- shard
  AND r.reference IS NOT NULL
  AND r.stream_id IN (
    SELECT s.stream_id
    FROM people.sealed s
    WHERE s.shard = $1
      AND s.subject_id = $2 -- subject_id
  )
