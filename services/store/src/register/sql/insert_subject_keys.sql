INSERT INTO people.subject_key (shard, subject_id, key_id, wrapped, created_at)
SELECT
  $1, -- shard
  k.subject_id,
  $4, -- key_id
  k.wrapped,
  $5  -- created_at
FROM unnest(
  $2::uuid[],  -- subject_id
  $3::bytea[]  -- wrapped
) AS k (subject_id, wrapped)
ON CONFLICT (shard, subject_id) DO NOTHING
