-- Mail that is bound to an address and not to a case (one-time codes, the supervisors' figures),
-- the demonstration's own mailbox, and the ledger of what is done once a day.

CREATE TABLE people.direct_mail (
  shard            smallint NOT NULL,
  id               uuid NOT NULL,
  kind             text NOT NULL,
  key_id           text NOT NULL,
  nonce            bytea NOT NULL,
  ciphertext       bytea NOT NULL,
  created_at       timestamptz NOT NULL,
  due_at           timestamptz NOT NULL,
  expires_at       timestamptz NOT NULL,
  state            text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts         integer NOT NULL DEFAULT 0,
  worker           text,
  lease_until      timestamptz,
  settled_at       timestamptz,
  trouble          text,
  PRIMARY KEY (shard, id)
);
CREATE INDEX direct_mail_due ON people.direct_mail (due_at) WHERE state = 'waiting';
CREATE INDEX direct_mail_expiry ON people.direct_mail (expires_at);
COMMENT ON TABLE people.direct_mail IS 'Mail to an address: codes and daily figures. Sealed, and emptied once settled.';
COMMENT ON COLUMN people.direct_mail.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.direct_mail.id IS 'Stable: also the Message-ID.';
COMMENT ON COLUMN people.direct_mail.kind IS 'code or digest.';
COMMENT ON COLUMN people.direct_mail.key_id IS 'Master key behind the seal.';
COMMENT ON COLUMN people.direct_mail.nonce IS 'Random.';
COMMENT ON COLUMN people.direct_mail.ciphertext IS 'Address and content, JSON, sealed; empty once settled.';
COMMENT ON COLUMN people.direct_mail.created_at IS 'When it was asked for.';
COMMENT ON COLUMN people.direct_mail.due_at IS 'Not to be sent before this.';
COMMENT ON COLUMN people.direct_mail.expires_at IS 'Useless after this: a code has died by then.';
COMMENT ON COLUMN people.direct_mail.state IS 'waiting, sent or failed for good.';
COMMENT ON COLUMN people.direct_mail.attempts IS 'How often it was leased.';
COMMENT ON COLUMN people.direct_mail.worker IS 'Who leases it.';
COMMENT ON COLUMN people.direct_mail.lease_until IS 'When the lease lapses.';
COMMENT ON COLUMN people.direct_mail.settled_at IS 'When it was sent or given up.';
COMMENT ON COLUMN people.direct_mail.trouble IS 'What the last failure said, without addresses.';

CREATE TABLE people.mailbox (
  shard            smallint NOT NULL,
  id               uuid NOT NULL,
  key_id           text NOT NULL,
  nonce            bytea NOT NULL,
  ciphertext       bytea NOT NULL,
  sent_at          timestamptz NOT NULL,
  PRIMARY KEY (shard, id)
);
CREATE INDEX mailbox_order ON people.mailbox (sent_at DESC, id DESC);
COMMENT ON TABLE people.mailbox IS 'What a demonstration sent, sealed, for its mailbox page. Empty elsewhere.';
COMMENT ON COLUMN people.mailbox.shard IS 'Jurisdiction.';
COMMENT ON COLUMN people.mailbox.id IS 'The mail''s own id: also the Message-ID.';
COMMENT ON COLUMN people.mailbox.key_id IS 'Master key behind the seal.';
COMMENT ON COLUMN people.mailbox.nonce IS 'Random.';
COMMENT ON COLUMN people.mailbox.ciphertext IS 'Address, subject, text and HTML, JSON, sealed.';
COMMENT ON COLUMN people.mailbox.sent_at IS 'When it was put there.';

CREATE TABLE work.job (
  shard            smallint NOT NULL,
  job              text NOT NULL,
  due_day          date NOT NULL,
  done_at          timestamptz NOT NULL,
  PRIMARY KEY (shard, job, due_day)
);
COMMENT ON TABLE work.job IS 'What is done once for each day it is due, however many processes there are.';
COMMENT ON COLUMN work.job.shard IS 'Jurisdiction.';
COMMENT ON COLUMN work.job.job IS 'The job.';
COMMENT ON COLUMN work.job.due_day IS 'The day for which it was done.';
COMMENT ON COLUMN work.job.done_at IS 'When it was done.';

GRANT SELECT, INSERT, UPDATE, DELETE ON people.direct_mail, people.mailbox, work.job TO redress_app;
