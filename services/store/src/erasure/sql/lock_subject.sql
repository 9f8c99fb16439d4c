SELECT subject_id
FROM people.subject_key
WHERE shard = $1 -- shard
  AND subject_id = $2 -- subject_id
FOR UPDATE
