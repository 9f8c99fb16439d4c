-- THE LOG: a Merkle tree over each shard's record (RFC 9162 shapes) and the heads that were signed.
-- Whoever holds a head from outside can tell whether anything before it was changed since. Both
-- tables only grow: triggers refuse UPDATE, DELETE and TRUNCATE to everybody.

CREATE TABLE register.tile (
  shard            smallint NOT NULL,
  level            smallint NOT NULL CHECK (level >= 0),
  number           bigint NOT NULL CHECK (number >= 0),
  root             bytea NOT NULL CHECK (octet_length(root) = 32),
  hashes           bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  PRIMARY KEY (shard, level, number)
);
COMMENT ON TABLE register.tile IS
  'The log in tiles of 256 hashes. Only full tiles are kept; what is not full yet follows from the events.';
COMMENT ON COLUMN register.tile.shard IS 'Jurisdiction.';
COMMENT ON COLUMN register.tile.level IS '0: hashes of events; 1: roots of 256 tiles of level 0; and so on.';
COMMENT ON COLUMN register.tile.number IS 'Place of the tile in its level, from 0.';
COMMENT ON COLUMN register.tile.root IS 'Root of its 256 hashes: one hash of the level above.';
COMMENT ON COLUMN register.tile.hashes IS 'Its 256 hashes, one behind the other.';

CREATE TABLE register.head (
  shard            smallint NOT NULL,
  size             bigint NOT NULL CHECK (size > 0),
  sealed_at        timestamptz NOT NULL,
  note             text NOT NULL,
  PRIMARY KEY (shard, size)
);
COMMENT ON TABLE register.head IS
  'Signed heads as they were also written outside, for proofs. What counts against this database is the copy outside.';
COMMENT ON COLUMN register.head.shard IS 'Jurisdiction.';
COMMENT ON COLUMN register.head.size IS 'How many events it covers: the position of the last.';
COMMENT ON COLUMN register.head.sealed_at IS 'When it was signed.';
COMMENT ON COLUMN register.head.note IS 'The head with its signature, as text.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON register.tile
  FOR EACH ROW EXECUTE FUNCTION register.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON register.tile
  FOR EACH STATEMENT EXECUTE FUNCTION register.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON register.head
  FOR EACH ROW EXECUTE FUNCTION register.refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON register.head
  FOR EACH STATEMENT EXECUTE FUNCTION register.refuse_change();

GRANT SELECT, INSERT ON register.tile, register.head TO redress_app;
