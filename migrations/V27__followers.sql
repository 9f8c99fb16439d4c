-- What a follower cannot handle waits aside in order, and whoever lets it go or tries it again is
-- written down. How far followers are, and whether they move, can be seen.

ALTER TABLE work.checkpoint ADD COLUMN moved_at timestamptz;
COMMENT ON COLUMN work.checkpoint.moved_at IS 'When it last moved.';

-- Nothing was ever written here before.
ALTER TABLE work.dead_letter
  ADD COLUMN name text NOT NULL,
  ADD COLUMN shape smallint NOT NULL,
  ADD COLUMN first_at timestamptz NOT NULL,
  ADD COLUMN next_try timestamptz;
ALTER TABLE work.dead_letter
  ADD CONSTRAINT dead_letter_stream UNIQUE (follower, generation, shard, stream_id);
CREATE INDEX dead_letter_due ON work.dead_letter (shard, next_try) WHERE next_try IS NOT NULL;
COMMENT ON TABLE work.dead_letter IS
  'The event of a stream that a follower could not handle; the later ones of that stream wait behind it.';
COMMENT ON COLUMN work.dead_letter.name IS 'Stored name of the event.';
COMMENT ON COLUMN work.dead_letter.shape IS 'Shape of its payload.';
COMMENT ON COLUMN work.dead_letter.first_at IS 'When it was first tried.';
COMMENT ON COLUMN work.dead_letter.next_try IS 'When it is tried again; empty once somebody must decide.';

CREATE TABLE work.pulse (
  shard            smallint NOT NULL,
  room             text NOT NULL,
  ticked_at        timestamptz NOT NULL,
  PRIMARY KEY (shard, room)
) WITH (fillfactor = 50);
COMMENT ON TABLE work.pulse IS 'When anybody last looked at the record, whether or not there was anything to do.';
COMMENT ON COLUMN work.pulse.shard IS 'Jurisdiction.';
COMMENT ON COLUMN work.pulse.room IS 'Who looks, such as the followers.';
COMMENT ON COLUMN work.pulse.ticked_at IS 'When one of them last looked.';

CREATE TABLE register.intervention (
  shard            smallint NOT NULL,
  id               uuid NOT NULL,
  recorded_at      timestamptz NOT NULL,
  follower         text NOT NULL,
  position         bigint NOT NULL,
  stream_id        uuid NOT NULL,
  what             text NOT NULL CHECK (what IN ('retry', 'skip')),
  by_whom          text NOT NULL CHECK (by_whom <> ''),
  reason           text NOT NULL CHECK (reason <> ''),
  trouble          text NOT NULL,
  PRIMARY KEY (shard, id)
);
CREATE INDEX intervention_skipped ON register.intervention (shard, follower, position) WHERE what = 'skip';
COMMENT ON TABLE register.intervention IS
  'Who had a follower skip an event, or try it again, and why. Append only; a rebuild omits what was skipped.';
COMMENT ON COLUMN register.intervention.shard IS 'Jurisdiction.';
COMMENT ON COLUMN register.intervention.id IS 'Made when it was decided.';
COMMENT ON COLUMN register.intervention.recorded_at IS 'When.';
COMMENT ON COLUMN register.intervention.follower IS 'For which follower.';
COMMENT ON COLUMN register.intervention.position IS 'Which event.';
COMMENT ON COLUMN register.intervention.stream_id IS 'Its stream.';
COMMENT ON COLUMN register.intervention.what IS 'retry or skip.';
COMMENT ON COLUMN register.intervention.by_whom IS 'Which operator, as they gave their name.';
COMMENT ON COLUMN register.intervention.reason IS 'Why, in their words.';
COMMENT ON COLUMN register.intervention.trouble IS 'What had gone wrong.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON register.intervention
  FOR EACH ROW EXECUTE FUNCTION register.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON register.intervention
  FOR EACH STATEMENT EXECUTE FUNCTION register.refuse_change();

GRANT SELECT, INSERT ON register.intervention TO redress_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON work.pulse TO redress_app;
