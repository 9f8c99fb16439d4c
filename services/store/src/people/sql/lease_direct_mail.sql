UPDATE people.direct_mail AS mail
SET
  worker = $2, -- worker
  lease_until = now() + make_interval(secs => $3), -- seconds
  attempts = mail.attempts + 1
FROM (
  SELECT shard, id
  FROM people.direct_mail
  WHERE state = 'waiting'
    AND due_at <= $1 -- at
    AND (lease_until IS NULL OR lease_until < now())
  ORDER BY due_at, id
  LIMIT $4 -- how many
  FOR UPDATE SKIP LOCKED
) AS ready
WHERE mail.shard = ready.shard
  AND mail.id = ready.id
RETURNING
  mail.shard,
  mail.id,
  mail.key_id,
  mail.nonce,
  mail.ciphertext,
  mail.created_at,
  mail.expires_at,
  mail.attempts
