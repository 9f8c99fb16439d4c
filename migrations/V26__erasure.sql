-- ERASURE: which master keys there were and until when, who may not be erased and why, who was
-- erased, and which files of the document store are whose.

CREATE TABLE people.master_key (
  shard            smallint NOT NULL,
  key_id           text NOT NULL,
  seen_at          timestamptz NOT NULL,
  rewrapped_at     timestamptz,
  closed_at        timestamptz,
  destroyed_at     timestamptz,
  PRIMARY KEY (shard, key_id)
);
COMMENT ON TABLE people.master_key IS 'Life of each master key; the keys themselves never enter the database.';
COMMENT ON COLUMN people.master_key.shard IS 'Jurisdiction whose rows it may wrap.';
COMMENT ON COLUMN people.master_key.key_id IS 'Its name in the keyring.';
COMMENT ON COLUMN people.master_key.seen_at IS 'When a rotation first saw it.';
COMMENT ON COLUMN people.master_key.rewrapped_at IS 'When all that lived had been wrapped by it.';
COMMENT ON COLUMN people.master_key.closed_at IS 'From here on nothing is wrapped by it any more.';
COMMENT ON COLUMN people.master_key.destroyed_at IS 'When it left the keyring: copies of tables from before open no more.';

-- A program that has not yet heard of a new master key must not wrap anything by the one that is
-- being destroyed. Shared among writers, so that they do not wait for each other.
CREATE FUNCTION people.refuse_closed_key() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('master key ' || NEW.key_id, 0));
  IF EXISTS (
    SELECT FROM people.master_key m
    WHERE m.shard = NEW.shard AND m.key_id = NEW.key_id AND m.closed_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'master key % takes nothing any more', NEW.key_id USING ERRCODE = '57P03';
  END IF;
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION people.refuse_closed_key IS 'Refuses what is wrapped by a master key that is being destroyed.';

-- Waits for writers under way, then closes the key: whatever is wrapped by it is there to be counted.
CREATE FUNCTION people.close_key(p_shards smallint[], p_key_id text, p_at timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('master key ' || p_key_id, 0));
  INSERT INTO people.master_key (shard, key_id, seen_at, closed_at)
  SELECT s.shard, p_key_id, p_at, p_at FROM unnest(p_shards) AS s (shard)
  ON CONFLICT (shard, key_id) DO UPDATE SET closed_at = coalesce(master_key.closed_at, excluded.closed_at);
END
$$;
COMMENT ON FUNCTION people.close_key IS 'From here on nothing is wrapped by this master key any more.';

CREATE TRIGGER refuse_closed_key BEFORE INSERT OR UPDATE OF key_id ON people.subject_key
  FOR EACH ROW EXECUTE FUNCTION people.refuse_closed_key();
CREATE TRIGGER refuse_closed_key BEFORE INSERT OR UPDATE OF key_id ON people.draft
  FOR EACH ROW EXECUTE FUNCTION people.refuse_closed_key();
CREATE TRIGGER refuse_closed_key BEFORE INSERT OR UPDATE OF key_id ON people.session
  FOR EACH ROW EXECUTE FUNCTION people.refuse_closed_key();
CREATE TRIGGER refuse_closed_key BEFORE INSERT OR UPDATE OF key_id ON people.account
  FOR EACH ROW EXECUTE FUNCTION people.refuse_closed_key();
CREATE TRIGGER refuse_closed_key BEFORE INSERT OR UPDATE OF key_id ON people.direct_mail
  FOR EACH ROW EXECUTE FUNCTION people.refuse_closed_key();
CREATE TRIGGER refuse_closed_key BEFORE INSERT OR UPDATE OF key_id ON people.mailbox
  FOR EACH ROW EXECUTE FUNCTION people.refuse_closed_key();

CREATE TABLE people.hold (
  shard            smallint NOT NULL,
  hold_id          uuid NOT NULL,
  subject_id       uuid NOT NULL,
  reason           text NOT NULL,
  set_by           text NOT NULL,
  set_at           timestamptz NOT NULL,
  lifted_at        timestamptz,
  lifted_by        text,
  lifted_why       text,
  PRIMARY KEY (shard, hold_id),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL))
);
CREATE INDEX hold_subject ON people.hold (shard, subject_id) WHERE lifted_at IS NULL;
COMMENT ON TABLE people.hold IS 'Duties to keep: while one stands, the person is not erased.';
COMMENT ON COLUMN people.hold.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.hold.hold_id IS 'The hold.';
COMMENT ON COLUMN people.hold.subject_id IS 'Whose data must be kept.';
COMMENT ON COLUMN people.hold.reason IS 'Why: a file number or a rule, no names.';
COMMENT ON COLUMN people.hold.set_by IS 'Who set it.';
COMMENT ON COLUMN people.hold.set_at IS 'When.';
COMMENT ON COLUMN people.hold.lifted_at IS 'When it was lifted.';
COMMENT ON COLUMN people.hold.lifted_by IS 'Who lifted it.';
COMMENT ON COLUMN people.hold.lifted_why IS 'Why it was lifted.';

