INSERT INTO notices
SELECT r.*
FROM jsonb_populate_recordset(NULL::notices, $1) AS r
ON CONFLICT (shard, outbox_id) DO UPDATE
SET
  state = excluded.state,
  settled_at = excluded.settled_at,
  why = excluded.why,
  by_post = excluded.by_post
