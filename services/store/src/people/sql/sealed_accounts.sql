SELECT shard, uuid_send(staff_id) AS id, key_id, totp_nonce AS nonce, totp_ciphertext AS ciphertext
FROM people.account
WHERE key_id <> $1 -- but
  AND (shard, staff_id) > ($2, encode($3, 'hex')::uuid) -- shard, id
ORDER BY people.account.shard, people.account.staff_id
LIMIT $4 -- how many
