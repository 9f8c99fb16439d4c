SELECT digest, receipt
FROM register.command
WHERE shard = $1
  AND caller = $2
  AND key = $3
