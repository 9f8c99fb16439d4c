WITH listed AS (
  SELECT
    c.*,
    CASE
      WHEN NOT c.open THEN 3
      WHEN c.urgency IN ('asked', 'granted') THEN 0
      WHEN c.traveller_due >= $2 THEN 2
      ELSE 1
    END AS rank,
    coalesce(
      c.closed_on,
      CASE WHEN c.paused THEN $2::date + c.target_left ELSE c.target_due END,
      c.traveller_due,
      DATE '9999-12-31'
    ) AS act_by
  FROM read.caseload c
  WHERE c.shard = $1
    AND ($3::boolean IS NULL OR c.open = $3)
    AND ($4::uuid IS NULL OR c.assigned = $4)
    AND (NOT $5::boolean OR c.assigned IS NULL)
    AND ($6::text IS NULL OR c.stage = $6)
    AND ($7::uuid[] IS NULL OR c.case_id = ANY ($7))
    AND (NOT $12::boolean OR c.unanswered OR c.trouble OR c.flagged OR c.notices_failed > 0)
)
SELECT to_jsonb(l) AS line
FROM listed l
WHERE $8::integer IS NULL
  OR (l.rank, l.act_by, l.recourse_id) > ($8, $9::date, $10::uuid)
ORDER BY l.rank, l.act_by, l.recourse_id
LIMIT $11
