SELECT subject_id, key_id, wrapped
FROM people.subject_key
WHERE shard = $1
  AND subject_id = ANY ($2)
