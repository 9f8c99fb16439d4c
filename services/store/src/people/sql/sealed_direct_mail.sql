SELECT shard, uuid_send(id) AS id, key_id, nonce, ciphertext
FROM people.direct_mail
WHERE key_id <> $1 -- but
  AND (shard, id) > ($2, encode($3, 'hex')::uuid) -- shard, id
  AND octet_length(ciphertext) > 0
ORDER BY people.direct_mail.shard, people.direct_mail.id
LIMIT $4 -- how many
