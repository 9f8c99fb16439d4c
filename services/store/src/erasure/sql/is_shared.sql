SELECT EXISTS (
  SELECT
  FROM people.search
  WHERE shard = $1 -- shard
    AND subject_id <> $2 -- subject_id
    AND token = ANY ($3) -- token
) AS shared
