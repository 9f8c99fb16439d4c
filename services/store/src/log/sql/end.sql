SELECT
  position,
  recorded_at
FROM register.event
WHERE shard = $1
ORDER BY position DESC
LIMIT 1
