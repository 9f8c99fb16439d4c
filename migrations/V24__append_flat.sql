-- The fast way through the gate, for a batch in which every command finds its stream where it was
-- decided: a few flat statements instead of a loop. A batch in which one does not fit is left
-- untouched and goes through register.append_batch, which judges command by command.

-- The chain of the events of one command: each link goes on from the one before.
CREATE FUNCTION register.link(
  before      bytea,
  tip         bytea,
  place       bigint,
  recorded    bigint,
  leaf        bytea
) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN sha256('\x01'::bytea || coalesce(before, tip) || int8send(place) || int8send(recorded) || leaf);
END
$$;
COMMENT ON FUNCTION register.link IS
  'SHA-256 of 0x01, link before or end of the stream''s chain, position, recorded microsecond, leaf.';

CREATE AGGREGATE register.chain(bytea, bigint, bigint, bytea) (
  SFUNC = register.link,
  STYPE = bytea
);

CREATE FUNCTION register.append_flat(
  p_shard          smallint,
  p_rules          text,
  c_id             uuid[],        -- one element a command
  c_caller         text[],
  c_key            text[],
  c_digest         bytea[],
  c_stream         uuid[],
  c_version        integer[],     -- version of the stream afterwards
  c_recorded       timestamptz[], -- when the command, or one before it in the batch, reached us
  c_receipt        text[],        -- receipt up to its position
  c_events         integer[],     -- how many of the events below belong to the command
  c_last           integer[],     -- ordinal of its last event
  e_command        integer[],     -- one element an event; ordinal of its command
  e_stream         uuid[],
  e_kind           smallint[],
  e_expected       integer[],     -- version on which its command was decided; 0 opens the stream
  e_version        integer[],
  e_ends           boolean[],     -- whether it is the last one of its command
  e_id             uuid[],        -- its command's id
  e_correlation    uuid[],
  e_cause          uuid[],
  e_recorded       timestamptz[],
  e_microsecond    bigint[],      -- the same instant, as it goes into the link
  e_actor          bytea[],
  e_name           text[],
  e_shape          smallint[],
  e_occurred       timestamptz[],
  e_payload        bytea[],
  e_sealed_digest  bytea[],
  e_leaf           bytea[],
  e_reference      text[],        -- reference of a case that the command opens
  s_command        integer[],     -- one element a piece of sealed matter; ordinal of its command
  s_matter         uuid[],
  s_subject        uuid[],
  s_nonce          bytea[],
  s_ciphertext     bytea[],
  t_command        integer[],     -- one element a search token; ordinal of its command
  t_token          bytea[],
  t_matter         uuid[],
  t_subject        uuid[]
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS $$
DECLARE
  zeros CONSTANT bytea := decode(repeat('00', 32), 'hex');
  commands CONSTANT integer := cardinality(c_id);
  base bigint;
  last_recorded timestamptz;
  last_microsecond bigint;
  fits boolean;
  links bytea[];
  written integer;
  moved integer := 0;
  opened integer := 0;
BEGIN
  PERFORM 1 FROM register.gate g WHERE g.shard = p_shard FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'shard % has no gate', p_shard;
  END IF;

  SELECT e.position, e.recorded_at INTO base, last_recorded
    FROM register.event e WHERE e.shard = p_shard ORDER BY e.position DESC LIMIT 1;
  IF base IS NULL THEN
    SELECT g.floor_position, g.floor_recorded INTO base, last_recorded
      FROM register.gate g WHERE g.shard = p_shard;
  END IF;
  last_microsecond := (extract(epoch FROM last_recorded) * 1000000)::bigint;

  IF cardinality(e_leaf) = commands THEN
    SELECT bool_and(coalesce(s.version, 0) = e.expected),
      array_agg(sha256('\x01'::bytea || coalesce(s.tip, zeros) || int8send(base + e.place)
        || int8send(greatest(last_microsecond, e.microsecond)) || e.leaf) ORDER BY e.place)
      INTO fits, links
      FROM unnest(e_stream, e_expected, e_microsecond, e_leaf)
        WITH ORDINALITY AS e (stream, expected, microsecond, leaf, place)
      LEFT JOIN LATERAL (
        SELECT n.version, n.tip FROM register.stream n
        WHERE n.shard = p_shard AND n.stream_id = e.stream LIMIT 1
      ) AS s ON true;
  ELSE
    SELECT bool_and(l.fits), array_agg(l.link ORDER BY l.place)
      INTO fits, links
      FROM (
        SELECT e.place, coalesce(s.version, 0) = e.expected AS fits,
          register.chain(coalesce(s.tip, zeros), base + e.place,
            greatest(last_microsecond, e.microsecond), e.leaf)
            OVER (PARTITION BY e.command ORDER BY e.place ROWS UNBOUNDED PRECEDING) AS link
        FROM unnest(e_command, e_stream, e_expected, e_microsecond, e_leaf)
          WITH ORDINALITY AS e (command, stream, expected, microsecond, leaf, place)
        LEFT JOIN LATERAL (
          SELECT n.version, n.tip FROM register.stream n
          WHERE n.shard = p_shard AND n.stream_id = e.stream LIMIT 1
        ) AS s ON true
      ) AS l;
  END IF;
  IF NOT coalesce(fits, false) THEN
    RETURN NULL;
  END IF;

  INSERT INTO register.event (
    position, recorded_at, occurred_at, version, shard, kind, shape, stream_id, command_id,
    correlation_id, cause_id, name, rules, actor, payload, sealed_digest, leaf, link
  )
  SELECT base + e.place, greatest(last_recorded, e.recorded), e.occurred, e.version, p_shard,
    e.kind, e.shape, e.stream, e.id, e.correlation, e.cause, e.name, p_rules, e.actor, e.payload,
    e.sealed_digest, e.leaf, e.link
  FROM unnest(e_recorded, e_occurred, e_version, e_kind, e_shape, e_stream, e_id, e_correlation,
      e_cause, e_name, e_actor, e_payload, e_sealed_digest, e_leaf, links)
    WITH ORDINALITY AS e (recorded, occurred, version, kind, shape, stream, id, correlation, cause,
      name, actor, payload, sealed_digest, leaf, link, place);
  GET DIAGNOSTICS written = ROW_COUNT;

  UPDATE register.stream s
    SET version = e.version, last_position = base + e.place, tip = e.link
    FROM unnest(e_stream, e_expected, e_version, e_ends, links)
      WITH ORDINALITY AS e (stream, expected, version, ends, link, place)
    WHERE e.ends AND e.expected > 0 AND s.shard = p_shard AND s.stream_id = e.stream;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved < commands THEN
    INSERT INTO register.stream (
      shard, stream_id, kind, version, first_position, last_position, tip, reference
    )
    SELECT p_shard, e.stream, e.kind, e.version, base + e.place - e.version + 1,
      base + e.place, e.link, e.reference
    FROM unnest(e_stream, e_kind, e_expected, e_version, e_ends, e_reference, links)
      WITH ORDINALITY AS e (stream, kind, expected, version, ends, reference, link, place)
    WHERE e.ends AND e.expected = 0;
    GET DIAGNOSTICS opened = ROW_COUNT;
  END IF;
  IF written <> cardinality(e_leaf) OR moved + opened <> commands THEN
    RAISE EXCEPTION '% of % events and % of % streams were written',
      written, cardinality(e_leaf), moved + opened, commands;
  END IF;

  INSERT INTO register.command (
    shard, command_id, caller, key, digest, stream_id, version, first_position, last_position,
    recorded_at, receipt
  )
  SELECT p_shard, c.id, c.caller, c.key, c.digest, c.stream, c.version,
    base + c.last - c.events + 1, base + c.last,
    greatest(last_recorded, c.recorded),
    convert_to(c.receipt || (base + c.last)::text || '}', 'UTF8')
  FROM unnest(c_id, c_caller, c_key, c_digest, c_stream, c_version, c_recorded, c_receipt, c_events,
      c_last)
    AS c (id, caller, key, digest, stream, version, recorded, receipt, events, last);

  IF cardinality(s_command) > 0 THEN
    INSERT INTO people.sealed (shard, matter_id, subject_id, stream_id, nonce, ciphertext)
      SELECT p_shard, s.matter, s.subject, c_stream[s.command], s.nonce, s.ciphertext
      FROM unnest(s_command, s_matter, s_subject, s_nonce, s_ciphertext)
        AS s (command, matter, subject, nonce, ciphertext);
  END IF;
  IF cardinality(t_command) > 0 THEN
    INSERT INTO people.search (shard, token, stream_id, matter_id, subject_id)
      SELECT p_shard, t.token, c_stream[t.command], t.matter, t.subject
      FROM unnest(t_command, t_token, t_matter, t_subject) AS t (command, token, matter, subject);
  END IF;
  RETURN base;
END
$$;
COMMENT ON FUNCTION register.append_flat IS
  'Appends a batch in which every command fits; answers the position before its first event, or nothing where one does not fit.';

REVOKE ALL ON ROUTINE register.append_flat, register.link, register.chain FROM PUBLIC;
GRANT EXECUTE ON FUNCTION register.append_flat TO redress_app;
