UPDATE people.code
SET
  attempts = attempts + CASE WHEN code_hash = $4 THEN 0 ELSE 1 END,
  used_at = CASE WHEN code_hash = $4 THEN $5 END
WHERE shard = $1
  AND purpose = $2
  AND holder = $3
  AND used_at IS NULL
  AND attempts < $6
  AND expires_at > $5
RETURNING used_at IS NOT NULL AS accepted, attempts
