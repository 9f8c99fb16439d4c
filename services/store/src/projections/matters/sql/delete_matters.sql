DELETE FROM matters
WHERE shard = $1
  AND case_id = ANY ($2)
