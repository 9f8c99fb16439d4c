DELETE FROM people.direct_mail
WHERE shard = $1 -- shard
  AND id = encode($2, 'hex')::uuid -- id
