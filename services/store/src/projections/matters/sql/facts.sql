SELECT facts
FROM read.matters
WHERE shard = ANY ($1)
ORDER BY shard, recourse_id
