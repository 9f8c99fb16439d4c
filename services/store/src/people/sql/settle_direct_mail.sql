UPDATE people.direct_mail
SET
  state = $3, -- state
  settled_at = $4, -- settled_at
  trouble = $5, -- trouble
  nonce = ''::bytea,
  ciphertext = ''::bytea,
  worker = NULL,
  lease_until = NULL
WHERE shard = $1 -- shard
  AND id = $2 -- id
  AND state = 'waiting'
