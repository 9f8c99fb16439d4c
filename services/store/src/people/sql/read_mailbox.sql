SELECT shard, id, key_id, nonce, ciphertext, sent_at
FROM people.mailbox
WHERE id = $1 -- id
ORDER BY shard
LIMIT 1
