INSERT INTO register.head (shard, size, sealed_at, note)
VALUES (
  $1, -- shard
  $2, -- size
  $3, -- sealed_at
  $4  -- note
)
ON CONFLICT (shard, size) DO NOTHING
