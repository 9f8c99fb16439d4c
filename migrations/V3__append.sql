-- The only way into the record. Whoever reads this: in READ COMMITTED every statement of a
-- PL/pgSQL function sees what was committed before that statement began, so the gate is taken in
-- a statement of its own and everything is looked up after it.

CREATE FUNCTION register.append_batch(
  p_shard          smallint,
  p_rules          text,
  c_id             uuid[],        -- one element a command
  c_caller         text[],
  c_key            text[],
  c_digest         bytea[],
  c_stream         uuid[],
  c_kind           smallint[],
  c_expected       integer[],     -- version on which the command was decided; 0 opens the stream
  c_at             timestamptz[], -- when the command reached us
  c_actor          bytea[],
  c_correlation    uuid[],
  c_cause          uuid[],
  c_reference      text[],
  c_receipt        text[],        -- receipt up to its position
  c_events         integer[],     -- how many of the events below belong to the command
  e_name           text[],        -- one element an event, in order of the commands
  e_shape          smallint[],
  e_occurred       timestamptz[],
  e_payload        bytea[],
  e_sealed_digest  bytea[],
  e_leaf           bytea[],
  s_command        integer[],     -- one element a piece of sealed matter; ordinal of its command
  s_matter         uuid[],
  s_subject        uuid[],
  s_nonce          bytea[],
  s_ciphertext     bytea[],
  t_command        integer[],     -- one element a search token; ordinal of its command
  t_token          bytea[],
  t_matter         uuid[],
  t_subject        uuid[]
) RETURNS TABLE (ordinal integer, verdict text, at_version integer, at_position bigint, receipt bytea)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
SET jit = off
AS $$
DECLARE
  last_position bigint;
  last_recorded timestamptz;
  base_position bigint;
  next_event integer := 1;
  first_command register.command%ROWTYPE;
  found_version integer;
  link bytea;
