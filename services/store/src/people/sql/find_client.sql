SELECT client_id, secret_hash, scopes, created_at
FROM people.client
WHERE shard = $1
  AND client_id = $2
  AND closed_at IS NULL
