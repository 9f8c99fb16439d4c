INSERT INTO read.projection (name, generation, logic)
VALUES (
  $1, -- name
  $2, -- generation
  $3  -- logic
)
ON CONFLICT (name) DO UPDATE
SET
  generation = excluded.generation,
  logic = excluded.logic
