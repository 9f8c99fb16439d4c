SELECT register.record_access(
  $1, -- p_shard
  $2, -- p_at
  $3, -- p_stream
  $4, -- p_actor
  $5  -- p_what
) AS number
