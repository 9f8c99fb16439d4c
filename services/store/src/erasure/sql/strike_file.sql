DELETE FROM people.document
WHERE shard = ANY ($1) -- shard
  AND key = $2 -- key
