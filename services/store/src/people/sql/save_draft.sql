UPDATE people.draft
SET
  version = version + 1,
  nonce = $4,
  ciphertext = $5,
  key_id = $6,
  updated_at = $7,
  expires_at = $8
WHERE shard = $1
  AND draft_id = $2
  AND version = $3
  AND expires_at > $7
