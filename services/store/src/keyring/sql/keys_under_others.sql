SELECT shard, subject_id, key_id, wrapped
FROM people.subject_key
WHERE wrapped IS NOT NULL
  AND key_id <> $1 -- current
  AND (shard, subject_id) > ($2, $3) -- shard, subject_id
ORDER BY shard, subject_id
LIMIT $4 -- how many
