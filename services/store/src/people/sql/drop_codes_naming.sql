DELETE FROM people.code
WHERE shard = $1 -- shard
  AND words && $2 -- words
