-- WORK: what is still to be done and how far each follower has come. It drains.

CREATE SCHEMA work;
COMMENT ON SCHEMA work IS 'Outbox, timers, checkpoints. Drains.';

CREATE TABLE work.outbox (
  shard            smallint NOT NULL,
  id               uuid NOT NULL,
  stream_id        uuid NOT NULL,
  position         bigint NOT NULL,
  kind             text NOT NULL,
  body             jsonb NOT NULL,
  created_at       timestamptz NOT NULL,
  due_at           timestamptz NOT NULL,
  state            text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts         integer NOT NULL DEFAULT 0,
  worker           text,
  lease_until      timestamptz,
  settled_at       timestamptz,
  trouble          text,
  PRIMARY KEY (shard, id)
);
CREATE INDEX outbox_due ON work.outbox (due_at) WHERE state = 'waiting';
CREATE INDEX outbox_stream ON work.outbox (shard, stream_id, position);
COMMENT ON TABLE work.outbox IS 'Letters to send. The id follows from event, recipient and kind, so none is queued twice.';
COMMENT ON COLUMN work.outbox.shard IS 'Jurisdiction.';
COMMENT ON COLUMN work.outbox.id IS 'Stable: also the Message-ID.';
COMMENT ON COLUMN work.outbox.stream_id IS 'The case.';
COMMENT ON COLUMN work.outbox.position IS 'The event that called for it.';
COMMENT ON COLUMN work.outbox.kind IS 'Letter kind.';
COMMENT ON COLUMN work.outbox.body IS 'What the letter is made from: ids and codes, no personal data.';
COMMENT ON COLUMN work.outbox.created_at IS 'When the event was recorded.';
COMMENT ON COLUMN work.outbox.due_at IS 'Not to be sent before this.';
COMMENT ON COLUMN work.outbox.state IS 'waiting, sent or failed for good.';
COMMENT ON COLUMN work.outbox.attempts IS 'How often it was leased.';
COMMENT ON COLUMN work.outbox.worker IS 'Who leases it.';
COMMENT ON COLUMN work.outbox.lease_until IS 'When the lease lapses.';
COMMENT ON COLUMN work.outbox.settled_at IS 'When it was sent or given up.';
COMMENT ON COLUMN work.outbox.trouble IS 'What the last failure said, without addresses.';

CREATE TABLE work.timer (
  shard            smallint NOT NULL,
  id               uuid NOT NULL,
  stream_id        uuid NOT NULL,
  kind             text NOT NULL,
  body             jsonb NOT NULL,
  due_at           timestamptz NOT NULL,
  position         bigint NOT NULL,
  attempts         integer NOT NULL DEFAULT 0,
  worker           text,
  lease_until      timestamptz,
  done_at          timestamptz,
  PRIMARY KEY (shard, id)
);
CREATE INDEX timer_due ON work.timer (due_at) WHERE done_at IS NULL;
CREATE INDEX timer_stream ON work.timer (shard, stream_id);
COMMENT ON TABLE work.timer IS 'What comes due. The id follows from stream, kind and day, so the same thing is due once.';
COMMENT ON COLUMN work.timer.shard IS 'Jurisdiction.';
COMMENT ON COLUMN work.timer.id IS 'Stable.';
COMMENT ON COLUMN work.timer.stream_id IS 'The case.';
COMMENT ON COLUMN work.timer.kind IS 'What comes due.';
COMMENT ON COLUMN work.timer.body IS 'What the command needs: ids and codes.';
COMMENT ON COLUMN work.timer.due_at IS 'First instant at which it may fire.';
COMMENT ON COLUMN work.timer.position IS 'Event as of which it is due.';
COMMENT ON COLUMN work.timer.attempts IS 'How often it was claimed.';
COMMENT ON COLUMN work.timer.worker IS 'Who claimed it.';
COMMENT ON COLUMN work.timer.lease_until IS 'When the claim lapses.';
COMMENT ON COLUMN work.timer.done_at IS 'When it was done.';

CREATE TABLE work.checkpoint (
  follower         text NOT NULL,
  generation       integer NOT NULL,
  shard            smallint NOT NULL,
  position         bigint NOT NULL,
  recorded_at      timestamptz,
  PRIMARY KEY (follower, generation, shard)
) WITH (fillfactor = 50);
COMMENT ON TABLE work.checkpoint IS 'How far each follower has come; moves in the transaction of what it wrote.';
COMMENT ON COLUMN work.checkpoint.follower IS 'Name of the projection or reaction.';
COMMENT ON COLUMN work.checkpoint.generation IS 'Generation of its tables; 0 for reactions.';
COMMENT ON COLUMN work.checkpoint.shard IS 'Jurisdiction.';
COMMENT ON COLUMN work.checkpoint.position IS 'Last position that was handled.';
COMMENT ON COLUMN work.checkpoint.recorded_at IS 'Recorded instant of that position.';

CREATE TABLE work.lease (
  shard            smallint NOT NULL,
  name             text NOT NULL,
  holder           text NOT NULL,
  lease_until      timestamptz NOT NULL,
  PRIMARY KEY (shard, name)
);
COMMENT ON TABLE work.lease IS 'What one process at a time may do.';
COMMENT ON COLUMN work.lease.shard IS 'Jurisdiction.';
COMMENT ON COLUMN work.lease.name IS 'The task.';
COMMENT ON COLUMN work.lease.holder IS 'Who does it.';
COMMENT ON COLUMN work.lease.lease_until IS 'When another may take over.';

CREATE TABLE work.dead_letter (
  follower         text NOT NULL,
  generation       integer NOT NULL,
  shard            smallint NOT NULL,
  position         bigint NOT NULL,
  stream_id        uuid NOT NULL,
  attempts         integer NOT NULL,
  trouble          text NOT NULL,
  PRIMARY KEY (follower, generation, shard, position)
);
COMMENT ON TABLE work.dead_letter IS 'Events that a follower could not handle.';
COMMENT ON COLUMN work.dead_letter.follower IS 'The follower.';
COMMENT ON COLUMN work.dead_letter.generation IS 'Generation of its tables.';
COMMENT ON COLUMN work.dead_letter.shard IS 'Jurisdiction.';
COMMENT ON COLUMN work.dead_letter.position IS 'The event.';
COMMENT ON COLUMN work.dead_letter.stream_id IS 'Its stream: later events of it wait behind.';
COMMENT ON COLUMN work.dead_letter.attempts IS 'How often it was tried.';
COMMENT ON COLUMN work.dead_letter.trouble IS 'What went wrong.';

-- One digest over every row and column of a schema's tables, in order: equal digests, equal tables.
CREATE FUNCTION work.schema_digest(p_schema text) RETURNS bytea
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  digest bytea := ''::bytea;
  table_name text;
  line text;
BEGIN
  FOR table_name IN
    SELECT t.tablename FROM pg_tables t WHERE t.schemaname = p_schema ORDER BY t.tablename COLLATE "C"
  LOOP
    digest := sha256(digest || convert_to(table_name, 'UTF8'));
    FOR line IN EXECUTE format('SELECT t::text FROM %I.%I t ORDER BY t::text COLLATE "C"', p_schema, table_name) LOOP
      digest := sha256(digest || convert_to(line, 'UTF8'));
    END LOOP;
  END LOOP;
  RETURN digest;
END
$$;
COMMENT ON FUNCTION work.schema_digest IS 'Ordered digest of every column of every table of a schema.';
