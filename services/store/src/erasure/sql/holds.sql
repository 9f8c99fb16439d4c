SELECT hold_id, subject_id, reason, set_by, set_at, lifted_at, lifted_by, lifted_why
FROM people.hold
WHERE shard = $1 -- shard
ORDER BY set_at, hold_id
