SELECT
  e.stream_id,
  e.link
FROM unnest(
  $2::uuid[],   -- streams
  $3::integer[] -- versions
) AS wanted (stream_id, version)
JOIN register.event e ON e.stream_id = wanted.stream_id AND e.version = wanted.version
WHERE e.shard = $1
