INSERT INTO work.checkpoint (follower, generation, shard, position)
VALUES (
  $1, -- follower
  $2, -- generation
  $3, -- shard
  0
)
ON CONFLICT (follower, generation, shard) DO NOTHING
