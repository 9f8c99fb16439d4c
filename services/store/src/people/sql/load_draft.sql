SELECT version, nonce, ciphertext, key_id, created_at, updated_at, expires_at
FROM people.draft
WHERE shard = $1
  AND draft_id = $2
  AND expires_at > $3
