SELECT shard, uuid_send(id) AS id, key_id, nonce, ciphertext
FROM people.mailbox
WHERE key_id <> $1 -- but
  AND (shard, id) > ($2, encode($3, 'hex')::uuid) -- shard, id
ORDER BY people.mailbox.shard, people.mailbox.id
LIMIT $4 -- how many
