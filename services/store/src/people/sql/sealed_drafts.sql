SELECT shard, uuid_send(draft_id) AS id, key_id, nonce, ciphertext
FROM people.draft
WHERE key_id <> $1 -- but
  AND (shard, draft_id) > ($2, encode($3, 'hex')::uuid) -- shard, id
ORDER BY people.draft.shard, people.draft.draft_id
LIMIT $4 -- how many
