DELETE FROM people.session
WHERE shard = $1
  AND id_hash = $2
