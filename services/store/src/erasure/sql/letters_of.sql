SELECT o.id
FROM work.outbox o
WHERE o.shard = $1 -- shard
  AND o.stream_id IN (
    SELECT s.stream_id
    FROM people.sealed s
    WHERE s.shard = $1
      AND s.subject_id = $2 -- subject_id
  )
  AND o.body ->> 'subject' = $3 -- subject_id as text
