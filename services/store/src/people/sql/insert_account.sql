INSERT INTO people.account (
  shard, staff_id, email_token, password_hash, key_id, totp_nonce, totp_ciphertext, created_at
) VALUES (
  $1, -- shard
  $2, -- staff_id
  $3, -- email_token
  $4, -- password_hash
  $5, -- key_id
  $6, -- totp_nonce
  $7, -- totp_ciphertext
  $8  -- created_at
)
ON CONFLICT DO NOTHING
