-- Counts of what must not be tried too often, and the files of filings that are not yet submitted.

CREATE TABLE people.tally (
  shard            smallint NOT NULL,
  kind             text NOT NULL,
  holder           bytea NOT NULL,
  count            integer NOT NULL,
  wait_until       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,
  PRIMARY KEY (shard, kind, holder)
);
CREATE INDEX tally_expiry ON people.tally (shard, expires_at);
COMMENT ON TABLE people.tally IS 'How often something was tried or asked for; forgotten after a while.';
COMMENT ON COLUMN people.tally.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.tally.kind IS 'What: sign-in, sign-in-code, mails of codes.';
COMMENT ON COLUMN people.tally.holder IS 'For whom: keyed digest of an address, a case, a visitor''s network address.';
COMMENT ON COLUMN people.tally.count IS 'How often, since it was last forgotten.';
COMMENT ON COLUMN people.tally.wait_until IS 'Nothing is looked at before this.';
COMMENT ON COLUMN people.tally.expires_at IS 'When it is forgotten.';

CREATE TABLE people.draft_file (
  shard            smallint NOT NULL,
  key              text NOT NULL,
  draft_id         uuid NOT NULL,
  created_at       timestamptz NOT NULL,
  PRIMARY KEY (shard, key)
);
COMMENT ON TABLE people.draft_file IS 'Files in the document store that go with their draft. A submitted filing takes its files off this list.';
COMMENT ON COLUMN people.draft_file.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.draft_file.key IS 'Key of the file in the document store.';
COMMENT ON COLUMN people.draft_file.draft_id IS 'The draft.';
COMMENT ON COLUMN people.draft_file.created_at IS 'When the file came.';

GRANT SELECT, INSERT, UPDATE, DELETE ON people.tally, people.draft_file TO redress_app;

-- Failures to sign in are counted by the address that was typed, whether it has an account or not.
ALTER TABLE people.account DROP COLUMN failed, DROP COLUMN locked_until;
COMMENT ON COLUMN people.code.holder IS 'For what: a draft and its address; a case or an address, with the visit that asked.';
