SELECT
  count(*) FILTER (WHERE c.open) AS open,
  count(*) FILTER (WHERE c.open AND c.assigned = $2) AS mine,
  count(*) FILTER (WHERE c.open AND c.assigned IS NULL) AS unassigned,
  count(*) FILTER (WHERE c.open AND c.stage = 'awaiting_signature') AS to_sign,
  count(*) FILTER (
    WHERE c.open AND c.complete IS NOT NULL AND NOT c.paused AND c.target_due < $3
  ) AS late
FROM read.caseload c
WHERE c.shard = $1
