UPDATE people.account
SET closed_at = $3
WHERE shard = $1
  AND staff_id = $2
  AND closed_at IS NULL
