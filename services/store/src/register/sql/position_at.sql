SELECT register.position_at(
  $1, -- p_shard
  $2  -- p_instant
) AS position
