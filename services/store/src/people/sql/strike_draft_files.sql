DELETE FROM people.draft_file
WHERE shard = $1
  AND key = ANY ($2)
RETURNING key
