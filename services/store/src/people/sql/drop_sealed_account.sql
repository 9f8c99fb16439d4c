DELETE FROM people.account
WHERE shard = $1 -- shard
  AND staff_id = encode($2, 'hex')::uuid -- id
