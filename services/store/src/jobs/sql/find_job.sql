SELECT done_at
FROM work.job
WHERE shard = $1 -- shard
  AND job = $2 -- job
  AND due_day = $3 -- due_day
