CREATE TABLE plain (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  stream text NOT NULL,
  data jsonb NOT NULL,
  meta jsonb NOT NULL
)