BEGIN
  PERFORM 1 FROM register.gate g WHERE g.shard = p_shard FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'shard % has no gate', p_shard;
  END IF;

  SELECT e.position, e.recorded_at INTO last_position, last_recorded
    FROM register.event e WHERE e.shard = p_shard ORDER BY e.position DESC LIMIT 1;
  IF last_position IS NULL THEN
    SELECT g.floor_position, g.floor_recorded INTO last_position, last_recorded
      FROM register.gate g WHERE g.shard = p_shard;
  END IF;

  FOR i IN 1 .. coalesce(array_length(c_id, 1), 0) LOOP
    ordinal := i;
    at_position := NULL;
    receipt := NULL;

    SELECT c.* INTO first_command FROM register.command c
      WHERE c.shard = p_shard AND c.caller = c_caller[i] AND c.key = c_key[i];
    IF FOUND THEN
      at_version := first_command.version;
      IF first_command.digest = c_digest[i] THEN
        verdict := 'replay';
        at_position := first_command.last_position;
        receipt := first_command.receipt;
      ELSE
        verdict := 'key reused';
      END IF;
      next_event := next_event + c_events[i];
      RETURN NEXT;
      CONTINUE;
    END IF;

    SELECT s.version, s.tip INTO found_version, link FROM register.stream s
      WHERE s.shard = p_shard AND s.stream_id = c_stream[i];
    IF NOT FOUND THEN
      found_version := 0;
      link := decode(repeat('00', 32), 'hex');
    END IF;
    IF found_version <> c_expected[i] THEN
      verdict := 'wrong version';
      at_version := found_version;
      next_event := next_event + c_events[i];
      RETURN NEXT;
      CONTINUE;
    END IF;
    IF found_version = 0 AND c_reference[i] IS NOT NULL AND EXISTS (
      SELECT 1 FROM register.stream s WHERE s.shard = p_shard AND s.reference = c_reference[i]
    ) THEN
      verdict := 'reference taken';
      at_version := 0;
      next_event := next_event + c_events[i];
      RETURN NEXT;
      CONTINUE;
    END IF;

    base_position := last_position;
    last_recorded := greatest(last_recorded, c_at[i]);
    FOR j IN next_event .. next_event + c_events[i] - 1 LOOP
      last_position := last_position + 1;
      link := sha256('\x01'::bytea || link || int8send(last_position)
        || int8send((extract(epoch FROM last_recorded) * 1000000)::bigint) || e_leaf[j]);
      INSERT INTO register.event (
        position, recorded_at, occurred_at, version, shard, kind, shape, stream_id, command_id,
        correlation_id, cause_id, name, rules, actor, payload, sealed_digest, leaf, link
      ) VALUES (
        last_position, last_recorded, e_occurred[j], found_version + j - next_event + 1, p_shard,
        c_kind[i], e_shape[j], c_stream[i], c_id[i], c_correlation[i], c_cause[i], e_name[j],
        p_rules, c_actor[i], e_payload[j], e_sealed_digest[j], e_leaf[j], link
      );
    END LOOP;

    at_version := found_version + c_events[i];
    next_event := next_event + c_events[i];
    verdict := 'accepted';
    IF c_events[i] > 0 THEN
      at_position := last_position;
      IF found_version = 0 THEN
        INSERT INTO register.stream (
          shard, stream_id, kind, version, first_position, last_position, tip, reference
        ) VALUES (
          p_shard, c_stream[i], c_kind[i], at_version, base_position + 1, last_position, link,
          c_reference[i]
        );
      ELSE
        UPDATE register.stream s
          SET version = at_version, last_position = at_position, tip = link
          WHERE s.shard = p_shard AND s.stream_id = c_stream[i];
      END IF;
    END IF;

    INSERT INTO people.sealed (shard, matter_id, subject_id, stream_id, nonce, ciphertext)
      SELECT p_shard, s.matter, s.subject, c_stream[i], s.nonce, s.ciphertext
      FROM unnest(s_command, s_matter, s_subject, s_nonce, s_ciphertext)
        AS s (command, matter, subject, nonce, ciphertext)
      WHERE s.command = i;
    INSERT INTO people.search (shard, token, stream_id, matter_id, subject_id)
      SELECT p_shard, t.token, c_stream[i], t.matter, t.subject
      FROM unnest(t_command, t_token, t_matter, t_subject) AS t (command, token, matter, subject)
      WHERE t.command = i;

    receipt := convert_to(c_receipt[i] || coalesce(at_position::text, 'null') || '}', 'UTF8');
    INSERT INTO register.command (
      shard, command_id, caller, key, digest, stream_id, version, first_position, last_position,
      recorded_at, receipt
    ) VALUES (
      p_shard, c_id[i], c_caller[i], c_key[i], c_digest[i], c_stream[i], at_version,
      CASE WHEN c_events[i] > 0 THEN base_position + 1 END, at_position,
      greatest(last_recorded, c_at[i]), receipt
    );
    RETURN NEXT;
  END LOOP;
END
$$;
COMMENT ON FUNCTION register.append_batch IS
  'Appends a batch of decided commands behind the shard''s gate; one verdict a command: accepted, replay, key reused, wrong version, reference taken.';

