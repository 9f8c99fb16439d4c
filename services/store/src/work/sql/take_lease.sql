INSERT INTO work.lease (shard, name, holder, lease_until)
VALUES (
  $1, -- shard
  $2, -- name
  $3, -- holder
  $5  -- lease_until
)
ON CONFLICT (shard, name) DO UPDATE
SET
  holder = excluded.holder,
  lease_until = excluded.lease_until
WHERE lease.holder = excluded.holder
  OR lease.lease_until <= $4
