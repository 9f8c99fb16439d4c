INSERT INTO register.tile (shard, level, number, root, hashes)
VALUES (
  $1, -- shard
  $2, -- level
  $3, -- number
  $4, -- root
  $5  -- hashes
)
ON CONFLICT (shard, level, number) DO NOTHING
