SELECT
  count(*) AS waiting,
  min(due_at) AS oldest
FROM work.outbox
WHERE state = 'waiting'
