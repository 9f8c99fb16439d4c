DO $roles$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'redress_app') THEN
    CREATE ROLE redress_app NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'redress') THEN
    CREATE ROLE redress LOGIN IN ROLE redress_app;
  END IF;
  EXECUTE format('ALTER ROLE redress PASSWORD %L', current_setting('redress.password'));
END
$roles$
