UPDATE work.outbox
SET body = body || jsonb_build_object('handed', $3::text) -- wording
WHERE shard = $1 -- shard
  AND id = $2 -- id
  AND state = 'waiting'
