CREATE TABLE caseload (
  shard              smallint NOT NULL,
  case_id            uuid NOT NULL,
  recourse_id        uuid NOT NULL,
  reference          text NOT NULL,
  mechanism          text NOT NULL,
  stage              text NOT NULL,
  public_status      text NOT NULL,
  open               boolean NOT NULL,
  assigned           uuid,
  received           date NOT NULL,
  complete           date,
  target_due         date,
  target_left        integer,
  target_length      integer,
  paused             boolean NOT NULL,
  traveller_due      date,
  closed_on          date,
  terminal           text,
  urgency            text NOT NULL,
  language           text NOT NULL,
  channel            text NOT NULL,
  place              text NOT NULL,
  mode               text NOT NULL,
  purpose            text NOT NULL,
  complaints         text[] NOT NULL,
  represented        boolean NOT NULL,
  by_post            boolean NOT NULL,
  synthetic          boolean NOT NULL,
  documents_unchecked integer NOT NULL,
  tasks_open         integer NOT NULL,
  tasks_due          date,
  corrections_open   integer NOT NULL,
  drafted_by         uuid,
  flagged            boolean NOT NULL,
  notices_failed     integer NOT NULL,
  unanswered         boolean NOT NULL,
  trouble            boolean NOT NULL,
  opened_at          timestamptz NOT NULL,
  version            integer NOT NULL,
  position           bigint NOT NULL,
  recorded_at        timestamptz NOT NULL,
  PRIMARY KEY (shard, recourse_id)
);
CREATE INDEX caseload_case ON caseload (shard, case_id);
CREATE INDEX caseload_open ON caseload (shard, open, assigned, target_due);
CREATE INDEX caseload_reference ON caseload (shard, reference);
COMMENT ON TABLE caseload IS 'What is to be done, by when: one row a recourse.';
COMMENT ON COLUMN caseload.target_due IS 'Last day of the office''s target; before the file is complete, what it would be if nothing is missing.';
COMMENT ON COLUMN caseload.target_left IS 'Days left when the clock was stopped; only while it is.';
COMMENT ON COLUMN caseload.traveller_due IS 'Last day told to the traveller who is waited for.';
COMMENT ON COLUMN caseload.tasks_due IS 'Earliest day on which an office should answer that has not.';
COMMENT ON COLUMN caseload.drafted_by IS 'Who drafted what waits for a second signature.';
COMMENT ON COLUMN caseload.flagged IS 'Somebody acted who turned out not to be independent.';
COMMENT ON COLUMN caseload.unanswered IS 'The last message came from the traveller''s side.';
COMMENT ON COLUMN caseload.trouble IS 'After the end the traveller told of the same trouble again.';
