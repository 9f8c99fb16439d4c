UPDATE people.hold
SET
  lifted_why = $3, -- lifted_why
  lifted_by = $4, -- lifted_by
  lifted_at = $5 -- lifted_at
WHERE shard = $1 -- shard
  AND hold_id = $2 -- hold_id
  AND lifted_at IS NULL
