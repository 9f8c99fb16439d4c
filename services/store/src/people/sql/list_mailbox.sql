SELECT shard, id, key_id, nonce, ciphertext, sent_at
FROM people.mailbox
ORDER BY sent_at DESC, id DESC
LIMIT $1 -- how many
OFFSET $2 -- after how many
