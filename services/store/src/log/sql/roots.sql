SELECT
  number,
  root
FROM register.tile
WHERE shard = $1
  AND level = $2
  AND number >= $3
  AND number < $4
ORDER BY number