CREATE TABLE people.erasure (
  shard            smallint NOT NULL,
  subject_id       uuid NOT NULL,
  erasure_id       uuid NOT NULL,
  reason           text NOT NULL,
  ordered_by       text NOT NULL,
  begun_at         timestamptz NOT NULL,
  key_id           text,
  done_at          timestamptz,
  counts           jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (shard, subject_id)
);
COMMENT ON TABLE people.erasure IS 'Who was erased, by ids alone. The same stands in a file outside the database.';
COMMENT ON COLUMN people.erasure.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.erasure.subject_id IS 'Who.';
COMMENT ON COLUMN people.erasure.erasure_id IS 'The erasure; also the number of its certificate.';
COMMENT ON COLUMN people.erasure.reason IS 'On what ground: a rule or a file number, no names.';
COMMENT ON COLUMN people.erasure.ordered_by IS 'Who ordered it.';
COMMENT ON COLUMN people.erasure.begun_at IS 'When it began; from here on it is only ever finished.';
COMMENT ON COLUMN people.erasure.key_id IS 'Master key that wrapped the person''s key when it was destroyed.';
COMMENT ON COLUMN people.erasure.done_at IS 'When nothing was left to do.';
COMMENT ON COLUMN people.erasure.counts IS 'How many of what were destroyed.';

CREATE TABLE people.document (
  shard            smallint NOT NULL,
  key              text NOT NULL,
  subject_id       uuid NOT NULL,
  created_at       timestamptz NOT NULL,
  PRIMARY KEY (shard, key)
);
CREATE INDEX document_subject ON people.document (shard, subject_id);
COMMENT ON TABLE people.document IS 'Whose each file of the document store is: noted before it is written, struck off once it is gone.';
COMMENT ON COLUMN people.document.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.document.key IS 'Key of the file in the document store.';
COMMENT ON COLUMN people.document.subject_id IS 'Under whose key it is sealed.';
COMMENT ON COLUMN people.document.created_at IS 'When the file came.';

-- A code's holder named an address in plain text. Codes live for a quarter of an hour: those under
-- way are asked for once more.
DELETE FROM people.code;
ALTER TABLE people.code ADD COLUMN words bytea[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN people.code.holder IS 'For what: keyed digest of a draft and its address, of a case or an address with the visit that asked.';
COMMENT ON COLUMN people.code.words IS 'Keyed digest of each word of the holder, so that an erased person''s codes are found.';

REVOKE ALL ON FUNCTION people.close_key FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people.close_key TO redress_app;
GRANT SELECT, INSERT, UPDATE ON people.master_key, people.hold, people.erasure TO redress_app;
GRANT SELECT, INSERT, DELETE ON people.document TO redress_app;
