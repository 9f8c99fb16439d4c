SELECT
  position, recorded_at, occurred_at, version, shard, kind, shape, stream_id, command_id,
  correlation_id, cause_id, name, rules, actor, payload, sealed_digest, leaf, link
FROM register.event
WHERE shard = $1
  AND position > $2
  AND position <= $3
ORDER BY position
