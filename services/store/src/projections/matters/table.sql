CREATE TABLE matters (
  shard              smallint NOT NULL,
  recourse_id        uuid NOT NULL,
  case_id            uuid NOT NULL,
  facts              jsonb NOT NULL,
  synthetic          boolean NOT NULL,
  version            integer NOT NULL,
  position           bigint NOT NULL,
  PRIMARY KEY (shard, recourse_id)
);
CREATE INDEX matters_case ON matters (shard, case_id);
COMMENT ON TABLE matters IS 'What figures are counted from: one row a recourse, codes and dates only.';
COMMENT ON COLUMN matters.facts IS 'Facts as the law folds them from the case.';
