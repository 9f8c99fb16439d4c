SELECT
  coalesce(m.key_id, h.key_id) AS key_id,
  min(m.seen_at) AS seen_at,
  min(m.rewrapped_at) AS rewrapped_at,
  min(m.destroyed_at) AS destroyed_at
FROM people.master_key m
FULL JOIN unnest($1::text[]) AS h (key_id) -- held
  ON h.key_id = m.key_id
GROUP BY coalesce(m.key_id, h.key_id)
ORDER BY 2 NULLS LAST, 1
