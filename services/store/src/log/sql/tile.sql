SELECT hashes
FROM register.tile
WHERE shard = $1
  AND level = $2
  AND number = $3
