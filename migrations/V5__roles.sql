-- Who may do what. Installations grant redress_app to the login role of the program and
-- redress_analyst to those who read figures.

CREATE SCHEMA read;
COMMENT ON SCHEMA read IS 'Views of the projections in use; re-pointed when a projection switches its generation.';

CREATE TABLE read.projection (
  name             text NOT NULL PRIMARY KEY,
  generation       integer NOT NULL,
  logic            integer NOT NULL
);
COMMENT ON TABLE read.projection IS 'Which generation of each projection''s tables is in use.';
COMMENT ON COLUMN read.projection.name IS 'The projection.';
COMMENT ON COLUMN read.projection.generation IS 'Generation in use.';
COMMENT ON COLUMN read.projection.logic IS 'Version of the logic that made it.';

-- Every generation of a projection has a schema of its own, so that the next can be built beside
-- it. The program owns what it makes there, but may make no other schema.
CREATE FUNCTION read.make_generation(p_name text, p_generation integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made text := format('read_%s_%s', p_name, p_generation);
BEGIN
  IF p_name !~ '^[a-z][a-z_]*$' THEN
    RAISE EXCEPTION 'a projection is not called %', p_name;
  END IF;
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', made);
  EXECUTE format('CREATE SCHEMA %I AUTHORIZATION redress_app', made);
  RETURN made;
END
$$;
COMMENT ON FUNCTION read.make_generation IS 'Makes an empty schema for a generation of a projection.';

CREATE FUNCTION read.drop_generation(p_name text, p_generation integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', format('read_%s_%s', p_name, p_generation));
END
$$;
COMMENT ON FUNCTION read.drop_generation IS 'Drops the schema of a generation that is no longer in use.';

CREATE SCHEMA analytics;
COMMENT ON SCHEMA analytics IS
  'Masked figures for analysts, made from projections. / Chiffres masqués pour les analystes, tirés des projections.';

REVOKE ALL ON FUNCTION register.append_batch, register.record_access, register.ensure_partitions,
  register.load_stream, register.load_streams, register.position_at FROM PUBLIC;

GRANT USAGE ON SCHEMA register, people, work TO redress_app;
REVOKE ALL ON FUNCTION read.make_generation, read.drop_generation FROM PUBLIC;
GRANT EXECUTE ON FUNCTION read.make_generation, read.drop_generation TO redress_app;
GRANT USAGE, CREATE ON SCHEMA read, analytics TO redress_app;
GRANT SELECT ON ALL TABLES IN SCHEMA register TO redress_app;
GRANT EXECUTE ON FUNCTION register.append_batch, register.record_access, register.ensure_partitions,
  register.load_stream, register.load_streams, register.position_at TO redress_app;
GRANT SELECT, DELETE ON people.sealed, people.search TO redress_app;
GRANT SELECT, INSERT, UPDATE ON people.subject_key TO redress_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON people.draft, people.code, people.account, people.session, people.client
  TO redress_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA work TO redress_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON read.projection TO redress_app;

GRANT USAGE ON SCHEMA analytics TO redress_analyst;

-- Whoever migrates may also act as the program.
DO $grant$
BEGIN
  IF NOT pg_has_role(current_user, 'redress_app', 'MEMBER') THEN
    EXECUTE format('GRANT redress_app TO %I', current_user);
  END IF;
END
$grant$;
