SELECT least(wait_until, expires_at) AS until
FROM people.tally
WHERE shard = $1
  AND kind = $2
  AND holder = $3
