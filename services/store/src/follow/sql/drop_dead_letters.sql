DELETE FROM work.dead_letter
WHERE follower = $1
  AND generation <> $2
