WITH here AS (
  INSERT INTO work.lease (shard, name, holder, lease_until)
  VALUES (
    $1, -- shard
    'worker ' || $2, -- holder
    $2,
    clock_timestamp() + make_interval(secs => $3)
  )
  ON CONFLICT (shard, name) DO UPDATE
  SET lease_until = excluded.lease_until
)
SELECT name, holder
FROM work.lease
WHERE shard = $1
  AND (name LIKE 'worker %' OR name LIKE 'follow %')
  AND lease_until > clock_timestamp()
