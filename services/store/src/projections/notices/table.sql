CREATE TABLE notices (
  shard              smallint NOT NULL,
  outbox_id          uuid NOT NULL,
  case_id            uuid NOT NULL,
  letter             text NOT NULL,
  recourse_id        uuid,
  subject_id         uuid NOT NULL,
  language           text,
  by_post            boolean NOT NULL,
  state              text NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
  queued_at          timestamptz,
  settled_at         timestamptz,
  why                text,
  position           bigint NOT NULL,
  PRIMARY KEY (shard, outbox_id)
);
CREATE INDEX notices_case ON notices (shard, case_id, position);
CREATE INDEX notices_post ON notices (shard, state, queued_at) WHERE by_post;
COMMENT ON TABLE notices IS 'Which letters a case called for, and what became of each.';
COMMENT ON COLUMN notices.why IS 'Code of the failure.';
