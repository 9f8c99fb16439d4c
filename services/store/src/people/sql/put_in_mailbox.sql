INSERT INTO people.mailbox (
  shard, id, key_id, nonce, ciphertext, sent_at
) VALUES (
  $1, -- shard
  $2, -- id
  $3, -- key_id
  $4, -- nonce
  $5, -- ciphertext
  $6  -- sent_at
)
ON CONFLICT DO NOTHING
