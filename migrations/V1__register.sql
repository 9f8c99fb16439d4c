-- THE RECORD: what happened, append only. The application role reads these tables and writes
-- them through two functions alone; triggers refuse UPDATE, DELETE and TRUNCATE to everybody.

DO $roles$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['redress_app', 'redress_analyst'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL; -- made by an earlier or a concurrent installation in the same cluster
    END;
  END LOOP;
END
$roles$;

CREATE SCHEMA register;
COMMENT ON SCHEMA register IS 'What happened. Append only; never lost, never changed.';

CREATE TABLE register.gate (
  shard            smallint NOT NULL PRIMARY KEY,
  floor_position   bigint NOT NULL DEFAULT 0,
  floor_recorded   timestamptz
);
COMMENT ON TABLE register.gate IS
  'One row a shard, locked by every append before it looks at anything else; never updated by an append.';
COMMENT ON COLUMN register.gate.shard IS 'Jurisdiction: 1 Canada, 2 United States.';
COMMENT ON COLUMN register.gate.floor_position IS 'Last position of what was moved to cold storage.';
COMMENT ON COLUMN register.gate.floor_recorded IS 'Recorded instant of that position.';

INSERT INTO register.gate (shard) VALUES (1), (2);

CREATE TABLE register.stream (
  shard            smallint NOT NULL,
  stream_id        uuid NOT NULL,
  kind             smallint NOT NULL,
  version          integer NOT NULL CHECK (version > 0),
  first_position   bigint NOT NULL,
  last_position    bigint NOT NULL,
  tip              bytea NOT NULL CHECK (octet_length(tip) = 32),
  reference        text,
  PRIMARY KEY (shard, stream_id)
) WITH (fillfactor = 75);
CREATE UNIQUE INDEX stream_reference ON register.stream (shard, reference) WHERE reference IS NOT NULL;
COMMENT ON TABLE register.stream IS 'Where each stream stands: version and end of its chain.';
COMMENT ON COLUMN register.stream.shard IS 'Jurisdiction.';
COMMENT ON COLUMN register.stream.stream_id IS 'Id of the case, of the office, of the rule book.';
COMMENT ON COLUMN register.stream.kind IS '1 case, 2 office, 3 rule book.';
COMMENT ON COLUMN register.stream.version IS 'Number of events.';
COMMENT ON COLUMN register.stream.first_position IS 'Position of the first event.';
COMMENT ON COLUMN register.stream.last_position IS 'Position of the last event.';
COMMENT ON COLUMN register.stream.tip IS 'Link of the last event.';
COMMENT ON COLUMN register.stream.reference IS 'Case reference; only cases have one.';

CREATE TABLE register.event (
  position         bigint NOT NULL,
  recorded_at      timestamptz NOT NULL,
  occurred_at      timestamptz,
  version          integer NOT NULL,
  shard            smallint NOT NULL,
  kind             smallint NOT NULL,
  shape            smallint NOT NULL,
  stream_id        uuid NOT NULL,
  command_id       uuid NOT NULL,
  correlation_id   uuid NOT NULL,
  cause_id         uuid,
  name             text NOT NULL,
  rules            text NOT NULL,
  actor            bytea NOT NULL,
  payload          bytea NOT NULL,
  sealed_digest    bytea,
  leaf             bytea NOT NULL CHECK (octet_length(leaf) = 32),
  link             bytea NOT NULL CHECK (octet_length(link) = 32),
  PRIMARY KEY (shard, position)
) PARTITION BY RANGE (position);
COMMENT ON TABLE register.event IS
  'Past facts. Positions are gapless and in commit order within a shard; pseudonymous, no names and no free text.';
COMMENT ON COLUMN register.event.position IS 'Place in the shard''s record, from 1, without gaps.';
COMMENT ON COLUMN register.event.recorded_at IS 'When it was recorded; never earlier than the position before.';
COMMENT ON COLUMN register.event.occurred_at IS 'When it happened, where that was said.';
COMMENT ON COLUMN register.event.version IS 'Place in its stream, from 1.';
COMMENT ON COLUMN register.event.shard IS 'Jurisdiction.';
COMMENT ON COLUMN register.event.kind IS 'Kind of stream: 1 case, 2 office, 3 rule book.';
COMMENT ON COLUMN register.event.shape IS 'Shape of the payload under this name.';
COMMENT ON COLUMN register.event.stream_id IS 'The stream.';
COMMENT ON COLUMN register.event.command_id IS 'The command that caused it.';
COMMENT ON COLUMN register.event.correlation_id IS 'First command of the chain that led here.';
COMMENT ON COLUMN register.event.cause_id IS 'What led to the command, where something of ours did.';
COMMENT ON COLUMN register.event.name IS 'Stored name, such as inquiry.lodged; never renamed.';
COMMENT ON COLUMN register.event.rules IS 'Version of the rule book that was in force for the decision.';
COMMENT ON COLUMN register.event.actor IS 'Who acted, canonical JSON, pseudonymous.';
COMMENT ON COLUMN register.event.payload IS 'Canonical JSON (RFC 8785, no floats): these bytes are what is hashed.';
COMMENT ON COLUMN register.event.sealed_digest IS 'Commitment to the sealed matter of the command, on its first event.';
COMMENT ON COLUMN register.event.leaf IS 'SHA-256 of 0x00, header, SHA-256 of payload, sealed digest.';
COMMENT ON COLUMN register.event.link IS 'SHA-256 of 0x01, link before, position, recorded instant, leaf.';

CREATE TABLE register.command (
  shard            smallint NOT NULL,
  command_id       uuid NOT NULL,
  caller           text NOT NULL,
  key              text NOT NULL,
  digest           bytea NOT NULL,
  stream_id        uuid NOT NULL,
  version          integer NOT NULL,
  first_position   bigint,
  last_position    bigint,
  recorded_at      timestamptz NOT NULL,
  receipt          bytea NOT NULL,
  PRIMARY KEY (shard, command_id)
);
CREATE UNIQUE INDEX command_key ON register.command (shard, caller, key);
COMMENT ON TABLE register.command IS
  'Commands that were accepted, with their receipts, so that a repeated key finds its first answer.';
COMMENT ON COLUMN register.command.shard IS 'Jurisdiction.';
COMMENT ON COLUMN register.command.command_id IS 'UUID version 7, made when the key was first seen.';
COMMENT ON COLUMN register.command.caller IS 'Whose key it is: keys are unique per caller.';
COMMENT ON COLUMN register.command.key IS 'Idempotency key as the caller gave it.';
COMMENT ON COLUMN register.command.digest IS 'SHA-256 of the request body.';
COMMENT ON COLUMN register.command.stream_id IS 'The stream.';
COMMENT ON COLUMN register.command.version IS 'Version of the stream afterwards.';
COMMENT ON COLUMN register.command.first_position IS 'Position of its first event; absent where it was already so.';
COMMENT ON COLUMN register.command.last_position IS 'Position of its last event; absent where it was already so.';
COMMENT ON COLUMN register.command.recorded_at IS 'When it was recorded.';
COMMENT ON COLUMN register.command.receipt IS 'The receipt''s bytes as first answered.';

CREATE TABLE register.access (
  shard            smallint NOT NULL,
  number           bigint NOT NULL,
  recorded_at      timestamptz NOT NULL,
  stream_id        uuid NOT NULL,
  actor            bytea NOT NULL,
  what             text NOT NULL,
  link             bytea NOT NULL CHECK (octet_length(link) = 32),
  PRIMARY KEY (shard, number)
);
CREATE INDEX access_stream ON register.access (shard, stream_id, number);
COMMENT ON TABLE register.access IS 'Who read which case and when. Append only, chained, outside the gate of appends.';
COMMENT ON COLUMN register.access.shard IS 'Jurisdiction.';
COMMENT ON COLUMN register.access.number IS 'Place in the log, from 1, without gaps.';
COMMENT ON COLUMN register.access.recorded_at IS 'When it was read.';
COMMENT ON COLUMN register.access.stream_id IS 'The case.';
COMMENT ON COLUMN register.access.actor IS 'Who read it, canonical JSON, pseudonymous.';
COMMENT ON COLUMN register.access.what IS 'What was read: a page, an export, a search, a document.';
COMMENT ON COLUMN register.access.link IS 'SHA-256 of 0x02, link before, number, recorded instant, stream, SHA-256 of actor, SHA-256 of what.';

CREATE TABLE register.access_gate (
  shard            smallint NOT NULL PRIMARY KEY
);
COMMENT ON TABLE register.access_gate IS 'One row a shard, locked while an access is written.';
COMMENT ON COLUMN register.access_gate.shard IS 'Jurisdiction.';

INSERT INTO register.access_gate (shard) VALUES (1), (2);

CREATE FUNCTION register.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the record is append only: % on %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON register.event
  FOR EACH ROW EXECUTE FUNCTION register.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON register.event
  FOR EACH STATEMENT EXECUTE FUNCTION register.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON register.access
  FOR EACH ROW EXECUTE FUNCTION register.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON register.access
  FOR EACH STATEMENT EXECUTE FUNCTION register.refuse_change();

-- Partitions are made ahead of need: two beyond the one in use.
CREATE FUNCTION register.ensure_partitions() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  size CONSTANT bigint := 20000000;
  last_position bigint;
  number bigint;
  made integer := 0;
  partition_name text;
BEGIN
  SELECT greatest(coalesce((SELECT max(position) FROM register.event), 0),
                  coalesce((SELECT max(floor_position) FROM register.gate), 0))
    INTO last_position;
  FOR number IN last_position / size .. last_position / size + 2 LOOP
    partition_name := format('event_p%s', number);
    IF to_regclass(format('register.%I', partition_name)) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE register.%I PARTITION OF register.event (UNIQUE (shard, stream_id, version)) FOR VALUES FROM (%s) TO (%s)',
        partition_name, number * size + 1, (number + 1) * size + 1);
      EXECUTE format(
        'CREATE INDEX %I ON register.%I (shard, name, position)', partition_name || '_name', partition_name);
      EXECUTE format(
        'CREATE INDEX %I ON register.%I USING brin (recorded_at)', partition_name || '_recorded', partition_name);
      EXECUTE format(
        'CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON register.%I FOR EACH STATEMENT EXECUTE FUNCTION register.refuse_change()',
        partition_name);
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END
$$;
COMMENT ON FUNCTION register.ensure_partitions IS 'Makes the event partitions that will be needed next; answers how many.';

SELECT register.ensure_partitions();

CREATE VIEW register.events_v1 AS
SELECT
  shard,
  position,
  stream_id,
  version,
  name,
  shape,
  recorded_at,
  occurred_at,
  convert_from(actor, 'UTF8')::jsonb AS actor,
  convert_from(payload, 'UTF8')::jsonb AS payload
FROM register.event;
COMMENT ON VIEW register.events_v1 IS 'Events for readers outside this program; columns are only ever added.';
