DELETE FROM work.checkpoint
WHERE follower = $1
  AND generation <> $2
