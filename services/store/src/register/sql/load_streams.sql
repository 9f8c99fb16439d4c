SELECT
  event_stream, event_position, event_version, recorded, occurred, event_name, event_shape,
  event_actor, event_payload, event_link
FROM register.load_streams(
  $1, -- p_shard
  $2, -- p_streams
  $3  -- p_until
)
ORDER BY event_stream, event_version
