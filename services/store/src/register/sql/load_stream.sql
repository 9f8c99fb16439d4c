SELECT
  event_position, event_version, recorded, occurred, event_name, event_shape, event_actor,
  event_payload, event_link
FROM register.load_stream(
  $1, -- p_shard
  $2, -- p_stream
  $3  -- p_until
)
