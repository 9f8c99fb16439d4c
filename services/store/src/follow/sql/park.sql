INSERT INTO work.dead_letter (
  follower, generation, shard, position, stream_id, name, shape, attempts, trouble, first_at, next_try
)
VALUES (
  $1, -- follower
  $2, -- generation
  $3, -- shard
  $4, -- position
  $5, -- stream_id
  $6, -- name
  $7, -- shape
  1,
  $8, -- trouble
  $9, -- first_at
  $10 -- next_try
)
