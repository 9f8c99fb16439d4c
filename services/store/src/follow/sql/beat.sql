INSERT INTO work.pulse (shard, room, ticked_at)
VALUES (
  $1, -- shard
  $2, -- room
  $3  -- ticked_at
)
ON CONFLICT (shard, room) DO UPDATE
SET ticked_at = excluded.ticked_at
