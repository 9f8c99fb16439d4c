SELECT people.close_key(
  $3, -- p_shards
  $1, -- p_key_id
  $2  -- p_at
)::text AS closed
