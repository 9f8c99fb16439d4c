UPDATE people.session AS kept
SET
  key_id = anew.key_id,
  nonce = anew.nonce,
  ciphertext = anew.ciphertext
FROM unnest(
  $1::smallint[], -- shard
  $2::bytea[], -- id
  $3::bytea[], -- nonce that was seen
  $4::text[], -- key_id
  $5::bytea[], -- nonce
  $6::bytea[] -- ciphertext
) AS anew (shard, id, seen, key_id, nonce, ciphertext)
WHERE kept.shard = anew.shard
  AND kept.id_hash = anew.id
  AND kept.nonce = anew.seen
