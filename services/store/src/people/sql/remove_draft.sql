DELETE FROM people.draft
WHERE shard = $1
  AND draft_id = $2
