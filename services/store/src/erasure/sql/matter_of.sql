SELECT matter_id
FROM people.sealed
WHERE shard = $1 -- shard
  AND subject_id = $2 -- subject_id
ORDER BY matter_id
