INSERT INTO people.direct_mail (
  shard, id, kind, key_id, nonce, ciphertext, created_at, due_at, expires_at
) VALUES (
  $1, -- shard
  $2, -- id
  $3, -- kind
  $4, -- key_id
  $5, -- nonce
  $6, -- ciphertext
  $7, -- created_at
  $7, -- due_at
  $8  -- expires_at
)
ON CONFLICT DO NOTHING
