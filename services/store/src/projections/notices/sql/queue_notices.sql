INSERT INTO notices
SELECT r.*
FROM jsonb_populate_recordset(NULL::notices, $1) AS r
ON CONFLICT (shard, outbox_id) DO NOTHING
