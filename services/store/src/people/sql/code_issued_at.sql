SELECT created_at
FROM people.code
WHERE shard = $1
  AND purpose = $2
  AND holder = $3
