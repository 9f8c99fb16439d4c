SELECT DISTINCT l.shard, l.subject_id
FROM unnest(
  $1::smallint[], -- shard
  $2::uuid[] -- subject_id
) AS l (shard, subject_id)
LEFT JOIN people.erasure e
  ON e.shard = l.shard
  AND e.subject_id = l.subject_id
LEFT JOIN people.subject_key k
  ON k.shard = l.shard
  AND k.subject_id = l.subject_id
WHERE e.done_at IS NULL
  OR k.wrapped IS NOT NULL
  OR k.subject_id IS NULL
