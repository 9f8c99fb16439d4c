INSERT INTO people.tally AS t (shard, kind, holder, count, wait_until, expires_at)
VALUES (
  $1, -- shard
  $2, -- kind
  $3, -- holder
  1,
  $4::timestamptz + make_interval(secs => ($5::integer[])[1]), -- at, waits
  $4::timestamptz + make_interval(secs => $6) -- window
)
ON CONFLICT (shard, kind, holder) DO UPDATE
SET
  count = CASE WHEN t.expires_at <= $4 THEN 1 ELSE t.count + 1 END,
  wait_until = CASE
    WHEN t.expires_at <= $4 THEN excluded.wait_until
    ELSE $4::timestamptz + make_interval(secs => ($5::integer[])[least(t.count + 1, cardinality($5::integer[]))])
  END,
  expires_at = CASE WHEN t.expires_at <= $4 THEN excluded.expires_at ELSE t.expires_at END
WHERE t.wait_until <= $4
  OR t.expires_at <= $4
RETURNING wait_until
