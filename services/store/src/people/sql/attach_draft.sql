UPDATE people.draft
SET code_hash = $3
WHERE shard = $1
  AND draft_id = $2
