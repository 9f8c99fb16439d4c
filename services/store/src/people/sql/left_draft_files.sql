SELECT f.shard, f.key
FROM people.draft_file f
WHERE NOT EXISTS (
  SELECT
  FROM people.draft d
  WHERE d.shard = f.shard
    AND d.draft_id = f.draft_id
)
ORDER BY f.shard, f.key
LIMIT $1 -- how many
