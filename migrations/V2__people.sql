-- PEOPLE: what the law may require us to erase. Each subject has a data key of its own, wrapped
-- by a master key that lives outside the database; destroying it erases whatever it sealed.

CREATE SCHEMA people;
COMMENT ON SCHEMA people IS 'Sealed matter, drafts, accounts and sessions. Erasable.';

CREATE TABLE people.subject_key (
  shard            smallint NOT NULL,
  subject_id       uuid NOT NULL,
  key_id           text NOT NULL,
  wrapped          bytea,
  created_at       timestamptz NOT NULL,
  destroyed_at     timestamptz,
  PRIMARY KEY (shard, subject_id),
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
);
COMMENT ON TABLE people.subject_key IS 'One data key a person. A destroyed key leaves its row, so that none is made anew.';
COMMENT ON COLUMN people.subject_key.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.subject_key.subject_id IS 'The person.';
COMMENT ON COLUMN people.subject_key.key_id IS 'Master key that wraps it.';
COMMENT ON COLUMN people.subject_key.wrapped IS 'Data key, wrapped; absent once destroyed.';
COMMENT ON COLUMN people.subject_key.created_at IS 'When it was made.';
COMMENT ON COLUMN people.subject_key.destroyed_at IS 'When it was destroyed.';

CREATE TABLE people.sealed (
  shard            smallint NOT NULL,
  matter_id        uuid NOT NULL,
  subject_id       uuid NOT NULL,
  stream_id        uuid NOT NULL,
  nonce            bytea NOT NULL CHECK (octet_length(nonce) = 12),
  ciphertext       bytea NOT NULL,
  PRIMARY KEY (shard, matter_id)
);
CREATE INDEX sealed_subject ON people.sealed (shard, subject_id);
CREATE INDEX sealed_stream ON people.sealed (shard, stream_id);
COMMENT ON TABLE people.sealed IS 'Names, addresses, free text, evidence metadata: AES-256-GCM under the subject''s key.';
COMMENT ON COLUMN people.sealed.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.sealed.matter_id IS 'The matter, as events name it.';
COMMENT ON COLUMN people.sealed.subject_id IS 'Whose key seals it.';
COMMENT ON COLUMN people.sealed.stream_id IS 'Stream with which it was written.';
COMMENT ON COLUMN people.sealed.nonce IS 'Random, never used twice under one key.';
COMMENT ON COLUMN people.sealed.ciphertext IS 'Ciphertext and tag; bound to shard, subject and matter.';

CREATE TABLE people.search (
  shard            smallint NOT NULL,
  token            bytea NOT NULL,
  stream_id        uuid NOT NULL,
  matter_id        uuid NOT NULL,
  subject_id       uuid NOT NULL,
  PRIMARY KEY (shard, token, stream_id, matter_id)
);
CREATE INDEX search_subject ON people.search (shard, subject_id);
COMMENT ON TABLE people.search IS 'Blind index: keyed digests of names, addresses and control numbers.';
COMMENT ON COLUMN people.search.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.search.token IS 'HMAC of one normalised word under a key outside the database.';
COMMENT ON COLUMN people.search.stream_id IS 'The case that is found by it.';
COMMENT ON COLUMN people.search.matter_id IS 'The matter that holds the word.';
COMMENT ON COLUMN people.search.subject_id IS 'Whose matter it is.';

