SELECT position
FROM register.intervention
WHERE shard = $1
  AND follower = $2
  AND what = 'skip'
