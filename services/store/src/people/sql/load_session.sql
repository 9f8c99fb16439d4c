SELECT holder, key_id, nonce, ciphertext, created_at, expires_at
FROM people.session
WHERE shard = $1
  AND id_hash = $2
  AND expires_at > $3
