INSERT INTO people.session (
  shard, id_hash, holder, key_id, nonce, ciphertext, created_at, expires_at
) VALUES (
  $1, -- shard
  $2, -- id_hash
  $3, -- holder
  $4, -- key_id
  $5, -- nonce
  $6, -- ciphertext
  $7, -- created_at
  $8  -- expires_at
)
