UPDATE people.erasure
SET
  done_at = coalesce(done_at, $3) -- done_at
WHERE shard = $1 -- shard
  AND subject_id = $2 -- subject_id
