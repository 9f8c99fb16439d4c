UPDATE people.direct_mail
SET
  due_at = $3, -- due_at
  trouble = $4, -- trouble
  worker = NULL,
  lease_until = NULL
WHERE shard = $1 -- shard
  AND id = $2 -- id
  AND state = 'waiting'
