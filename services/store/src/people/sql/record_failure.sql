UPDATE people.account
SET
  failed = failed + 1,
  locked_until = coalesce($3, locked_until)
WHERE shard = $1
  AND staff_id = $2
RETURNING failed
