SELECT note
FROM register.head
WHERE shard = $1
ORDER BY size DESC
LIMIT 1
