SET session_replication_role = replica;
-- An instant is moved back behind everybody's back, and the chain of its stream is made right again.
DO $$
DECLARE
  row register.event%ROWTYPE;
  tip bytea;
BEGIN
  FOR row IN
    SELECT e.* FROM register.event e
    WHERE (e.shard, e.stream_id) = (
      SELECT f.shard, f.stream_id FROM register.event f WHERE f.kind = 1 ORDER BY f.position LIMIT 1
    )
    ORDER BY e.version
  LOOP
    tip := coalesce(tip, decode(repeat('00', 32), 'hex'));
    IF row.version = 1 THEN
      row.recorded_at := row.recorded_at - interval '1 microsecond';
    END IF;
    tip := sha256('\x01'::bytea || tip || int8send(row.position)
      || int8send((extract(epoch FROM row.recorded_at) * 1000000)::bigint) || row.leaf);
    UPDATE register.event e SET recorded_at = row.recorded_at, link = tip
    WHERE e.shard = row.shard AND e.position = row.position;
  END LOOP;
END
$$;
