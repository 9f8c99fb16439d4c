SELECT hold_id
FROM people.hold
WHERE shard = $1 -- shard
  AND subject_id = $2 -- subject_id
  AND lifted_at IS NULL
ORDER BY set_at, hold_id
