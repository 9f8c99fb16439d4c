SELECT s.matter_id, s.subject_id, s.nonce, s.ciphertext, k.key_id, k.wrapped
FROM people.sealed s
JOIN people.subject_key k
  ON k.shard = s.shard
  AND k.subject_id = s.subject_id
WHERE s.shard = $1
  AND s.matter_id = ANY ($2)
  AND k.wrapped IS NOT NULL
