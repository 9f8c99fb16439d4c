SELECT shard, id_hash AS id, key_id, nonce, ciphertext
FROM people.session
WHERE key_id <> $1 -- but
  AND (shard, id_hash) > ($2, $3) -- shard, id
ORDER BY people.session.shard, people.session.id_hash
LIMIT $4 -- how many
