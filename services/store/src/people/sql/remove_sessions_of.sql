DELETE FROM people.session
WHERE shard = $1
  AND holder = $2
