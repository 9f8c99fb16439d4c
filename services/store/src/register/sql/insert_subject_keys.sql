INSERT INTO people.subject_key (shard, subject_id, key_id, wrapped, created_at)
SELECT
  $1, -- shard
  k.subject_id,
  k.key_id,
  k.wrapped,
  $5  -- created_at
FROM unnest(
  $2::uuid[],  -- subject_id
  $3::bytea[], -- wrapped
  $4::text[]   -- key_id
) AS k (subject_id, wrapped, key_id)
ON CONFLICT (shard, subject_id) DO NOTHING
