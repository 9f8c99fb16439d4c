UPDATE people.account
SET password_hash = $3
WHERE shard = $1
  AND staff_id = $2
