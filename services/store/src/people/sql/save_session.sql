UPDATE people.session
SET
  key_id = $3,
  nonce = $4,
  ciphertext = $5,
  expires_at = $6
WHERE shard = $1
  AND id_hash = $2
