UPDATE people.erasure AS e
SET
  counts = (
    SELECT coalesce(jsonb_object_agg(c.what, c.total), '{}')
    FROM (
      SELECT b.key AS what, sum(b.value::bigint)::bigint AS total
      FROM (
        SELECT key, value
        FROM jsonb_each_text(e.counts)
        UNION ALL
        SELECT key, value
        FROM jsonb_each_text($3) -- counts
      ) AS b
      GROUP BY b.key
    ) AS c
  )
WHERE e.shard = $1 -- shard
  AND e.subject_id = $2 -- subject_id
