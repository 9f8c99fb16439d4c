SELECT staff_id, password_hash, key_id, totp_nonce, totp_ciphertext, totp_step
FROM people.account
WHERE shard = $1
  AND staff_id = $2
  AND closed_at IS NULL
