SELECT erasure_id, subject_id, reason, ordered_by, begun_at, key_id, done_at, counts
FROM people.erasure
WHERE shard = $1 -- shard
  AND subject_id = $2 -- subject_id