CREATE FUNCTION register.record_access(
  p_shard          smallint,
  p_at             timestamptz,
  p_stream         uuid,
  p_actor          bytea,
  p_what           text
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  last_number bigint;
  last_recorded timestamptz;
  link bytea;
BEGIN
  PERFORM 1 FROM register.access_gate g WHERE g.shard = p_shard FOR UPDATE;
  SELECT a.number, a.recorded_at, a.link INTO last_number, last_recorded, link
    FROM register.access a WHERE a.shard = p_shard ORDER BY a.number DESC LIMIT 1;
  last_number := coalesce(last_number, 0) + 1;
  last_recorded := greatest(last_recorded, p_at);
  link := sha256('\x02'::bytea || coalesce(link, decode(repeat('00', 32), 'hex'))
    || int8send(last_number) || int8send((extract(epoch FROM last_recorded) * 1000000)::bigint)
    || uuid_send(p_stream) || sha256(p_actor) || sha256(convert_to(p_what, 'UTF8')));
  INSERT INTO register.access (shard, number, recorded_at, stream_id, actor, what, link)
    VALUES (p_shard, last_number, last_recorded, p_stream, p_actor, p_what, link);
  RETURN last_number;
END
$$;
COMMENT ON FUNCTION register.record_access IS 'Appends one line to the log of reads; answers its number.';

-- Read through functions, whose plans a pooled server connection keeps: planned anew for every
-- statement, a stream spread over many partitions costs four times as much.
CREATE FUNCTION register.load_stream(p_shard smallint, p_stream uuid, p_until bigint)
RETURNS TABLE (
  event_position bigint, event_version integer, recorded timestamptz, occurred timestamptz,
  event_name text, event_shape smallint, event_actor bytea, event_payload bytea, event_link bytea
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
DECLARE
  first_one bigint;
  last_one bigint;
BEGIN
  SELECT s.first_position, least(s.last_position, p_until) INTO first_one, last_one
    FROM register.stream s WHERE s.shard = p_shard AND s.stream_id = p_stream;
  RETURN QUERY
    SELECT e.position, e.version, e.recorded_at, e.occurred_at, e.name, e.shape, e.actor, e.payload, e.link
    FROM register.event e
    WHERE e.shard = p_shard AND e.stream_id = p_stream AND e.position BETWEEN first_one AND last_one
    ORDER BY e.version;
END
$$;
COMMENT ON FUNCTION register.load_stream IS 'Events of a stream up to a position, in order.';

CREATE FUNCTION register.load_streams(p_shard smallint, p_streams uuid[], p_until bigint)
RETURNS TABLE (
  event_stream uuid, event_position bigint, event_version integer, recorded timestamptz,
  occurred timestamptz, event_name text, event_shape smallint, event_actor bytea,
  event_payload bytea, event_link bytea
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET jit = off
AS $$
BEGIN
  RETURN QUERY
    SELECT w.stream_id, e.position, e.version, e.recorded_at, e.occurred_at, e.name, e.shape, e.actor,
      e.payload, e.link
    FROM unnest(p_streams) AS w (stream_id)
    JOIN register.stream s ON s.shard = p_shard AND s.stream_id = w.stream_id
    CROSS JOIN LATERAL (
      SELECT * FROM register.event n
      WHERE n.shard = p_shard AND n.stream_id = s.stream_id
        AND n.position BETWEEN s.first_position AND least(s.last_position, p_until)
      ORDER BY n.version
    ) AS e;
END
$$;
COMMENT ON FUNCTION register.load_streams IS 'Events of several streams up to a position, each in order.';

-- Positions are gapless and recorded instants never run backwards, so halving finds the place.
CREATE FUNCTION register.position_at(p_shard smallint, p_instant timestamptz) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  low bigint;
  high bigint;
  middle bigint;
  recorded timestamptz;
BEGIN
  SELECT g.floor_position INTO low FROM register.gate g WHERE g.shard = p_shard;
  SELECT e.position INTO high FROM register.event e WHERE e.shard = p_shard ORDER BY e.position DESC LIMIT 1;
  high := coalesce(high, low);
  WHILE low < high LOOP
    middle := (low + high + 1) / 2;
    SELECT e.recorded_at INTO recorded FROM register.event e WHERE e.shard = p_shard AND e.position = middle;
    IF recorded <= p_instant THEN
      low := middle;
    ELSE
      high := middle - 1;
    END IF;
  END LOOP;
  RETURN low;
END
$$;
COMMENT ON FUNCTION register.position_at IS 'Highest position that was recorded by an instant.';