CREATE TABLE people.draft (
  shard            smallint NOT NULL,
  draft_id         uuid NOT NULL,
  version          integer NOT NULL,
  nonce            bytea NOT NULL,
  ciphertext       bytea NOT NULL,
  key_id           text NOT NULL,
  code_hash        bytea,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,
  PRIMARY KEY (shard, draft_id)
);
CREATE INDEX draft_code ON people.draft (shard, code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX draft_expiry ON people.draft (shard, expires_at);
COMMENT ON TABLE people.draft IS 'Filings that are not yet submitted, sealed.';
COMMENT ON COLUMN people.draft.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.draft.draft_id IS 'The draft.';
COMMENT ON COLUMN people.draft.version IS 'Grows with every save, so that a second tab is noticed.';
COMMENT ON COLUMN people.draft.nonce IS 'Random.';
COMMENT ON COLUMN people.draft.ciphertext IS 'Answers so far, JSON, sealed under a key derived from a master key.';
COMMENT ON COLUMN people.draft.key_id IS 'That master key.';
COMMENT ON COLUMN people.draft.code_hash IS 'Keyed digest of what resumes the draft on another device.';
COMMENT ON COLUMN people.draft.created_at IS 'When it was begun.';
COMMENT ON COLUMN people.draft.updated_at IS 'When it was last saved.';
COMMENT ON COLUMN people.draft.expires_at IS 'When it is dropped.';

CREATE TABLE people.code (
  shard            smallint NOT NULL,
  purpose          text NOT NULL,
  holder           text NOT NULL,
  code_hash        bytea NOT NULL,
  attempts         smallint NOT NULL DEFAULT 0,
  created_at       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,
  used_at          timestamptz,
  PRIMARY KEY (shard, purpose, holder)
);
CREATE INDEX code_expiry ON people.code (shard, expires_at);
COMMENT ON TABLE people.code IS 'One-time codes sent by mail; a new one replaces the one before.';
COMMENT ON COLUMN people.code.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.code.purpose IS 'What it opens: prove-address, resume, track.';
COMMENT ON COLUMN people.code.holder IS 'For what: id of a draft, of a case, digest of an address.';
COMMENT ON COLUMN people.code.code_hash IS 'Keyed digest of the code.';
COMMENT ON COLUMN people.code.attempts IS 'Wrong attempts; the fifth kills it.';
COMMENT ON COLUMN people.code.created_at IS 'When it was made.';
COMMENT ON COLUMN people.code.expires_at IS 'When it stops working.';
COMMENT ON COLUMN people.code.used_at IS 'When it was used; it works once.';

CREATE TABLE people.account (
  shard            smallint NOT NULL,
  staff_id         uuid NOT NULL,
  email_token      bytea NOT NULL,
  password_hash    text NOT NULL,
  key_id           text NOT NULL,
  totp_nonce       bytea NOT NULL,
  totp_ciphertext  bytea NOT NULL,
  totp_step        bigint NOT NULL DEFAULT 0,
  failed           integer NOT NULL DEFAULT 0,
  locked_until     timestamptz,
  created_at       timestamptz NOT NULL,
  closed_at        timestamptz,
  PRIMARY KEY (shard, staff_id)
);
CREATE UNIQUE INDEX account_email ON people.account (shard, email_token);
COMMENT ON TABLE people.account IS 'Sign-in of staff.';
COMMENT ON COLUMN people.account.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.account.staff_id IS 'The member of staff.';
COMMENT ON COLUMN people.account.email_token IS 'Keyed digest of the mail address, normalised.';
COMMENT ON COLUMN people.account.password_hash IS 'argon2id, PHC string.';
COMMENT ON COLUMN people.account.key_id IS 'Master key behind the sealed secret.';
COMMENT ON COLUMN people.account.totp_nonce IS 'Random.';
COMMENT ON COLUMN people.account.totp_ciphertext IS 'Secret of the one-time codes, sealed.';
COMMENT ON COLUMN people.account.totp_step IS 'Last time step that was used, so that no code works twice.';
COMMENT ON COLUMN people.account.failed IS 'Failed attempts since the last success.';
COMMENT ON COLUMN people.account.locked_until IS 'No attempt is looked at before this.';
COMMENT ON COLUMN people.account.created_at IS 'When it was made.';
COMMENT ON COLUMN people.account.closed_at IS 'When it was closed.';

CREATE TABLE people.session (
  shard            smallint NOT NULL,
  id_hash          bytea NOT NULL,
  holder           text NOT NULL,
  key_id           text NOT NULL,
  nonce            bytea NOT NULL,
  ciphertext       bytea NOT NULL,
  created_at       timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,
  PRIMARY KEY (shard, id_hash)
);
CREATE INDEX session_holder ON people.session (shard, holder);
CREATE INDEX session_expiry ON people.session (shard, expires_at);
COMMENT ON TABLE people.session IS 'Sessions of browsers, sealed.';
COMMENT ON COLUMN people.session.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.session.id_hash IS 'SHA-256 of the cookie''s value.';
COMMENT ON COLUMN people.session.holder IS 'Whose sessions end together: staff id, case id or draft id.';
COMMENT ON COLUMN people.session.key_id IS 'Master key behind the seal.';
COMMENT ON COLUMN people.session.nonce IS 'Random.';
COMMENT ON COLUMN people.session.ciphertext IS 'What the session remembers, JSON, sealed.';
COMMENT ON COLUMN people.session.created_at IS 'When it began.';
COMMENT ON COLUMN people.session.expires_at IS 'When it ends.';

CREATE TABLE people.client (
  shard            smallint NOT NULL,
  client_id        text NOT NULL,
  secret_hash      text NOT NULL,
  scopes           text[] NOT NULL,
  created_at       timestamptz NOT NULL,
  closed_at        timestamptz,
  PRIMARY KEY (shard, client_id)
);
COMMENT ON TABLE people.client IS 'Registered programs.';
COMMENT ON COLUMN people.client.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.client.client_id IS 'Registered id.';
COMMENT ON COLUMN people.client.secret_hash IS 'argon2id, PHC string.';
COMMENT ON COLUMN people.client.scopes IS 'What it may do.';
COMMENT ON COLUMN people.client.created_at IS 'When it was registered.';
COMMENT ON COLUMN people.client.closed_at IS 'When it was closed.';
