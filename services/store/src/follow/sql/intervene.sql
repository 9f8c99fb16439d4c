WITH found AS (
  UPDATE work.dead_letter
  SET next_try = $5
  WHERE shard = $1
    AND follower = $3
    AND position = $4
  RETURNING stream_id, trouble
), written AS (
  INSERT INTO register.intervention (
    shard, id, recorded_at, follower, position, stream_id, what, by_whom, reason, trouble
  )
  SELECT
    $1, -- shard
    $2, -- id
    $5, -- recorded_at
    $3, -- follower
    $4, -- position
    f.stream_id,
    $6, -- what
    $7, -- by_whom
    $8, -- reason
    f.trouble
  FROM found f
)
SELECT stream_id
FROM found
