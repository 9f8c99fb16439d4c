SELECT DISTINCT found.stream_id
FROM (
  SELECT s.stream_id, q.alternative, count(DISTINCT s.token) AS tokens
  FROM unnest(
    $2::integer[], -- alternative
    $3::bytea[]    -- token
  ) AS q (alternative, token)
  JOIN people.search s
    ON s.shard = $1
    AND s.token = q.token
  GROUP BY s.stream_id, q.alternative
) AS found
JOIN (
  SELECT w.alternative, count(*) AS tokens
  FROM unnest($2::integer[]) AS w (alternative)
  GROUP BY w.alternative
) AS wanted
  ON wanted.alternative = found.alternative
  AND wanted.tokens = found.tokens
ORDER BY found.stream_id DESC
LIMIT 200
