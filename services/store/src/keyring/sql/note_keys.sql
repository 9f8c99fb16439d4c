WITH noted AS (
  INSERT INTO people.master_key (shard, key_id, seen_at)
  SELECT
    s.shard,
    h.key_id,
    $3 -- seen_at
  FROM unnest($1::text[]) AS h (key_id) -- held
  CROSS JOIN unnest($4::smallint[]) AS s (shard) -- shards
  ON CONFLICT (shard, key_id) DO NOTHING
)
SELECT
  cardinality($1) > 1
  AND NOT EXISTS (
    SELECT
    FROM people.master_key m
    WHERE m.key_id = $2 -- current
      AND m.rewrapped_at IS NOT NULL
  ) AS cut_short
