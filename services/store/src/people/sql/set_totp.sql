UPDATE people.account
SET
  key_id = $3,
  totp_nonce = $4,
  totp_ciphertext = $5,
  totp_step = 0
WHERE shard = $1
  AND staff_id = $2
