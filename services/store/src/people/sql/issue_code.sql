INSERT INTO people.code (shard, purpose, holder, code_hash, attempts, created_at, expires_at, words)
VALUES (
  $1, -- shard
  $2, -- purpose
  $3, -- holder
  $4, -- code_hash
  0,
  $5, -- created_at
  $6, -- expires_at
  $7  -- words
)
ON CONFLICT (shard, purpose, holder) DO UPDATE
SET
  code_hash = excluded.code_hash,
  attempts = 0,
  created_at = excluded.created_at,
  expires_at = excluded.expires_at,
  used_at = NULL,
  words = excluded.words
