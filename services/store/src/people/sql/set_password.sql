UPDATE people.account
SET
  password_hash = $3,
  failed = 0,
  locked_until = NULL
WHERE shard = $1
  AND staff_id = $2
