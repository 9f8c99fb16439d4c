INSERT INTO matters
SELECT r.*
FROM jsonb_populate_recordset(NULL::matters, $1) AS r
