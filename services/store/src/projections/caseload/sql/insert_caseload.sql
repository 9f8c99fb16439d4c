INSERT INTO caseload
SELECT r.*
FROM jsonb_populate_recordset(NULL::caseload, $1) AS r
