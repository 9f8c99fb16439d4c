UPDATE people.client
SET closed_at = $3
WHERE shard = $1
  AND client_id = $2
  AND closed_at IS NULL
