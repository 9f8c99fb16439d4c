UPDATE people.master_key
SET
  rewrapped_at = coalesce(rewrapped_at, $2) -- rewrapped_at
WHERE key_id = $1 -- key_id
