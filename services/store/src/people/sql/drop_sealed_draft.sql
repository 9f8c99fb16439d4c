DELETE FROM people.draft
WHERE shard = $1 -- shard
  AND draft_id = encode($2, 'hex')::uuid -- id
