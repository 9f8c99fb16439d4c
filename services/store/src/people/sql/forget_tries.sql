DELETE FROM people.tally
WHERE shard = $1
  AND kind = $2
  AND holder = $3
