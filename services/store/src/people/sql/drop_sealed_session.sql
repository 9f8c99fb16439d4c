DELETE FROM people.session
WHERE shard = $1 -- shard
  AND id_hash = $2 -- id
