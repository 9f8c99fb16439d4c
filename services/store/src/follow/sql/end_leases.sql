DELETE FROM work.lease
WHERE shard = $1
  AND holder = $2
  AND name <> ALL ($3)
  AND (name LIKE 'worker %' OR name LIKE 'follow %')
