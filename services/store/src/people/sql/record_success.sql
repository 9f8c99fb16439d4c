UPDATE people.account
SET totp_step = $3
WHERE shard = $1
  AND staff_id = $2
  AND totp_step < $3
  AND closed_at IS NULL
