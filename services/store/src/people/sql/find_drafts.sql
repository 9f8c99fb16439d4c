SELECT draft_id
FROM people.draft
WHERE shard = $1
  AND code_hash = $2
  AND expires_at > $3
ORDER BY updated_at DESC
