CREATE SEQUENCE place;

CREATE TABLE event (
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
  leaf             bytea NOT NULL,
  link             bytea NOT NULL,
  PRIMARY KEY (shard, position),
  UNIQUE (shard, stream_id, version)
);
CREATE INDEX event_name ON event (shard, name, position);
CREATE INDEX event_recorded ON event USING brin (recorded_at);

CREATE TABLE stream (
  shard            smallint NOT NULL,
  stream_id        uuid NOT NULL,
  version          integer NOT NULL,
  last_position    bigint NOT NULL,
  tip              bytea NOT NULL,
  PRIMARY KEY (shard, stream_id)
) WITH (fillfactor = 75);
INSERT INTO stream
  SELECT 1, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 0, 0, sha256('')
  FROM generate_series(1, 2000) AS n;

CREATE TABLE command (
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
  PRIMARY KEY (shard, command_id),
  UNIQUE (shard, caller, key)
);
