INSERT INTO work.job (
  shard, job, due_day, done_at
) VALUES (
  $1, -- shard
  $2, -- job
  $3, -- due_day
  $4  -- done_at
)
ON CONFLICT DO NOTHING
