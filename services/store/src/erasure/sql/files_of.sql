SELECT key
FROM people.document
WHERE shard = $1 -- shard
  AND subject_id = $2 -- subject_id
ORDER BY key
