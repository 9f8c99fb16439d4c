UPDATE people.master_key
SET
  destroyed_at = coalesce(destroyed_at, $2) -- destroyed_at
WHERE key_id = $1 -- key_id
