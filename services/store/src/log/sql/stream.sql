SELECT
  e.position, e.recorded_at, e.occurred_at, e.version, e.shard, e.kind, e.shape, e.stream_id,
  e.command_id, e.correlation_id, e.cause_id, e.name, e.rules, e.actor, e.payload,
  e.sealed_digest, e.leaf, e.link
FROM register.event e
WHERE e.shard = $1
  AND e.stream_id = $2
ORDER BY e.version
