INSERT INTO work.lease (shard, name, holder, lease_until)
SELECT
  $1, -- shard
  w.name,
  $3, -- holder
  clock_timestamp() + make_interval(secs => $4)
FROM unnest($2::text[]) AS w (name)
ON CONFLICT (shard, name) DO UPDATE
SET
  holder = excluded.holder,
  lease_until = excluded.lease_until
WHERE lease.holder = excluded.holder
  OR lease.lease_until <= clock_timestamp()
RETURNING name
