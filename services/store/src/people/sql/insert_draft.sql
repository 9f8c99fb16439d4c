INSERT INTO people.draft (
  shard, draft_id, version, nonce, ciphertext, key_id, created_at, updated_at, expires_at
) VALUES (
  $1, -- shard
  $2, -- draft_id
  1,
  $3, -- nonce
  $4, -- ciphertext
  $5, -- key_id
  $6, -- created_at
  $6, -- updated_at
  $7  -- expires_at
)
