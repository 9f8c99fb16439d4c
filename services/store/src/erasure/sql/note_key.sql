UPDATE people.erasure AS e
SET
  key_id = k.key_id
FROM people.subject_key k
WHERE e.shard = $1 -- shard
  AND e.subject_id = $2 -- subject_id
  AND k.shard = e.shard
  AND k.subject_id = e.subject_id
  AND k.wrapped IS NOT NULL
