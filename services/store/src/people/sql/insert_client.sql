INSERT INTO people.client (shard, client_id, secret_hash, scopes, created_at)
VALUES (
  $1, -- shard
  $2, -- client_id
  $3, -- secret_hash
  $4, -- scopes
  $5  -- created_at
)
ON CONFLICT (shard, client_id) DO UPDATE
SET
  secret_hash = excluded.secret_hash,
  scopes = excluded.scopes,
  closed_at = NULL
