INSERT INTO work.demo_clock (shard, instant)
VALUES (0, $1) -- instant
ON CONFLICT (shard) DO UPDATE
SET instant = greatest(demo_clock.instant, excluded.instant)
RETURNING instant
