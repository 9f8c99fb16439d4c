SELECT c.relname::text AS partition
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
WHERE i.inhparent = 'register.event'::regclass
  AND s.last_vacuum IS NULL
  AND NOT EXISTS (
    SELECT 1
    FROM register.gate g
    WHERE coalesce(
      (SELECT max(e.position) FROM register.event e WHERE e.shard = g.shard),
      g.floor_position
    ) < substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \(''(\d+)''\)')::bigint
  )
ORDER BY c.relname
