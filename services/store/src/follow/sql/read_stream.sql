SELECT
  position AS event_position,
  version AS event_version,
  kind,
  stream_id,
  recorded_at AS recorded,
  occurred_at AS occurred,
  name AS event_name,
  shape AS event_shape,
  actor AS event_actor,
  payload AS event_payload
FROM register.event
WHERE shard = $1
  AND stream_id = $2
  AND position <= $3
ORDER BY version
