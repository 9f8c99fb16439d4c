-- The clock of a demonstration that moves only when told. It lies in the database, so that it
-- survives a kill and all processes of one demonstration share it; `serve` never reads it.

CREATE TABLE work.demo_clock (
  shard            smallint NOT NULL PRIMARY KEY CHECK (shard = 0),
  instant          timestamptz NOT NULL
);
COMMENT ON TABLE work.demo_clock IS 'The instant of a demonstration with a manual clock: one row at most.';
COMMENT ON COLUMN work.demo_clock.shard IS 'Always 0: the clock belongs to no jurisdiction.';
COMMENT ON COLUMN work.demo_clock.instant IS 'Now, in the demonstration. It never goes back.';

GRANT SELECT, INSERT, UPDATE ON work.demo_clock TO redress_app;
