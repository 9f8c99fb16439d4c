UPDATE people.subject_key AS k
SET
  key_id = anew.key_id,
  wrapped = anew.wrapped
FROM unnest(
  $1::smallint[], -- shard
  $2::uuid[], -- subject_id
  $3::bytea[], -- wrapped as it was seen
  $4::text[], -- key_id
  $5::bytea[] -- wrapped
) AS anew (shard, subject_id, seen, key_id, wrapped)
WHERE k.shard = anew.shard
  AND k.subject_id = anew.subject_id
  AND k.wrapped = anew.seen
